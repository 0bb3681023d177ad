/** Tokens of the query language. */

import type { Reason } from "../../../base/failures/reason.ts";
import { toShortLine } from "../../../base/text/short_line.ts";
import { DeskError } from "../../errors.ts";

export type Operator = ":" | ">" | ">=" | "<" | "<=";

/** A word, phrase or filter, as typed. */
export interface QueryToken {
  text: string;
  /** The column of its first character, from 1. */
  column: number;
  /** True if it starts with `-`, and not with `--`, which excludes nothing. */
  negative: boolean;
  filter: { name: string; operator: Operator } | null;
  /** The filter's value, or the word or phrase itself, without the quotation marks around it. */
  value: string;
  quoted: boolean;
  /** A parenthesis, which has no value. */
  group?: "open" | "close";
  /** An operator, which has no other meaning. */
  operator?: "AND" | "OR" | "NOT";
}

/** Operators as they are typed. In lower case, they are words. */
const OPERATORS: ReadonlyMap<string, "AND" | "OR" | "NOT"> = new Map([
  ["AND", "AND"],
  ["&&", "AND"],
  ["OR", "OR"],
  ["|", "OR"],
  ["||", "OR"],
  ["NOT", "NOT"],
]);

/** A dash between spaces is punctuation, as in "card - cash" and "card -- cash". */
const DASH = /^(?:-{1,3}|[–—])$/;

