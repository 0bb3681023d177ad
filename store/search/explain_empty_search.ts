/** Reasons why a search has no results. */

import { toShortLine } from "../../base/text/short_line.ts";
import { explainField, hasValue } from "../fields/mod.ts";
import type { CustomField, CustomFields } from "../settings.ts";
import type { EmptyReason } from "../tickets.ts";
import { correctWords } from "./corrections/mod.ts";
import type { SearchSource } from "./source/mod.ts";
import { Matcher } from "./match/mod.ts";
import { type OpenSearch, openSearch } from "./open_search.ts";
import {
  type FieldFilter,
  findField,
  findIntendedFilter,
  findNearestMatch,
  parseQuery,
  type Query,
  type QueryContext,
  type QueryToken,
  readFieldFilter,
  requireWords,
  tokenizeQuery,
} from "./query/mod.ts";

/** More reasons do not help to correct the query. */
const MAX_REASONS = 4;

/**
 * Explains why a query finds nothing, one sentence each: a filter written as a word, and parts that no ticket matches. If
 * each part has matches, the combination has none: then the parts to leave out are named.
 *
 * @param text A valid query.
 */
export async function explainEmptySearch(
  source: SearchSource,
  text: string,
  context: Partial<QueryContext> = {},
): Promise<EmptyReason[]> {
  const { parts, excluded } = splitParts(tokenizeQuery(text, { hasGroups: true }));
  const reasons = parts.flatMap((token) => [
    ...suggestFilter(token, context),
    ...suggestField(token, context),
    ...explainWildcard(token),
  ]);
  const search = await openSearch(source);
  const query = parseQuery(text, context);
  for (const token of parts) {
    if (reasons.length >= MAX_REASONS) break;
    const { isFound, caller } = await match(search, token, query, context);
    if (isFound) continue;
    reasons.push(toNoMatch(token, caller));
    if (token.quoted && token.filter === null) reasons.push(EXACT);
  }
  if (reasons.length === 0) reasons.push(...suggestLoosening(parts, excluded, text));
  return reasons.filter(({ text }, index) => reasons.findIndex((other) => other.text === text) === index)
    .slice(0, MAX_REASONS);
}

interface QueryParts {
  parts: QueryToken[];
  excluded: QueryToken[];
}

/** Separates the parts of a query from those that a hyphen or NOT excludes, alone or with their group. */
function splitParts(tokens: readonly QueryToken[]): QueryParts {
  const found: QueryParts = { parts: [], excluded: [] };
  const groups: boolean[] = [];
  let [isExcluded, isNot] = [false, false];
  for (const token of tokens) {
    if (token.operator !== undefined) {
      if (token.operator === "NOT") isNot = !isNot;
      continue;
    }
    if (token.group === "close") {
      isExcluded = groups.pop() ?? false;
      continue;
    }
    const isOwn = [isExcluded, isNot, token.negative].filter(Boolean).length % 2 === 1;
    isNot = false;
    if (token.group === "open") {
      groups.push(isExcluded);
      isExcluded = isOwn;
    } else if (token.filter?.name.toLowerCase() !== "sort") {
      (isOwn ? found.excluded : found.parts).push(token);
    }
  }
  return found;
}

/** @param caller The name that the part stands for; empty if it stands for none. */
function toNoMatch(token: QueryToken, caller = ""): EmptyReason {
  const text = `No ticket matches ${quote(token)}${caller === "" ? "" : ` (you are "${caller}")`}.`;
  return { text, reason: { code: "no_match", part: toShortLine(token.text) } };
}

/** The forms of words, and corrections, are for words without quotation marks. */
const EXACT: EmptyReason = {
  text: "Words in quotation marks are searched exactly as written. Remove the marks to find similar words.",
  reason: { code: "exact_words" },
};

function toPlainText({ text }: QueryToken): string {
  return text.replace(/^-+/, "").toLowerCase();
}

function quote({ text }: QueryToken): string {
  const line = toShortLine(text);
  return line.includes('"') ? line : `"${line}"`;
}

