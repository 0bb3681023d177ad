/** The filters of the query language. */

import { type Tier, TIERS } from "../../customer.ts";
import { PRIORITIES, STATUSES } from "../../ticket.ts";
import type { Condition } from "./condition.ts";
import { findNearestMatch } from "./nearest_match.ts";
import { ALWAYS, parsePeriod, type Period } from "./period.ts";
import { type Operator, type QueryToken, toTokenError } from "./tokens.ts";
import { MARKS, terms } from "../analysis/mod.ts";

/** How a filter's value is read. */
interface Filter {
  /** For messages. */
  readonly example: string;
  /** Whether it takes `<` and its like. */
  readonly comparable: boolean;
  /** @throws {DeskError} `invalid` when the value can't be read */
  read(piece: QueryToken, operator: Operator): Condition;
}

/** Every filter by its name. Values that commas divide are alternatives; a quoted value is one. */
export const FILTERS: ReadonlyMap<string, Filter> = new Map([
  [
    "status",
    createFilter(
      "status:open or status:open,pending",
      (piece) => toTermsCondition(parseChoices(piece, STATUSES), terms.status),
    ),
  ],
  [
    "priority",
    createFilter("priority:high,urgent", (piece) => toTermsCondition(parseChoices(piece, PRIORITIES), terms.priority)),
  ],
  ["tier", createFilter("tier:pro", (piece) => ({ kind: "tier", anyOf: parseChoices<Tier>(piece, TIERS) }))],
  [
    "assignee",
    createFilter(
      'assignee:none or assignee:"Jane Doe"',
      (piece) => toTermsCondition(parseValues(piece), toAssigneeTerm),
    ),
  ],
  ["tag", createFilter("tag:billing", (piece) => toTermsCondition(parseValues(piece), terms.tag))],
  [
    "customer",
    createFilter("customer:name@example.com", (piece) => toTermsCondition(parseValues(piece), terms.customer)),
  ],
  ["external", createFilter("external:zendesk:1595", (piece) => toTermsCondition(parseValues(piece), terms.external))],
  ["is", createFilter("is:escalated", (piece) => toTermsCondition(parseChoices(piece, MARKS), terms.is))],
  ["created", { example: "created>2026-11-01 or created:2026-11", comparable: true, read: parseCreatedCondition }],
]);

function createFilter(example: string, read: Filter["read"]): Filter {
  return { example, comparable: false, read };
}

function toTermsCondition<T>(values: readonly T[], term: (value: T) => string): Condition {
  return { kind: "terms", anyOf: values.map(term) };
}

function toAssigneeTerm(name: string): string {
  return terms.assignee(name.toLowerCase() === "none" ? null : name);
}

/** The filter's values, each of which must be one of `all`. */
function parseChoices<T extends string>(piece: QueryToken, all: readonly T[]): T[] {
  return parseValues(piece).map((value) => {
    const choice = all.find((choice) => choice === value.toLowerCase());
    if (choice !== undefined) return choice;
    const meant = findNearestMatch(value, all);
    const problem = `"${piece.filter?.name}" can't be "${value}"${meant ? ` (did you mean "${meant}"?)` : ""}.`;
    throw toTokenError(piece, `${problem} Take one of ${all.join(", ")}.`);
  });
}

function parseValues(piece: QueryToken): string[] {
  const values = piece.quoted ? [piece.value.trim()] : piece.value.split(",");
  if (values.includes("")) throw toTokenError(piece, "a value is empty. Put one there, or leave it out.");
  return values;
}

function parseCreatedCondition(piece: QueryToken, operator: Operator): Condition {
  const date = parsePeriod(piece.value);
  if (date !== null) return { kind: "created", period: toComparedPeriod(operator, date) };
  const wayOut = "Write 2026-11-01 for a day, 2026-11 for a month, 2026-11-01T09:30Z for an instant.";
  throw toTokenError(piece, `there is no date "${piece.value}". ${wayOut}`);
}

/** The time before, in or after a date, which itself has a length: after a day is from the next one on. */
function toComparedPeriod(operator: Operator, { from, to }: Period): Period {
  switch (operator) {
    case ":":
      return { from, to };
    case ">":
      return { ...ALWAYS, from: to };
    case ">=":
      return { ...ALWAYS, from };
    case "<":
      return { ...ALWAYS, to: from };
    case "<=":
      return { ...ALWAYS, to };
  }
}
