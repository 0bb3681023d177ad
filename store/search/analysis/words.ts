/** Splitting texts into words, for the index and for queries. */

import { fold, isAscii } from "./fold.ts";

/**
 * Index limits for one text. The index is part of the ticket's commit, and a commit holds 1,000 mutations and 80 KiB of
 * keys: enough for a description, a subject and the rest of the ticket.
 */
export const INDEX_LIMITS = { words: 600, bytes: 20_000 } as const;

/** In UTF-16 code units. Longer words are cut. */
const MAX_WORD_LENGTH = 64;

/** Unicode word boundaries (UAX #29) for ASCII text, equal to those of {@linkcode Intl.Segmenter}. */
const ASCII_WORDS = /\w+(?:(?:(?<=[A-Za-z])'(?=[A-Za-z])|(?<=\d)[.,;'](?=\d))\w+)*/g;

const ONLY_UNDERSCORES = /^_+$/;

/**
 * Returns the distinct words of a text in any language, folded (see {@linkcode fold}), as the index stores them.
 *
 * Only the first 600 distinct words, or 20,000 bytes of them, are indexed: about the first 10,000 characters of English
 * prose. Words are cut to 64 UTF-16 code units. Emoji and punctuation are not words.
 *
 * @returns The words in the order of their first occurrence.
 */
export function extractWords(text: string): Set<string> {
  const words = new Set<string>();
  let bytes = 0;
  for (const word of iterateWords(text)) {
    if (words.has(word)) continue;
    bytes += getMaxBytes(word);
    if (words.size === INDEX_LIMITS.words || bytes > INDEX_LIMITS.bytes) break;
    words.add(word);
  }
  return words;
}

/** Iterates every folded word of a text in order, with repetitions. Phrases need them. */
export function* iterateWords(text: string): Generator<string> {
  for (const word of isAscii(text) ? iterateAsciiWords(text) : iterateSegmentedWords(text)) {
    const folded = foldWord(word);
    if (folded !== "" && !ONLY_UNDERSCORES.test(folded)) yield folded;
  }
}

/** Folds and cuts one word, as {@linkcode extractWords} does. */
export function foldWord(word: string): string {
  return fold(word).slice(0, MAX_WORD_LENGTH).toWellFormed();
}

function* iterateAsciiWords(text: string): Generator<string> {
  for (const [word] of text.matchAll(ASCII_WORDS)) yield word;
}

/** @returns Words as they occur in the text, not folded. */
export function* iterateSegmentedWords(text: string): Generator<string> {
  for (const { segment, isWordLike } of getSegmenter().segment(text.normalize("NFC"))) {
    if (isWordLike) yield segment;
  }
}

let segmenter: Intl.Segmenter | undefined;

/**
 * The locale is fixed, because all processes must agree on the index. Dictionaries depend on the script, not on the
 * locale.
 */
function getSegmenter(): Intl.Segmenter {
  return segmenter ??= new Intl.Segmenter("en", { granularity: "word" });
}

/** Returns an upper bound of a word's size in UTF-8. */
function getMaxBytes(word: string): number {
  return isAscii(word) ? word.length : 3 * word.length;
}
