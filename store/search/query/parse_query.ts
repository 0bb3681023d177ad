/** The query language for tickets. */

import { toShortLine } from "../../../base/text/short_line.ts";
import { DeskError } from "../../errors.ts";
import { type Expression, joinWords, listLeaves, listOrders, listParts, type Query } from "./expression/mod.ts";
import { type Filters, type QueryContext, TICKET_FILTERS } from "./filters.ts";
import { QueryParser } from "./query_parser.ts";
import { takeSort, toTicketSort } from "./sort.ts";
import { type QueryToken, tokenizeQuery, toTokenError } from "./tokens.ts";
import { findView } from "./find_view.ts";

/** In UTF-16 code units. */
const MAX_QUERY_LENGTH = 1_000;
/** Each word or filter value is a list to read. */
const MAX_TERMS = 32;
/** Each view is a query to parse. Views within views count as well. */
const MAX_VIEWS = 32;
/** Views within views. */
const MAX_VIEW_DEPTH = 10;

const COPY_ADVICE = "Refer to fewer views, or copy their filters.";

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
  #views = 0;

  constructor(private readonly context: QueryContext, private readonly filters: Filters) {}

  parse(text: string): Query {
    requireLength(text);
    const all = tokenizeQuery(text, { hasGroups: true });
    const { tokens, sort } = this.filters === TICKET_FILTERS ? takeSort(all) : { tokens: all };
    const query: Query = { required: [], ranked: [], ...sort !== undefined && { sort } };
    const parser = new QueryParser(tokens, this.filters, {
      ...this.context,
      expandView: (token, isExcluded) => this.#expand(token, isExcluded ? null : query),
    });
    for (const part of parser.parse()) {
      if (part.kind === "word") query.ranked.push(part);
      else query.required.push(part);
    }
    return rankWordsOfView(query);
  }

  /** Returns the expression of a view. A query with the view takes over its order, unless it has one. */
  #expand(token: QueryToken, outer: Query | null): Expression {
    const found = findView(this.context.views, token.value);
    if ("problem" in found) throw toTokenError(token, found.problem, found.reason);
    const { name, view } = found;
    if (this.#open.includes(name)) throw createCircleError([...this.#open, name]);
    this.#requireRoom(name);
    this.#open.push(name);
    const { required, ranked, sort = view.sort } = joinWords(this.parse(view.query));
    this.#open.pop();
    requireTermCount([...required, ...ranked], `view "${toShortLine(name)}"`);
    if (sort !== undefined && outer !== null) outer.sort ??= toTicketSort(view.sort ?? sort);
    const [orderedBy] = ranked.length === 0 ? listOrders(required).filter((field) => field !== "created") : [];
    return {
      kind: "all",
      ...orderedBy === undefined ? {} : { orderedBy },
      parts: [...required, ...ranked.length === 0 ? [] : [{ kind: "any" as const, parts: ranked, isRanked: true }]],
    };
  }

  /** Limits the work while it grows: views within views can multiply it. */
  #requireRoom(name: string): void {
    const view = `view "${toShortLine(name)}"`;
    if (this.#open.length >= MAX_VIEW_DEPTH) {
      throw new DeskError(
        "invalid",
        `${view} is nested too deeply in other views (limit ${MAX_VIEW_DEPTH}). ${COPY_ADVICE}`,
      );
    }
    if (++this.#views <= MAX_VIEWS) return;
    const problem = `${view} is one view too many (limit ${MAX_VIEWS}, including nested views).`;
    throw new DeskError("invalid", `${problem} ${COPY_ADVICE}`);
  }
}

/** Ranks the words of a view as those of the query, if they are its only words that are ranked. */
function rankWordsOfView(query: Query): Query {
  const parts = query.required.flatMap(listParts);
  const [words, ...others] = parts.filter((part) => part.kind === "any" && part.isRanked);
  if (words?.kind !== "any" || others.length > 0 || query.ranked.length > 0) return query;
  const ranked = words.parts.filter((part) => part.kind === "word");
  return { ...query, required: parts.filter((part) => part !== words), ranked };
}

function createCircleError(names: readonly string[]): DeskError {
  const cycle = names.slice(names.indexOf(names.at(-1)!)).map((name) => toShortLine(name)).join(" → ");
  return new DeskError(
    "invalid",
    `The view "${toShortLine(names.at(-1)!)}" refers to itself: ${cycle}. Change one of them in the settings.`,
  );
}

function requireLength(text: string): void {
  if (text.length <= MAX_QUERY_LENGTH) return;
  throw new DeskError("invalid", `query is too long: ${text.length} characters (limit ${MAX_QUERY_LENGTH}).`, {
    reasons: [{
      code: "too_long",
      field: "query",
      length: text.length,
      limit: MAX_QUERY_LENGTH,
      unit: "characters",
    }],
  });
}

function requireTermCount(parts: readonly Expression[], what = "query"): void {
  const count = listLeaves(parts).reduce((sum, leaf) => sum + countTerms(leaf), 0);
  if (count <= MAX_TERMS) return;
  throw new DeskError("invalid", `${what} has ${count} words and filter values (limit ${MAX_TERMS}). Remove some.`, {
    reasons: [{ code: "too_many_words", limit: MAX_TERMS }],
  });
}

function countTerms(leaf: Expression): number {
  if (leaf.kind === "phrase") return leaf.text.trim().split(/\s+/).length;
  if (leaf.kind === "terms") return leaf.anyOf.length + leaf.prefixes.length;
  return "anyOf" in leaf ? leaf.anyOf.length : 1;
}
