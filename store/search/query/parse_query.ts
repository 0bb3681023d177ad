/** The query language for tickets. */

import { toShortLine } from "../../../base/short_line.ts";
import { DeskError } from "../../errors.ts";
import { hasWords } from "../analysis/mod.ts";
import { type Expression, listLeaves, type Query } from "./expression.ts";
import { type FilterContext, type Filters, type QueryContext, TICKET_FILTERS } from "./filters.ts";
import { findNearestMatch } from "./nearest_match.ts";
import { takeSort, toTicketSort } from "./sort.ts";
import { type QueryToken, tokenizeQuery, toTokenError } from "./tokens.ts";
import { findView } from "./find_view.ts";

/** In UTF-16 code units. */
const MAX_QUERY_LENGTH = 1_000;
/** Each word or filter value is a list to read. */
const MAX_TERMS = 32;
/** Groups within groups. */
const MAX_DEPTH = 10;

/**
 * Parses a query: words, `"exact phrases"`, and filters such as `status:open,pending` or `created>=2026-11-01`. A leading
 * `-` or `NOT` excludes. `AND` and `OR` combine parts, parentheses group them; `OR` binds less than `AND`, and both bind
 * more than a space. Words outside of operators and groups are ranked: a ticket needs only one of them. It must meet
 * every other part. An empty query finds all tickets.
 *
 * @param filters The filters that the query may have.
 * @throws {DeskError} `invalid` with the column, the problem and the correct syntax.
 */
export function parseQuery(
  text: string,
  context: Partial<QueryContext> = {},
  filters: Filters = TICKET_FILTERS,
): Query {
  const query = new ViewExpansion({ now: Date.now(), views: {}, ...context }, filters).parse(text);
  requireTermCount([...query.required, ...query.ranked]);
  return query;
}

/** Parses queries, and the views in them. */
class ViewExpansion {
  /** The views whose queries are being parsed, outermost first. */
  readonly #open: string[] = [];

  constructor(private readonly context: QueryContext, private readonly filters: Filters) {}

  parse(text: string): Query {
    requireLength(text);
    const all = tokenizeQuery(text, { hasGroups: true });
    const { tokens, sort } = this.filters === TICKET_FILTERS ? takeSort(all) : { tokens: all };
    const query: Query = { required: [], ranked: [], ...sort !== undefined && { sort } };
    const parser = new QueryParser(tokens, this.filters, {
      ...this.context,
      expandView: (token) => this.#expand(token, query),
    });
    for (const part of parser.parse()) {
      if (part.kind === "word") query.ranked.push(part);
      else query.required.push(part);
    }
    return query;
  }

  /** Returns the expression of a view. The outer query takes over its order, unless it has one. */
  #expand(token: QueryToken, outer: Query): Expression {
    const found = findView(this.context.views, token.value);
    if ("problem" in found) throw toTokenError(token, found.problem);
    const { name, view } = found;
    if (this.#open.includes(name)) throw createCircleError([...this.#open, name]);
    this.#open.push(name);
    const { required, ranked, sort = view.sort } = this.parse(view.query);
    this.#open.pop();
    if (sort !== undefined) outer.sort ??= toTicketSort(view.sort ?? sort);
    return {
      kind: "all",
      parts: [...required, ...ranked.length === 0 ? [] : [{ kind: "any" as const, parts: ranked }]],
    };
  }
}

function createCircleError(names: readonly string[]): DeskError {
  const circle = names.slice(names.indexOf(names.at(-1)!)).map((name) => toShortLine(name)).join(" → ");
  return new DeskError(
    "invalid",
    `The view "${toShortLine(names.at(-1)!)}" refers to itself: ${circle}. Change one of them in the settings.`,
  );
}

class QueryParser {
  #at = 0;
  #depth = 0;

  constructor(
    private readonly tokens: readonly QueryToken[],
    private readonly filters: Filters,
    private readonly context: FilterContext,
  ) {}

  /** Parses the parts that spaces separate. */
  parse(): Expression[] {
    const parts: Expression[] = [];
    for (let token = this.#next; token !== undefined && token.group !== "close"; token = this.#next) {
      parts.push(this.#parseAny());
    }
    return parts;
  }

  get #next(): QueryToken | undefined {
    return this.tokens[this.#at];
  }

  #parseAny(): Expression {
    return this.#parseOperands("OR", "any", () => this.#parseAll());
  }

