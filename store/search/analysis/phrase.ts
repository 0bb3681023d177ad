/** Exact phrases: words as they are written, but for case, accents and apostrophes. */

import { fold } from "./fold.ts";
import { splitPieces } from "./pieces.ts";
import { toPlainWord } from "./word_forms.ts";

/** Splits a text into the units that phrases compare: words, and characters of scripts that do not separate words. */
export function splitUnits(text: string): string[] {
  return splitPieces(text).flatMap(({ kind, text }) =>
    kind === "word" || kind === "hangul" ? [toPlainWord(text)] : [...fold(text)]
  );
}

/** Returns true if a text has the units of a phrase in sequence. Punctuation between them does not matter. */
export function hasPhrase(text: string, phrase: readonly string[]): boolean {
  const units = splitUnits(text);
  return units.some((_, start) => phrase.every((unit, offset) => units[start + offset] === unit));
}
