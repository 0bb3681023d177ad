/** Which words a text holds: what the index is made of, and what a query looks for. */

import { fold, isAscii } from "./fold.ts";

/**
 * How much of one text is indexed. The index is written in the same commit as the ticket, and a commit holds 1,000
 * mutations and 80 KiB of keys: room for the words of a description, those of a subject, and the rest of the ticket.
 */
export const INDEX_LIMITS = { words: 600, bytes: 20_000 } as const;

/** In UTF-16 code units; a longer word is cut. */
const MAX_WORD_LENGTH = 64;

/** Word boundaries of Unicode (UAX #29), as {@linkcode Intl.Segmenter} draws them, for text that is plain ASCII. */
const ASCII_WORDS = /\w+(?:(?:(?<=[A-Za-z])'(?=[A-Za-z])|(?<=\d)[.,;'](?=\d))\w+)*/g;

const ONLY_UNDERSCORES = /^_+$/;

/**
 * The distinct words of a text in any language, folded (see {@linkcode fold}): those that the index holds for it.
 *
 * Texts of more than 600 distinct words, or whose distinct words take more than 20,000 bytes, are indexed up to there,
 * which for English prose is about the first 10,000 characters: a word that a text first uses later isn't found in it.
 * Words over 64 UTF-16 code units are cut, so that those which differ only after that count as one. Emoji and punctuation
 * are no words.
 *
 * @returns The words in the order of their first use.
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

/** Every word of a text, folded, in order and with repetitions: what phrases are compared with. */
export function* iterateWords(text: string): Generator<string> {
  for (const word of isAscii(text) ? iterateAsciiWords(text) : iterateSegmentedWords(text)) {
    const folded = fold(word).slice(0, MAX_WORD_LENGTH).toWellFormed();
    if (folded !== "" && !ONLY_UNDERSCORES.test(folded)) yield folded;
  }
}

function* iterateAsciiWords(text: string): Generator<string> {
  for (const [word] of text.matchAll(ASCII_WORDS)) yield word;
}

/** @returns words as the text has them, not yet folded */
export function* iterateSegmentedWords(text: string): Generator<string> {
  for (const { segment, isWordLike } of getSegmenter().segment(text.normalize("NFC"))) {
    if (isWordLike) yield segment;
  }
}

let segmenter: Intl.Segmenter | undefined;

/** A fixed locale: processes in different ones must agree on the index. Dictionaries come with the script, not with it. */
function getSegmenter(): Intl.Segmenter {
  return segmenter ??= new Intl.Segmenter("en", { granularity: "word" });
}

/** As many as the word takes in UTF-8, or more. */
function getMaxBytes(word: string): number {
  return isAscii(word) ? word.length : 3 * word.length;
}
