/** The filter `is:`. */

import { terms } from "../../analysis/mod.ts";
import type { Expression } from "./expression.ts";
import { ALWAYS } from "./period.ts";

/** Values of the filter `is:`. */
export const MARKS = ["overdue", "unassigned", "waiting", "snoozed", "escalated", "merged"] as const;
type Mark = typeof MARKS[number];

/**
 * A snoozed ticket is in no queue: it is not overdue, unassigned or waiting until it returns.
 *
 * @param now In milliseconds since the epoch.
 */
export function toMarkExpression(mark: Mark, now: number): Expression {
  switch (mark) {
    case "overdue":
      return { ...toQueue({ kind: "time", field: "due", period: { ...ALWAYS, to: now } }), orderedBy: "due" };
    case "unassigned":
      return toQueue(toTerms(terms.assignee(null)), { kind: "not", part: toTerms(terms.status("closed")) });
    case "waiting":
      return toQueue(toTerms(terms.unanswered), toTerms(terms.status("open"), terms.status("on_hold")));
    default:
      return toTerms(terms[mark]);
  }
}

function toQueue(...parts: Expression[]): Extract<Expression, { kind: "all" }> {
  return { kind: "all", parts: [...parts, { kind: "not", part: toTerms(terms.snoozed) }] };
}

function toTerms(...anyOf: string[]): Expression {
  return { kind: "terms", anyOf, prefixes: [] };
}
