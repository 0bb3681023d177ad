/** Matches characters that take two cells of a terminal (Unicode Standard Annex 11, "East Asian Width", and emoji). */
const WIDE =
  /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303e\uff01-\uff60]|\ufe0f/u;
const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Counts the terminal cells of a text. */
export function measureCells(text: string): number {
  return splitLetters(text).reduce((cells, letter) => cells + (WIDE.test(letter) ? 2 : 1), 0);
}

/** Splits a text into what people see as letters. */
export function splitLetters(text: string): string[] {
  return Array.from(letters.segment(text), ({ segment }) => segment);
}
