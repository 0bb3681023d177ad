/** Tokens of the query language. */

import { DeskError } from "../../errors.ts";

export type Operator = ":" | ">" | ">=" | "<" | "<=";

/** A word, phrase or filter, as typed. */
export interface QueryToken {
  text: string;
  /** The column of its first character, from 1. */
  column: number;
  /** True if it starts with `-`. */
  negative: boolean;
  filter: { name: string; operator: Operator } | null;
  /** The filter's value, or the word or phrase itself, without quotation marks. */
  value: string;
  quoted: boolean;
}

const TOKEN_PATTERN =
  /(?<minus>-?)(?:(?<name>\p{L}[\p{L}_-]*)(?<operator>:?[<>]=?|:))?(?:"(?<phrase>[^"]*)"|(?<word>[^\s"]*))/uy;

/**
 * Splits a query at white space outside quotation marks.
 *
 * @throws {DeskError} `invalid` with the column, if quotation marks do not enclose whole values.
 */
export function tokenizeQuery(query: string): QueryToken[] {
  const straight = query.replace(/[“”„]/g, '"');
  const tokens: QueryToken[] = [];
  for (let at = skipSpace(straight, 0); at < straight.length; at = skipSpace(straight, at)) {
    const token = readToken(straight, at);
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
}

/** Creates the error for an invalid token. */
export function toTokenError({ text, column }: QueryToken, problem: string): DeskError {
  return toColumnError(column, `${text.includes('"') ? text : `"${text}"`}: ${problem}`);
}

function toColumnError(column: number, reason: string): DeskError {
  return new DeskError("invalid", `Cannot parse the query at column ${column}: ${reason}`);
}

function readToken(query: string, at: number): QueryToken {
  TOKEN_PATTERN.lastIndex = at;
  const { 0: text = "", groups = {} } = TOKEN_PATTERN.exec(query) ?? {};
  const end = at + text.length;
  if (/^\S/.test(query.slice(end, end + 1))) throw toQuoteError(query, end, groups);
  return {
    text,
    column: getColumn(query, at),
    negative: groups.minus === "-",
    filter: groups.name === undefined ? null : { name: groups.name, operator: parseOperator(groups.operator) },
    value: groups.phrase ?? groups.word ?? "",
    quoted: groups.phrase !== undefined,
  };
}

/** Accepts `created:>2026`, the syntax of other search engines, as `created>2026`. */
function parseOperator(typed: string | undefined): Operator {
  return (typed === ":" ? typed : typed?.replace(":", "")) as Operator;
}

/** Creates the error for a token that ends at `end` without white space after it. */
function toQuoteError(query: string, end: number, { phrase, word }: Record<string, string>): DeskError {
  const column = getColumn(query, end);
  if (phrase !== undefined) {
    return toColumnError(column, "the closing quotation mark is followed by text. Put a space after it.");
  }
  if (word !== "") {
    return toColumnError(column, "a quotation mark is inside a word. Put a space before it, or remove it.");
  }
  return toColumnError(column, "the quotation mark is never closed. Add one at the end of the phrase.");
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
