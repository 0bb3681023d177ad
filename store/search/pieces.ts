/** The pieces of a query, before anybody asks what they mean. */

import { DeskError } from "../errors.ts";

export type Operator = ":" | ">" | ">=" | "<" | "<=";

/** A word, a phrase or a filter, as it was typed. */
export interface Piece {
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

const PIECE =
  /(?<minus>-?)(?:(?<name>\p{L}[\p{L}_-]*)(?<operator>:?[<>]=?|:))?(?:"(?<phrase>[^"]*)"|(?<word>[^\s"]*))/uy;

/**
 * Splits a query at white space outside quotation marks.
 *
 * @throws {DeskError} `invalid`, saying where, when quotation marks are not in pairs around whole values
 */
export function piecesOf(query: string): Piece[] {
  const straight = query.replace(/[“”„]/g, '"');
  const pieces: Piece[] = [];
  for (let at = skipSpace(straight, 0); at < straight.length; at = skipSpace(straight, at)) {
    const piece = pieceAt(straight, at);
    pieces.push(piece);
    at += piece.text.length;
  }
  return pieces;
}

/** The failure to read a piece of a query. */
export function unreadable({ text, column }: Piece, problem: string): DeskError {
  return unreadableAt(column, `${text.includes('"') ? text : `"${text}"`}: ${problem}`);
}

function unreadableAt(column: number, reason: string): DeskError {
  return new DeskError("invalid", `Cannot read the query at column ${column}: ${reason}`);
}

function pieceAt(query: string, at: number): Piece {
  PIECE.lastIndex = at;
  const { 0: text = "", groups = {} } = PIECE.exec(query) ?? {};
  const end = at + text.length;
  if (/^\S/.test(query.slice(end, end + 1))) throw misplacedQuote(query, end, groups);
  return {
    text,
    column: columnOf(query, at),
    negative: groups.minus === "-",
    filter: groups.name === undefined ? null : { name: groups.name, operator: operatorOf(groups.operator) },
    value: groups.phrase ?? groups.word ?? "",
    quoted: groups.phrase !== undefined,
  };
}

/** `created:>2026` is how other search boxes write `created>2026`. */
function operatorOf(typed: string | undefined): Operator {
  return (typed === ":" ? typed : typed?.replace(":", "")) as Operator;
}

/** What is wrong at `end`, where a piece ended and no white space follows. */
function misplacedQuote(query: string, end: number, { phrase, word }: Record<string, string>): DeskError {
  const column = columnOf(query, end);
  if (phrase !== undefined) {
    return unreadableAt(column, "something follows a closing quotation mark. Put a space between.");
  }
  if (word !== "") {
    return unreadableAt(column, "a quotation mark stands inside a word. Put a space before it, or leave it out.");
  }
  return unreadableAt(column, "the quotation mark is never closed. Put another one where the phrase ends.");
}

function columnOf(query: string, at: number): number {
  return [...query.slice(0, at)].length + 1;
}

function skipSpace(text: string, from: number): number {
  const space = /\s*/y;
  space.lastIndex = from;
  space.exec(text);
  return space.lastIndex;
}
