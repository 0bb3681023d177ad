/** Excerpts: the part of a text with the most words of a query. */

import type { FoundWord } from "../analysis/mod.ts";

/** A place in a text, in UTF-16 code units. */
export interface Place {
  start: number;
  end: number;
}

/** The part of a text in which words of the query are densest. */
export interface DensestPart extends Place {
  /** The sum of the weights of its different words. */
  score: number;
}

/** A word of the query that a text may have. */
export interface SearchedWord {
  /** Its forms, as tokens have them. */
  forms: ReadonlySet<string>;
  weight: number;
}

/** A repeated word counts this share of its weight. */
const REPETITION = 0.05;

const BEFORE = "… ";
const AFTER = " …";

/** The part of an excerpt in which its end is moved to the border of a word. Some scripts have none. */
const BORDER_SHARE = 0.25;

/**
 * Finds the part of at most `length` UTF-16 code units whose words of the query weigh most. A window moves over the text, so
 * the cost grows with the text, and not with `length`.
 *
 * @param found The words of the query in the text, in the order of their starts.
 * @returns Null if there is none.
 */
export function findDensestPart(
  found: readonly FoundWord[],
  words: readonly SearchedWord[],
  length: number,
): DensestPart | null {
  const counts = new Uint32Array(words.length); // how often the window has each word
  let best: DensestPart | null = null;
  let next = 0;
  for (const [first, { start, words: own }] of found.entries()) {
    while (next < found.length && (next === first || found[next]!.end - start <= length)) {
      for (const word of found[next++]!.words) counts[word]! += 1;
    }
    const score = sumWeights(words, counts);
    if (score > (best?.score ?? 0)) best = { start, end: found[next - 1]!.end, score };
    for (const word of own) counts[word]! -= 1;
  }
  return best;
}

function sumWeights(words: readonly SearchedWord[], counts: Uint32Array): number {
  let sum = 0;
  for (let word = 0; word < words.length; word++) {
    const count = counts[word]!;
    if (count > 0) sum += words[word]!.weight * (1 + REPETITION * (count - 1));
  }
  return sum;
}

/** Cuts a text of one line to at most `length` characters around a part of it, at the borders of words. */
export function cutAround(text: string, { start, end }: Place, length: number): string {
  if (text.length <= length) return text;
  const room = length - BEFORE.length - AFTER.length;
  const middle = Math.max(0, start - Math.max(0, room - (end - start)) / 2);
  const from = Math.round(Math.min(middle, text.length - room));
  const [first, last] = [toWordStart(text, from, room), toWordEnd(text, from + room, room)];
  return `${first === 0 ? "" : BEFORE}${text.slice(first, last).trim()}${last === text.length ? "" : AFTER}`;
}

/** Returns the first start of a word at or after a place, or else of a character. */
function toWordStart(text: string, at: number, room: number): number {
  if (at <= 0) return 0;
  const space = text.slice(at - 1, at + room * BORDER_SHARE).search(/\s/);
  return space === -1 ? skipMarks(text, at) : at + space;
}

/** Returns the last end of a word at or before a place, or else of a character. */
function toWordEnd(text: string, at: number, room: number): number {
  if (at >= text.length) return text.length;
  const least = Math.floor(at - room * BORDER_SHARE);
  const space = text.slice(least, at + 1).search(/\s\S*$/);
  return space > 0 ? least + space : backToCharacter(text, at);
}

/** Characters that belong to the one before: marks, and second halves of surrogate pairs. */
const CONTINUES = /[\p{M}\p{Default_Ignorable_Code_Point}\uDC00-\uDFFF]/u;

function skipMarks(text: string, at: number): number {
  return at < text.length && CONTINUES.test(text[at]!) ? skipMarks(text, at + 1) : at;
}

function backToCharacter(text: string, at: number): number {
  return at > 0 && CONTINUES.test(text[at]!) ? backToCharacter(text, at - 1) : at;
}