  #parseAll(): Expression {
    return this.#parseOperands("AND", "all", () => this.#parseNot());
  }

  #parseOperands(operator: "AND" | "OR", kind: "all" | "any", parseOperand: () => Expression): Expression {
    const parts = [parseOperand()];
    while (this.#next?.operator === operator) {
      const token = this.#next;
      this.#at++;
      this.#requireOperand(token);
      parts.push(parseOperand());
    }
    return parts.length === 1 ? parts[0]! : { kind, parts };
  }

  #requireOperand(token: QueryToken): void {
    const next = this.#next;
    if (next !== undefined && next.group !== "close") return;
    throw toTokenError(token, `${token.operator} needs a part after it. Add one, or remove ${token.operator}.`);
  }

  #parseNot(): Expression {
    const token = this.#next!;
    this.#at++;
    if (token.operator === "NOT") {
      this.#requireOperand(token);
      return { kind: "not", part: this.#parseNot() };
    }
    if (token.operator !== undefined) {
      throw toTokenError(token, `${token.operator} needs a part before it. Add one, or write it in quotation marks.`);
    }
    const part = token.group === "open" ? this.#parseGroup(token) : this.#parseLeaf(token);
    return token.negative ? { kind: "not", part } : part;
  }

  #parseLeaf(token: QueryToken): Expression {
    return token.filter === null
      ? toTextExpression(token)
      : toFilterExpression(token, token.filter, this.context, this.filters);
  }

  #parseGroup(token: QueryToken): Expression {
    if (++this.#depth > MAX_DEPTH) throw toTokenError(token, `too many groups within groups (limit ${MAX_DEPTH}).`);
    const parts = this.parse();
    this.#depth--;
    this.#at++; // the closing parenthesis, which the tokens always have
    if (parts.length === 0) throw toTokenError(token, "the parentheses are empty. Remove them.");
    // Within a group, words that a space separates are alternatives, as they are outside.
    const words = parts.filter(({ kind }) => kind === "word");
    const others = parts.filter(({ kind }) => kind !== "word");
    return toSingle("all", [...words.length === 0 ? [] : [toSingle("any", words)], ...others]);
  }
}

/** Marks a group, even of one word, as an expression that must be met. */
function toSingle(kind: "all" | "any", parts: Expression[]): Expression {
  return parts.length === 1 && parts[0]!.kind !== "word" ? parts[0]! : { kind, parts };
}

function toTextExpression(token: QueryToken): Expression {
  if (!hasWords(token.value)) {
    throw toTokenError(token, "it contains no word. Punctuation and emoji are not indexed. Remove it.");
  }
  if (token.quoted) return { kind: "phrase", text: token.value };
  return { kind: "word", text: token.value.replace(/\*+$/, ""), isPrefix: token.value.endsWith("*") };
}

function toFilterExpression(
  token: QueryToken,
  { name, operator }: NonNullable<QueryToken["filter"]>,
  context: FilterContext,
  filters: Filters,
): Expression {
  const filter = filters.get(name.toLowerCase());
  if (filter === undefined) throw toUnknownFilterError(token, name, listNames(filters));
  if (token.value === "" && !token.quoted) {
    throw toTokenError(
      token,
      `the value is missing. Put it directly after the filter, without a space: ${filter.example}.`,
    );
  }
  if (operator !== ":" && !filter.comparable) {
    throw toTokenError(token, `"${toShortLine(name)}" does not support "${operator}". Use ${filter.example}.`);
  }
  return filter.read(token, operator, context);
}

/** Tickets can be sorted as well. */
function listNames(filters: Filters): string[] {
  return [...filters.keys(), ...filters === TICKET_FILTERS ? ["sort"] : []];
}

function toUnknownFilterError(token: QueryToken, name: string, names: readonly string[]): DeskError {
  const meant = findNearestMatch(name, names);
  const problem = `unknown filter "${toShortLine(name)}"${meant ? ` (did you mean "${meant}"?)` : ""}.`;
  return toTokenError(
    token,
    `${problem} Filters: ${names.join(", ")}. To search for the text itself, put it in quotation marks.`,
  );
}

function requireLength(text: string): void {
  if (text.length <= MAX_QUERY_LENGTH) return;
  throw new DeskError("invalid", `query is too long: ${text.length} characters (limit ${MAX_QUERY_LENGTH}).`);
}

function requireTermCount(parts: readonly Expression[]): void {
  const count = listLeaves(parts).reduce((sum, leaf) => sum + countTerms(leaf), 0);
  if (count <= MAX_TERMS) return;
  throw new DeskError("invalid", `query has ${count} words and filter values (limit ${MAX_TERMS}). Remove some.`);
}

function countTerms(leaf: Expression): number {
  if (leaf.kind === "phrase") return leaf.text.trim().split(/\s+/).length;
  if (leaf.kind === "terms") return leaf.anyOf.length + leaf.prefixes.length;
  return "anyOf" in leaf ? leaf.anyOf.length : 1;
}
