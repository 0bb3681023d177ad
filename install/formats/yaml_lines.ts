/** Inserts and removes whole lines of a text. */

/** A part of a text, from the character at `start` to the one before `end`. */
export interface LineRange {
  start: number;
  end: number;
}

/**
 * Inserts lines after the line that ends a part of the text.
 *
 * @param end The end of that part.
 * @param indent Added to each line.
 * @param lines With line feeds, which become the line ends of the text.
 */
export function insertLines(text: string, end: number, indent: string, lines: string): string {
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const place = findLineEnd(text, end);
  const before = text.slice(0, place);
  const gap = before === "" || before.endsWith("\n") ? "" : lineEnd;
  return before + gap + lines.replaceAll(/^(?=.)/gm, indent).replaceAll("\n", lineEnd) + text.slice(place);
}

/** Removes the lines of a part of the text. */
export function cutLines(text: string, { start, end }: LineRange): string {
  return text.slice(0, text.lastIndexOf("\n", start - 1) + 1) + text.slice(findLineEnd(text, end));
}

/** Replaces the lines of a part of the text with others, as `insertLines` inserts them. */
export function replaceLines(text: string, range: LineRange, indent: string, lines: string): string {
  const start = text.lastIndexOf("\n", range.start - 1) + 1;
  return insertLines(text.slice(0, start), start, indent, lines) + text.slice(findLineEnd(text, range.end));
}

/** Returns the spaces at the start of the line on which a part of the text starts. */
export function getIndent(text: string, { start }: LineRange): string {
  return /^ */.exec(text.slice(text.lastIndexOf("\n", start - 1) + 1))![0];
}

/** Returns the start of the line after the one that ends at `end`. */
function findLineEnd(text: string, end: number): number {
  if (text[end - 1] === "\n") return end;
  const next = text.indexOf("\n", end);
  return next === -1 ? text.length : next + 1;
}
