import type { Reason } from "../../../base/failures/reason.ts";
import { toShortLine } from "../../../base/text/short_line.ts";
import type { View } from "../../settings.ts";
import { listViews, type Views } from "../../views/mod.ts";
import { findNearestMatch } from "./nearest_match.ts";

interface NamedView {
  name: string;
  view: View;
}

/** A view that does not exist: a sentence, and the reason for programs. */
interface UnknownView {
  problem: string;
  reason: Reason<"unknown_view">;
}

/** By names in lower case. A check of settings looks up views of one document thousands of times. */
const INDEXES = new WeakMap<Views, ReadonlyMap<string, NamedView>>();

/** Finds a view by its name, in any case. */
export function findView(views: Views, name: string): NamedView | UnknownView {
  const index = INDEXES.get(views) ?? indexViews(views);
  const found = index.get(name.trim().toLowerCase());
  if (found !== undefined) return found;
  const names = [...index.values()].map((each) => each.name);
  const meant = findNearestMatch(name.trim(), names);
  const suggestion = meant === undefined ? "" : ` (did you mean "${toShortLine(meant)}"?)`;
  const known = names.map((each) => toShortLine(each));
  return {
    problem: `There is no view "${toShortLine(name)}"${suggestion}. Views: ${known.join(", ")}.`,
    reason: {
      code: "unknown_view",
      name: toShortLine(name),
      ...meant !== undefined && { meant: toShortLine(meant) },
      possible: known,
    },
  };
}

function indexViews(views: Views): ReadonlyMap<string, NamedView> {
  const index = new Map<string, NamedView>();
  for (const [name, view] of Object.entries(listViews(views))) {
    const key = name.toLowerCase();
    if (!index.has(key)) index.set(key, { name, view });
  }
  INDEXES.set(views, index);
  return index;
}
