import { iterateWords } from "./words.ts";

/**
 * Whether a text has these words one right after the other, whatever signs stand between them.
 *
 * @param phrase folded words, as {@linkcode iterateWords} gives them
 */
export function hasPhrase(text: string, phrase: readonly string[]): boolean {
  const words = [...iterateWords(text)];
  return words.some((_, start) => phrase.every((word, offset) => words[start + offset] === word));
}
