/** Filters of the query language. */

import { type Tier, TIERS } from "../../customer.ts";
import { PRIORITIES, STATUSES } from "../../ticket.ts";
import type { Condition } from "./condition.ts";
import { findNearestMatch } from "./nearest_match.ts";
import { ALWAYS, parsePeriod, type Period } from "./period.ts";
import { type Operator, type QueryToken, toTokenError } from "./tokens.ts";
import { MARKS, terms } from "../analysis/mod.ts";

/** The syntax of a filter. */
interface Filter {
  /** An example for error messages. */
  readonly example: string;
  /** True if the filter supports `<`, `<=`, `>` and `>=`. */
  readonly comparable: boolean;
  /** @throws {DeskError} `invalid` for an unknown value. */
  read(token: QueryToken, operator: Operator): Condition;
}

/** All filters by name. Commas separate alternatives; a quoted value is a single one. */
export const FILTERS: ReadonlyMap<string, Filter> = new Map([
  [
    "status",
    createFilter(
      "status:open or status:open,pending",
      (token) => toTermsCondition(parseChoices(token, STATUSES), terms.status),
    ),
  ],
  [
    "priority",
    createFilter("priority:high,urgent", (token) => toTermsCondition(parseChoices(token, PRIORITIES), terms.priority)),
  ],
  ["tier", createFilter("tier:pro", (token) => ({ kind: "tier", anyOf: parseChoices<Tier>(token, TIERS) }))],
  [
    "assignee",
    createFilter(
      'assignee:none or assignee:"Jane Doe"',
      (token) => toTermsCondition(parseValues(token), toAssigneeTerm),
    ),
  ],
  ["tag", createFilter("tag:billing", (token) => toTermsCondition(parseValues(token), terms.tag))],
  [
    "customer",
    createFilter("customer:name@example.com", (token) => toTermsCondition(parseValues(token), terms.customer)),
  ],
  ["external", createFilter("external:zendesk:1595", (token) => toTermsCondition(parseValues(token), terms.external))],
  ["is", createFilter("is:escalated", (token) => toTermsCondition(parseChoices(token, MARKS), terms.is))],
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

/** Parses values, each of which must be one of `all`. */
function parseChoices<T extends string>(token: QueryToken, all: readonly T[]): T[] {
  return parseValues(token).map((value) => {
    const choice = all.find((choice) => choice === value.toLowerCase());
    if (choice !== undefined) return choice;
    const meant = findNearestMatch(value, all);
    const problem = `"${token.filter?.name}" cannot be "${value}"${meant ? ` (did you mean "${meant}"?)` : ""}.`;
    throw toTokenError(token, `${problem} Use one of ${all.join(", ")}.`);
  });
}

function parseValues(token: QueryToken): string[] {
  const values = token.quoted ? [token.value.trim()] : token.value.split(",");
  if (values.includes("")) throw toTokenError(token, "a value is empty. Fill it in or remove it.");
  return values;
}

function parseCreatedCondition(token: QueryToken, operator: Operator): Condition {
  const date = parsePeriod(token.value);
  if (date !== null) return { kind: "created", period: toComparedPeriod(operator, date) };
  const advice = "Use 2026-11-01 for a day, 2026-11 for a month, 2026-11-01T09:30Z for an instant.";
  throw toTokenError(token, `"${token.value}" is not a date. ${advice}`);
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