/** Names the parts that every result must meet. */
function suggestLoosening(
  parts: readonly QueryToken[],
  excluded: readonly QueryToken[],
  text: string,
): EmptyReason[] {
  const both = parts.find((token) => excluded.some((other) => toPlainText(other) === toPlainText(token)));
  if (both !== undefined) {
    return [{
      text: `The query has ${quote(both)} and excludes it. Leave out one of the two.`,
      reason: { code: "all_excluded" },
    }];
  }
  const toParts = (tokens: readonly QueryToken[]) => tokens.map((token) => toShortLine(token.text));
  const strict = parts.filter(({ filter, quoted }) => filter !== null || quoted);
  if (strict.length > 1 || (strict.length === 1 && parts.length > 1)) {
    const choice = `${strict.length > 1 ? "one of " : ""}${strict.map(quote).join(", ")}`;
    return [{
      text: `Each part has matches, but not together. Leave out ${choice}.`,
      reason: { code: "no_match_together", parts: toParts(strict) },
    }];
  }
  if (excluded.length > 0) {
    return [{ text: "All matches are excluded. Leave out an excluded part.", reason: { code: "all_excluded" } }];
  }
  if (parts.length > 1 && /\sAND\s/.test(text)) {
    return [{
      text: `No ticket has all of ${parts.map(quote).join(", ")}. Leave out AND to find those with some of them.`,
      reason: { code: "no_match_of_all", parts: toParts(parts) },
    }];
  }
  // Of times, the index alone does not tell which tickets match. The search did.
  return parts.length === 1 ? [toNoMatch(parts[0]!)] : [];
}

/** Names the fields that there are, or the values of one. Those of a field or a choice that is gone are still found. */
function suggestField(token: QueryToken, { fields }: Partial<QueryContext>): EmptyReason[] {
  if (fields === undefined || token.filter?.name.toLowerCase() !== "field") return [];
  const filter = readFieldFilter(token);
  const name = findField(fields, filter.name);
  if (name !== undefined) return suggestValue(name, fields[name]!, filter);
  const names = Object.keys(fields);
  const nearest = findNearestMatch(filter.name, names);
  const meant = nearest === undefined ? "" : ` Did you mean "${nearest}"?`;
  const list = names.length === 0 ? "It has none." : `Fields: ${names.join(", ")}.`;
  return [{
    text: `The desk has no custom field "${toShortLine(filter.name)}".${meant} ${list}`,
    reason: { code: "unknown_custom_field", name: toShortLine(filter.name) },
  }];
}

/** Says what the values of a field are if it cannot have one of those in the query. */
function suggestValue(name: string, field: CustomField, { operator, values }: FieldFilter): EmptyReason[] {
  if (operator !== "" && !EQUALS.includes(operator) && field.type === "boolean") {
    return [{
      text: `field:${name} has no order. Use field:${name}=true or field:${name}=false.`,
      reason: { code: "field_without_order", part: `field:${name}` },
    }];
  }
  const wrong = values.find((value) => !value.endsWith("*") && !hasValue(field, value));
  if (wrong === undefined || !EQUALS.includes(operator) && field.type === "choice") return [];
  return [{
    text: `field:${name} cannot be "${toShortLine(wrong)}". Use ${explainField(field)}.`,
    reason: { code: "wrong_field_value", part: `field:${name}`, value: toShortLine(wrong) },
  }];
}

function explainWildcard({ value, quoted }: QueryToken): EmptyReason[] {
  if (quoted || !value.split(",").some((each) => each === "*" || each.slice(0, -1).includes("*"))) return [];
  return [{
    text: "* stands for other letters only at the end of a word: net*.",
    reason: { code: "misplaced_wildcard" },
  }];
}

const EQUALS: readonly string[] = ["=", ":"];

function suggestFilter(token: QueryToken, { fields = {} }: Partial<QueryContext>): EmptyReason[] {
  const filter = token.filter === null && !token.quoted ? toFilter(token.value, fields) : undefined;
  if (filter === undefined) return [];
  const text = `To filter, write ${toShortLine(filter)} instead of "${toShortLine(token.value)}".`;
  return [{ text, reason: { code: "filter_as_word", filter: toShortLine(filter) } }];
}

function toFilter(word: string, fields: CustomFields): string | undefined {
  const [, name, value] = /^([\p{L}][\p{L}\p{M}\p{N}_-]*)=(.+)$/iu.exec(word) ?? [];
  if (name !== undefined && findField(fields, name) !== undefined) return `field:${word}`;
  if (name !== undefined) return `${name.toLowerCase()}:${value}`;
  return findIntendedFilter(word);
}

/** Matches a part alone. Its caller is the name that it stands for, if it does. */
async function match(
  search: OpenSearch,
  { text }: QueryToken,
  whole: Query,
  { getCallerName, ...context }: Partial<QueryContext>,
): Promise<{ isFound: boolean; caller: string }> {
  let caller = "";
  const noteCaller = getCallerName && (() => caller = getCallerName());
  const parsed = parseQuery(text, { ...context, getCallerName: noteCaller });
  const { query } = await correctWords(search, parsed, whole);
  const { source, view, words, size } = search;
  const matcher = new Matcher(source, view, words, size);
  return { isFound: !(await matcher.matchAll(requireWords(query))).possible.isEmpty(), caller };
}
