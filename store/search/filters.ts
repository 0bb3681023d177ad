/** The filters of the query language. */

import { type Tier, TIERS } from "../customer.ts";
import { PRIORITIES, STATUSES } from "../ticket.ts";
import type { Condition } from "./condition.ts";
import { nearest } from "./nearest.ts";
import { ALWAYS, type Period, periodOf } from "./period.ts";
import { type Operator, type Piece, unreadable } from "./pieces.ts";
import { MARKS, terms } from "./terms.ts";

/** How a filter's value is read. */
interface Filter {
  /** For messages. */
  readonly example: string;
  /** Whether it takes `<` and its like. */
  readonly comparable: boolean;
  /** @throws {DeskError} `invalid` when the value can't be read */
  read(piece: Piece, operator: Operator): Condition;
}

/** Every filter by its name. Values that commas divide are alternatives; a quoted value is one. */
export const FILTERS: ReadonlyMap<string, Filter> = new Map([
  ["status", filter("status:open or status:open,pending", (piece) => termsOf(choices(piece, STATUSES), terms.status))],
  ["priority", filter("priority:high,urgent", (piece) => termsOf(choices(piece, PRIORITIES), terms.priority))],
  ["tier", filter("tier:pro", (piece) => ({ kind: "tier", anyOf: choices<Tier>(piece, TIERS) }))],
  ["assignee", filter('assignee:none or assignee:"Jane Doe"', (piece) => termsOf(values(piece), assigneeTerm))],
  ["tag", filter("tag:billing", (piece) => termsOf(values(piece), terms.tag))],
  ["customer", filter("customer:name@example.com", (piece) => termsOf(values(piece), terms.customer))],
  ["external", filter("external:zendesk:1595", (piece) => termsOf(values(piece), terms.external))],
  ["is", filter("is:escalated", (piece) => termsOf(choices(piece, MARKS), terms.is))],
  ["created", { example: "created>2026-11-01 or created:2026-11", comparable: true, read: createdCondition }],
]);

function filter(example: string, read: Filter["read"]): Filter {
  return { example, comparable: false, read };
}

function termsOf<T>(values: readonly T[], term: (value: T) => string): Condition {
  return { kind: "terms", anyOf: values.map(term) };
}

function assigneeTerm(name: string): string {
  return terms.assignee(name.toLowerCase() === "none" ? null : name);
}

/** The filter's values, each of which must be one of `all`. */
function choices<T extends string>(piece: Piece, all: readonly T[]): T[] {
  return values(piece).map((value) => {
    const choice = all.find((choice) => choice === value.toLowerCase());
    if (choice !== undefined) return choice;
    const meant = nearest(value, all);
    const problem = `"${piece.filter?.name}" can't be "${value}"${meant ? ` (did you mean "${meant}"?)` : ""}.`;
    throw unreadable(piece, `${problem} Take one of ${all.join(", ")}.`);
  });
}

function values(piece: Piece): string[] {
  const values = piece.quoted ? [piece.value.trim()] : piece.value.split(",");
  if (values.includes("")) throw unreadable(piece, "a value is empty. Put one there, or leave it out.");
  return values;
}

function createdCondition(piece: Piece, operator: Operator): Condition {
  const date = periodOf(piece.value);
  if (date !== null) return { kind: "created", period: compared(operator, date) };
  const wayOut = "Write 2026-11-01 for a day, 2026-11 for a month, 2026-11-01T09:30Z for an instant.";
  throw unreadable(piece, `there is no date "${piece.value}". ${wayOut}`);
}

/** The time before, in or after a date, which itself has a length: after a day is from the next one on. */
function compared(operator: Operator, { from, to }: Period): Period {
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
