/** Filters of the query language. */

import { toShortLine } from "../../../base/text/short_line.ts";
import { type Tier, TIERS } from "../../customer.ts";
import type { CustomFields } from "../../settings.ts";
import type { Views } from "../../views/mod.ts";
import { PRIORITIES, STATUSES } from "../../ticket.ts";
import {
  type Expression,
  type LinkedExpression,
  MARKS,
  TIME_FIELDS,
  type TimeField,
  toMarkExpression,
} from "./expression/mod.ts";
import { FIELD_EXAMPLE, parseFieldFilter } from "./field_filter.ts";
import { findIntendedFilter, normalizeChoice } from "./filter_words.ts";
import { findNearestMatch } from "./nearest_match.ts";
import { parseTimeFilter, type QueryClock } from "./times.ts";
import { type Operator, type QueryToken, toTokenError, toWrongValue } from "./tokens.ts";
import { splitName, terms } from "../analysis/mod.ts";
import { parseTicketNumber } from "./ticket_number.ts";

/** Everything that filters refer to beside the ticket. */
export interface QueryContext extends QueryClock {
  /** The views of the settings. */
  views: Views;
  /** The custom fields of the settings, where they are known. */
  fields?: CustomFields | undefined;
  /** Returns the name of the caller, who is "me". */
  getCallerName?: (() => string) | undefined;
}

/** Everything that the parts of one query refer to. */
export interface FilterContext extends QueryContext {
  /** True within a part that is excluded. */
  isExcluded: boolean;
  /** Returns the expression of the view that a token names. */
  expandView(token: QueryToken, isExcluded: boolean): Expression;
}

/** The syntax of a filter. */
interface Filter {
  /** An example for error messages. */
  readonly example: string;
  /** True if the filter supports `<`, `<=`, `>` and `>=`. */
  readonly comparable: boolean;
  /** @throws {DeskError} `invalid` for an unknown value. */
  read(token: QueryToken, operator: Operator, context: FilterContext): Expression;
}

/** Filters by name. */
export type Filters = ReadonlyMap<string, Filter>;

/** The filters of tickets. Commas separate alternatives; a quoted value is a single one. */
export const TICKET_FILTERS: Filters = new Map([
  [
    "status",
    createFilter(
      "status:open or status:open,pending",
      (token) => toTermsExpression(parseTicketChoices(token, STATUSES), terms.status),
    ),
  ],
  [
    "priority",
    createFilter(
      "priority:high,urgent",
      (token) => toTermsExpression(parseTicketChoices(token, PRIORITIES), terms.priority),
    ),
  ],
  ["tier", createFilter("tier:pro", (token) => ({ kind: "tier", anyOf: parseTicketChoices<Tier>(token, TIERS) }))],
  [
    "assignee",
    createFilter(
      'assignee:none or assignee:"Jane Doe"',
      (token, _, context) => toAnyExpression(parseNames(token, context).map(toAssigneeExpression)),
    ),
  ],
  [
    "by",
    createFilter(
      'by:dana or by:"Jane Doe"',
      (token, _, context) => toAnyExpression(parseNames(token, context).map((name) => ({ kind: "author", name }))),
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
  createLinkFilter("linked", null),
  createLinkFilter("parent", "parent"),
  createLinkFilter("caused_by", "caused_by"),
  ["field", createFilter(FIELD_EXAMPLE, (token) => parseFieldFilter(token))],
  ["external", createFilter("external:zendesk:1595", (token) => ({ kind: "external", anyOf: parseValues(token) }))],
  [
    "is",
    createFilter(
      "is:overdue",
      (token, _, { now }) =>
        toAnyExpression(parseTicketChoices(token, MARKS).map((mark) => toMarkExpression(mark, now))),
    ),
  ],
  ["view", createFilter("view:overdue", (token, _, { expandView, isExcluded }) => expandView(token, isExcluded))],
  createTimeFilter("created", "created>2026-11-01 or created:2026-11"),
  createTimeFilter("updated", "updated>7d or updated<2026-11-01"),
  createTimeFilter("closed", "closed>7d or closed:2026-11"),
  createTimeFilter("due", "due<2h or due:today"),
]);

/** The filters whose meaning depends on the settings: views, custom fields, and days in the desk's time zone. */
const OF_SETTINGS: ReadonlySet<string> = new Set(["view", "field", ...TIME_FIELDS]);

/** Reports whether a query may need the settings, also by mistake. */
export function refersToSettings(query: string): boolean {
  return query.includes("=") || query.matchAll(/(\p{L}[\p{L}_-]*)[:<>]/gu).some(([, name]) => {
    const filter = name!.toLowerCase();
    return OF_SETTINGS.has(filter) || !TICKET_FILTERS.has(filter) && filter !== "sort";
  });
}

function createTimeFilter(field: TimeField, example: string): [string, Filter] {
  const read: Filter["read"] = (token, operator, clock) => parseTimeFilter(token, operator, field, clock);
  return [field, { example, comparable: true, read }];
}

function createLinkFilter(name: string, relation: LinkedExpression["relation"]): [string, Filter] {
  return [name, createFilter(`${name}:42`, (token) => ({ kind: "linked", relation, numbers: parseIds(token) }))];
}

/** Parses names. Without quotation marks, "me" is the caller, where it is known who that is. */
function parseNames(token: QueryToken, { getCallerName }: QueryContext): string[] {
  const names = parseValues(token);
  if (token.quoted || getCallerName === undefined) return names;
  return names.map((name) => name.toLowerCase() === "me" ? getCallerName() : name);
}

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

/**
 * Parses values, each of which must be one of `all`. Accepts "on hold" as on_hold.
 *
 * @param findOther Returns another filter that a value belongs to.
 */
export function parseChoices<T extends string>(
  token: QueryToken,
  all: readonly T[],
  findOther: (value: string) => string | undefined = () => undefined,
): T[] {
  return parseValues(token).map((value) => {
    const choice = all.find((choice) => choice === normalizeChoice(value));
    if (choice !== undefined) return choice;
    const meant = findOther(value) ?? findNearestMatch(value, all);
    const problem = `"${toShortLine(token.filter?.name ?? "")}" cannot be "${toShortLine(value)}"${
      meant ? ` (did you mean "${meant}"?)` : ""
    }.`;
    throw toTokenError(token, `${problem} Use one of ${all.join(", ")}.`, toWrongValue(value, all, meant));
  });
}

/** Parses values like {@linkcode parseChoices}. For a value of another filter of tickets, the error names that filter. */
function parseTicketChoices<T extends string>(token: QueryToken, all: readonly T[]): T[] {
  return parseChoices(token, all, findIntendedFilter);
}

/** Splits a value at commas. */
export function parseValues(token: QueryToken): string[] {
  const values = token.quoted ? [token.value.trim()] : token.value.split(",");
  if (values.includes("")) {
    throw toTokenError(token, "a value is empty. Fill it in or remove it.", { code: "missing_filter_value" });
  }
  return values;
}

/** Parses ids of tickets, such as 42 and #42. */
function parseIds(token: QueryToken): number[] {
  return parseValues(token).map((value) => {
    const number = parseTicketNumber(value);
    if (number !== null) return number;
    throw toTokenError(token, `"${toShortLine(value)}" is not a ticket id. Use a number, such as 42.`);
  });
}
