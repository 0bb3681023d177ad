/** Which words a text holds: what the index is made of, and what a query looks for. */

import { fold, isAscii } from "./fold.ts";

/**
 * How many distinct words of one text are indexed. The index is written in the same commit as the ticket, and a commit
 * holds 1,000 mutations: a description's words with a subject's (250 at most) and the rest of the ticket stay below 900.
 */
export const WORDS_INDEXED = 600;

/** In UTF-16 code units; a longer word is cut. */
const LONGEST_WORD = 64;

/** Word boundaries of Unicode (UAX #29), as {@linkcode Intl.Segmenter} draws them, for text that is plain ASCII. */
const ASCII_WORDS = /\w+(?:(?:(?<=[A-Za-z])'(?=[A-Za-z])|(?<=\d)[.,;'](?=\d))\w+)*/g;

const ONLY_UNDERSCORES = /^_+$/;

/**
 * The distinct words of a text in any language, folded (see {@linkcode fold}): those that the index holds for it.
 *
 * Texts of more than {@linkcode WORDS_INDEXED} distinct words are indexed up to there, which for English prose is about
 * the first 10,000 characters: a word that a text first uses later isn't found in it. Words over 64 UTF-16 code units
 * are cut, so that those which differ only after that count as one. Emoji and punctuation are no words.
 *
 * @returns the words in the order of their first use
 */
export function wordsOf(text: string, limit: number = WORDS_INDEXED): Set<string> {
  const words = new Set<string>();
  for (const word of eachWord(text)) {
    if (words.size === limit) break;
    words.add(word);
  }
  return words;
}

/** Every word of a text, folded, in order and with repetitions: what phrases are compared with. */
export function* eachWord(text: string): Generator<string> {
  for (const word of isAscii(text) ? asciiWords(text) : segmentedWords(text)) {
    const folded = fold(word).slice(0, LONGEST_WORD).toWellFormed();
    if (folded !== "" && !ONLY_UNDERSCORES.test(folded)) yield folded;
  }
}

function* asciiWords(text: string): Generator<string> {
  for (const [word] of text.matchAll(ASCII_WORDS)) yield word;
}

/** @returns words as the text has them, not yet folded */
export function* segmentedWords(text: string): Generator<string> {
  for (const { segment, isWordLike } of wordSegmenter().segment(text.normalize("NFC"))) {
    if (isWordLike) yield segment;
  }
}

let segmenter: Intl.Segmenter | undefined;

/** A fixed locale: processes in different ones must agree on the index. Dictionaries come with the script, not with it. */
function wordSegmenter(): Intl.Segmenter {
  return segmenter ??= new Intl.Segmenter("en", { granularity: "word" });
}
