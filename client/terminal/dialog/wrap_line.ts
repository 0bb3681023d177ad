/** Matches characters that take two cells of a terminal (Unicode Standard Annex 11, "East Asian Width", and emoji). */
const WIDE =
  /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303e\uff01-\uff60]|\ufe0f/u;
const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * Wraps a line of text, between words where possible.
 *
 * @param line Text without line feeds and escape sequences.
 * @param width In cells of a terminal.
 * @returns The lines, at least one.
 */
export function wrapLine(line: string, width: number): string[] {
  const lines = [""];
  for (const word of line.match(/\s+|\S+/gu) ?? []) {
    const last = lines.at(-1)!;
    if (measureCells(last + word) <= width) lines[lines.length - 1] = last + word;
    else if (/\s/.test(word)) lines.push(""); // drops the space at the line break
    else lines.splice(last === "" ? -1 : lines.length, 1, ...splitWord(word, width));
  }
  return lines.filter((folded, index) => index === 0 || folded !== "").map((folded) => folded.trimEnd());
}

/** Counts the terminal cells of a text. */
export function measureCells(text: string): number {
  let cells = 0;
  for (const { segment } of letters.segment(text)) cells += WIDE.test(segment) ? 2 : 1;
  return cells;
}

function splitWord(word: string, width: number): string[] {
  const pieces = [""];
  for (const { segment } of letters.segment(word)) {
    const last = pieces.at(-1)!;
    if (last === "" || measureCells(last + segment) <= width) pieces[pieces.length - 1] = last + segment;
    else pieces.push(segment);
  }
  return pieces;
}
