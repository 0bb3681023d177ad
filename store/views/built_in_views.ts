import type { View } from "../settings.ts";

/** The views that every desk has. Its settings can replace them. */
const BUILT_IN_VIEWS: Readonly<Record<string, View>> = {
  "mine": { query: "assignee:me -status:closed -is:snoozed", sort: "due" },
  "unassigned": { query: "is:unassigned", sort: "due" },
  "overdue": { query: "is:overdue", sort: "due" },
  "waiting": { query: "is:waiting", sort: "due" },
  "recently-closed": { query: "closed>7d", sort: "updated" },
};

/** Views by name, as the settings have them. */
export type Views = Readonly<Record<string, View>>;

/** Combines the views of the settings with the built-in ones. */
export function listViews(views: Views): Record<string, View> {
  const own = new Set(Object.keys(views).map((name) => name.toLowerCase()));
  const builtIn = Object.entries(BUILT_IN_VIEWS).filter(([name]) => !own.has(name));
  return { ...Object.fromEntries(builtIn), ...views };
}
