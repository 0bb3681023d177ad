import { measureCells, splitLetters } from "../../../base/text/measure_cells.ts";

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

function splitWord(word: string, width: number): string[] {
  const pieces = [""];
  for (const segment of splitLetters(word)) {
    const last = pieces.at(-1)!;
    if (last === "" || measureCells(last + segment) <= width) pieces[pieces.length - 1] = last + segment;
    else pieces.push(segment);
  }
  return pieces;
}
