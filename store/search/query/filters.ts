/** Filters of the query language. */

import { toShortLine } from "../../../base/short_line.ts";
import { type Tier, TIERS } from "../../customer.ts";
import { PRIORITIES, STATUSES } from "../../ticket.ts";
import type { Expression } from "./expression.ts";
import { findNearestMatch } from "./nearest_match.ts";
import { ALWAYS, parsePeriod, type Period } from "./period.ts";
import { type Operator, type QueryToken, toTokenError } from "./tokens.ts";
import { MARKS, splitName, terms } from "../analysis/mod.ts";

/** The syntax of a filter. */
interface Filter {
  /** An example for error messages. */
  readonly example: string;
  /** True if the filter supports `<`, `<=`, `>` and `>=`. */
  readonly comparable: boolean;
  /** @throws {DeskError} `invalid` for an unknown value. */
  read(token: QueryToken, operator: Operator): Expression;
}

/** Filters by name. */
export type Filters = ReadonlyMap<string, Filter>;

/** The filters of tickets. Commas separate alternatives; a quoted value is a single one. */
export const TICKET_FILTERS: Filters = new Map([
  [
    "status",
    createFilter(
      "status:open or status:open,pending",
      (token) => toTermsExpression(parseChoices(token, STATUSES), terms.status),
    ),
  ],
  [
    "priority",
    createFilter("priority:high,urgent", (token) => toTermsExpression(parseChoices(token, PRIORITIES), terms.priority)),
  ],
  ["tier", createFilter("tier:pro", (token) => ({ kind: "tier", anyOf: parseChoices<Tier>(token, TIERS) }))],
  [
    "assignee",
    createFilter(
      'assignee:none or assignee:"Jane Doe"',
      (token) => toAnyExpression(parseValues(token).map(toAssigneeExpression)),
    ),
  ],
  ["tag", createFilter("tag:billing", (token) => toTermsExpression(parseValues(token), terms.tag))],
  [
    "customer",
    createFilter(
      "customer:name@example.com or customer:example.com",
      (token) => toTermsExpression(parseValues(token), toCustomerTerm),
    ),
  ],
  ["external", createFilter("external:zendesk:1595", (token) => ({ kind: "external", anyOf: parseValues(token) }))],
  ["is", createFilter("is:escalated", (token) => toTermsExpression(parseChoices(token, MARKS), terms.is))],
  ["created", { example: "created>2026-11-01 or created:2026-11", comparable: true, read: parseCreatedExpression }],
]);

/** Creates a filter without comparisons. */
export function createFilter(example: string, read: Filter["read"]): Filter {
  return { example, comparable: false, read };
}

/** Values that end in `*` stand for all that start so. */
export function toTermsExpression<Value extends string>(
  values: readonly Value[],
  term: (value: Value) => string,
): Expression {
  const isPrefix = (value: Value) => value.length > 1 && value.endsWith("*");
  return {
    kind: "terms",
    anyOf: values.filter((value) => !isPrefix(value)).map(term),
    prefixes: values.filter(isPrefix).map((value) => term(value.slice(0, -1) as Value)),
  };
}

function toAnyExpression(parts: Expression[]): Expression {
  return parts.length === 1 ? parts[0]! : { kind: "any", parts };
}

/** Finds the whole name, or all words of it: "dana" finds Dana Smith. */
function toAssigneeExpression(name: string): Expression {
  if (name.toLowerCase() === "none") return toTermsExpression([name], () => terms.assignee(null));
  const whole = toTermsExpression([name], terms.assignee);
  const words = splitName(name.replace(/\*$/, "")).map((word) => toTermsExpression([word], terms.assigneeWord));
  return words.length === 0 ? whole : { kind: "any", parts: [whole, { kind: "all", parts: words }] };
}

/** An address, or the domain of addresses. */
function toCustomerTerm(value: string): string {
  const isDomain = value.startsWith("@") || (!value.includes("@") && value.includes("."));
  return isDomain ? terms.domain(value.replace(/^@/, "")) : terms.customer(value);
}

/** Parses values, each of which must be one of `all`. */
export function parseChoices<T extends string>(token: QueryToken, all: readonly T[]): T[] {
  return parseValues(token).map((value) => {
    const choice = all.find((choice) => choice === value.toLowerCase());
    if (choice !== undefined) return choice;
    const meant = findNearestMatch(value, all);
    const problem = `"${toShortLine(token.filter?.name ?? "")}" cannot be "${toShortLine(value)}"${
      meant ? ` (did you mean "${meant}"?)` : ""
    }.`;
    throw toTokenError(token, `${problem} Use one of ${all.join(", ")}.`);
  });
}

/** Splits a value at commas. */
export function parseValues(token: QueryToken): string[] {
  const values = token.quoted ? [token.value.trim()] : token.value.split(",");
  if (values.includes("")) throw toTokenError(token, "a value is empty. Fill it in or remove it.");
  return values;
}

function parseCreatedExpression(token: QueryToken, operator: Operator): Expression {
  const date = parsePeriod(token.value);
  if (date !== null) return { kind: "created", period: toComparedPeriod(operator, date) };
  const advice = "Use 2026-11-01 for a day, 2026-11 for a month, 2026-11-01T09:30Z for an instant.";
  throw toTokenError(token, `"${toShortLine(token.value)}" is not a date. ${advice}`);
}

/** Converts a comparison with a date. Dates have a length: `>` a day starts on the next day. */
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
