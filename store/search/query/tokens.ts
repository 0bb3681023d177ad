/** The pieces of a query, before anybody asks what they mean. */

import { DeskError } from "../../errors.ts";

export type Operator = ":" | ">" | ">=" | "<" | "<=";

/** A word, a phrase or a filter, as it was typed. */
export interface QueryToken {
  text: string;
  /** Of its first character, counted from 1. */
  column: number;
  /** It began with `-`. */
  negative: boolean;
  filter: { name: string; operator: Operator } | null;
  /** What follows the filter, or all there is; without its quotation marks. */
  value: string;
  quoted: boolean;
}

const TOKEN_PATTERN =
  /(?<minus>-?)(?:(?<name>\p{L}[\p{L}_-]*)(?<operator>:?[<>]=?|:))?(?:"(?<phrase>[^"]*)"|(?<word>[^\s"]*))/uy;

/**
 * Splits a query at white space outside quotation marks.
 *
 * @throws {DeskError} `invalid`, saying where, when quotation marks are not in pairs around whole values
 */
export function tokenizeQuery(query: string): QueryToken[] {
  const straight = query.replace(/[“”„]/g, '"');
  const pieces: QueryToken[] = [];
  for (let at = skipSpace(straight, 0); at < straight.length; at = skipSpace(straight, at)) {
    const piece = readToken(straight, at);
    pieces.push(piece);
    at += piece.text.length;
  }
  return pieces;
}

/** The failure to read a piece of a query. */
export function toTokenError({ text, column }: QueryToken, problem: string): DeskError {
  return toColumnError(column, `${text.includes('"') ? text : `"${text}"`}: ${problem}`);
}

function toColumnError(column: number, reason: string): DeskError {
  return new DeskError("invalid", `Cannot read the query at column ${column}: ${reason}`);
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

/** `created:>2026` is how other search boxes write `created>2026`. */
function parseOperator(typed: string | undefined): Operator {
  return (typed === ":" ? typed : typed?.replace(":", "")) as Operator;
}

/** What is wrong at `end`, where a piece ended and no white space follows. */
function toQuoteError(query: string, end: number, { phrase, word }: Record<string, string>): DeskError {
  const column = getColumn(query, end);
  if (phrase !== undefined) {
    return toColumnError(column, "something follows a closing quotation mark. Put a space between.");
  }
  if (word !== "") {
    return toColumnError(column, "a quotation mark stands inside a word. Put a space before it, or leave it out.");
  }
  return toColumnError(column, "the quotation mark is never closed. Put another one where the phrase ends.");
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
