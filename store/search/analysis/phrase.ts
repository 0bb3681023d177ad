import { iterateWords } from "./words.ts";

/**
 * Returns true if a text has these words in sequence. Punctuation between them does not matter.
 *
 * @param phrase Folded words, as returned by {@linkcode iterateWords}.
 */
export function hasPhrase(text: string, phrase: readonly string[]): boolean {
  const words = [...iterateWords(text)];
  return words.some((_, start) => phrase.every((word, offset) => words[start + offset] === word));
}