const TOKEN_PATTERN =
  /(?<minus>-*)(?:(?<name>\p{L}[\p{L}_-]*)(?<operator>:?[<>]=?|:))?(?<member>(?<=field:)[^\s"<>=:]+(?:[<>]=?|=|:))?(?:(?<=[:<>=])"(?<quoted>(?:\\"|[^"])*)"|"(?<phrase>[^"]*)"|(?<word>[^\s"]*))/iuy;

/**
 * Splits a query at white space outside quotation marks. In the quoted value of a filter, `\"` is a quotation mark.
 *
 * @param options.hasGroups True if the query may have operators and parentheses.
 * @throws {DeskError} `invalid` with the column, if quotation marks do not enclose whole values, or a parenthesis has no
 *   counterpart.
 */
export function tokenizeQuery(query: string, { hasGroups = false } = {}): QueryToken[] {
  const straight = straightenQuotes(query);
  const tokens: QueryToken[] = [];
  const open: QueryToken[] = [];
  for (let at = skipSpace(straight, 0); at < straight.length; at = skipSpace(straight, at)) {
    const token = hasGroups ? readGroupToken(straight, at, open) : readToken(straight, at);
    tokens.push(token);
    at += token.text.length;
  }
  const [unclosed] = open;
  if (unclosed !== undefined) {
    throw toTokenError(unclosed, "the parenthesis is never closed. Add ) or remove it.", {
      code: "unbalanced_parenthesis",
    });
  }
  const others = tokens.filter(({ text }) => !DASH.test(text));
  return others.length === 0 ? tokens : others;
}

/** A value in straight quotation marks, up to white space or the end of a group. */
const STRAIGHT_VALUE = /"(?:\\"|[^"])*"(?=[\s)]|$)|[“”„]/g;

/** Replaces curly quotation marks by straight ones, except in values between straight ones, where they are text. */
function straightenQuotes(query: string): string {
  return query.replace(STRAIGHT_VALUE, (found) => found.length === 1 ? '"' : found);
}

/** Reads a token of a language with operators and parentheses. */
function readGroupToken(query: string, at: number, open: QueryToken[]): QueryToken {
  const [parenthesis] = /^(?:-{0,2}\(|\))/.exec(query.slice(at, at + 3)) ?? [];
  if (parenthesis !== undefined) return readParenthesis(query, at, parenthesis, open);
  const token = readToken(query, at, countClosing(query, at));
  const operator = token.filter === null && !token.quoted ? OPERATORS.get(token.value) : undefined;
  return operator === undefined || token.negative && operator !== "NOT" ? token : { ...token, operator };
}

function readParenthesis(query: string, at: number, text: string, open: QueryToken[]): QueryToken {
  const group = text === ")" ? "close" : "open";
  const column = getColumn(query, at);
  const token: QueryToken = {
    text,
    column,
    negative: isNegative(text.slice(0, -1)),
    filter: null,
    value: "",
    quoted: false,
    group,
  };
  if (group === "open") open.push(token);
  else if (open.pop() === undefined) {
    throw toTokenError(token, "the parenthesis was never opened. Remove it, or put the text in quotation marks.", {
      code: "unbalanced_parenthesis",
    });
  }
  return token;
}

/** Two hyphens exclude what is excluded, as `-NOT` does: `--x` is `x`, and so is the flag that a text names. */
function isNegative(hyphens = ""): boolean {
  return hyphens.length % 2 === 1;
}

/** Counts the parentheses at the end of a word that close groups around it: two in `b))`, none in `f(x)`. */
function countClosing(query: string, at: number): number {
  const [word] = /^[^\s"]*/.exec(query.slice(at))!;
  const closing = /\)*$/.exec(word)![0].length;
  const inner = [...word].filter((character) => character === "(").length;
  return Math.max(0, closing - inner);
}

/** The reasons why a part of a query is invalid. */
export type QueryReason = Extract<Reason, { readonly part?: string; readonly meant?: string }>;

/**
 * Creates the error for an invalid token.
 *
 * @param reason For programs, without the part, which is the token.
 */
export function toTokenError(
  { text, column }: QueryToken,
  problem: string,
  reason: QueryReason = { code: "invalid_query", problem },
): DeskError {
  return toColumnError(column, `${quote(text)}: ${problem}`, { ...reason, part: toShortLine(text) });
}

/** Creates the reason why a filter cannot have a value. */
export function toWrongValue(value: string, possible: readonly string[], meant?: string): QueryReason {
  return { code: "wrong_filter_value", value: toShortLine(value), ...meant !== undefined && { meant }, possible };
}

function quote(text: string): string {
  const line = toShortLine(text);
  return line.includes('"') ? line : `"${line}"`;
}

function toColumnError(column: number, problem: string, reason: QueryReason): DeskError {
  return new DeskError("invalid", `Cannot parse the query at column ${column}: ${problem}`, { reasons: [reason] });
}

/** @param closing The parentheses at its end that are not part of it. */
function readToken(query: string, at: number, closing = 0): QueryToken {
  TOKEN_PATTERN.lastIndex = at;
  const end = closing === 0 ? query.length : at + /^[^\s"]*/.exec(query.slice(at))![0].length - closing;
  const { 0: text = "", groups = {} } = TOKEN_PATTERN.exec(query.slice(0, end)) ?? {};
  const next = at + text.length;
  if (/^[^\s)]/.test(query.slice(next, next + 1))) throw toQuoteError(query, next, groups);
  return {
    text,
    column: getColumn(query, at),
    negative: isNegative(groups.minus),
    filter: groups.name === undefined ? null : { name: groups.name, operator: parseOperator(groups.operator) },
    value: `${groups.member ?? ""}${groups.quoted?.replaceAll('\\"', '"') ?? groups.phrase ?? groups.word ?? ""}`,
    quoted: groups.quoted !== undefined || groups.phrase !== undefined,
  };
}

/** Accepts `created:>2026`, the syntax of other search engines, as `created>2026`. */
function parseOperator(typed: string | undefined): Operator {
  return (typed === ":" ? typed : typed?.replace(":", "")) as Operator;
}

const UNBALANCED_QUOTES = { code: "unbalanced_quotes" } as const;

/** Creates the error for a token that ends at `end` without white space after it. */
function toQuoteError(query: string, end: number, { quoted, phrase, word }: Record<string, string>): DeskError {
  const column = getColumn(query, end);
  const isOpen = quoted?.endsWith("\\") ?? word === "";
  if (quoted !== undefined && !isOpen) {
    const advice = 'Put a space after it, or write it as \\" if it is part of the value.';
    return toColumnError(column, `the closing quotation mark is followed by text. ${advice}`, UNBALANCED_QUOTES);
  }
  if (phrase !== undefined) {
    return toColumnError(
      column,
      "the closing quotation mark is followed by text. Put a space after it.",
      UNBALANCED_QUOTES,
    );
  }
  if (!isOpen) {
    return toColumnError(
      column,
      "a quotation mark is inside a word. Put a space before it, or remove it.",
      UNBALANCED_QUOTES,
    );
  }
  return toColumnError(
    column,
    "the quotation mark is never closed. Add one at the end of the phrase.",
    UNBALANCED_QUOTES,
  );
}

function getColumn(query: string, at: number): number {
  return [...query.slice(0, at)].length + 1;
}

function skipSpace(text: string, from: number): number {
  const space = /\s*/y;
  space.lastIndex = from;
  space.exec(text);
  return space.lastIndex;
}
