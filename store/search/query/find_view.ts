import { toShortLine } from "../../../base/short_line.ts";
import type { View } from "../../settings.ts";
import { listViews, type Views } from "../../views/mod.ts";
import { findNearestMatch } from "./nearest_match.ts";

/** Finds a view by its name, in any case. */
export function findView(views: Views, name: string): { name: string; view: View } | { problem: string } {
  const all = listViews(views);
  const names = Object.keys(all);
  const found = names.find((each) => each.toLowerCase() === name.trim().toLowerCase());
  if (found !== undefined) return { name: found, view: all[found]! };
  const meant = findNearestMatch(name.trim(), names);
  const suggestion = meant === undefined ? "" : ` (did you mean "${toShortLine(meant)}"?)`;
  const known = names.map((each) => toShortLine(each)).join(", ");
  return { problem: `There is no view "${toShortLine(name)}"${suggestion}. Views: ${known}.` };
}
