/** The filter `is:`. */

import { terms } from "../analysis/mod.ts";
import type { Expression } from "./expression.ts";
import { ALWAYS } from "./period.ts";

/** Values of the filter `is:`. */
export const MARKS = ["overdue", "unassigned", "waiting", "snoozed", "escalated", "merged"] as const;
type Mark = typeof MARKS[number];

/** @param now In milliseconds since the epoch. */
export function toMarkExpression(mark: Mark, now: number): Expression {
  switch (mark) {
    case "overdue":
      return { kind: "time", field: "due", period: { ...ALWAYS, to: now } };
    case "unassigned":
      return {
        kind: "all",
        parts: [toTerms(terms.assignee(null)), { kind: "not", part: toTerms(terms.status("closed")) }],
      };
    case "waiting":
      return {
        kind: "all",
        parts: [toTerms(terms.unanswered), toTerms(terms.status("open"), terms.status("on_hold"))],
      };
    default:
      return toTerms(terms[mark]);
  }
}

function toTerms(...anyOf: string[]): Expression {
  return { kind: "terms", anyOf, prefixes: [] };
}
