const NO_BREAK_SPACE = "\u00a0";

/**
 * Wraps text at spaces. A word longer than the width gets a line to itself and is never split.
 *
 * @param text Words separated by spaces. A no-break space keeps two words on one line, if they fit on one, and comes out as a
 * space.
 * @param width The number of columns.
 */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  const phrases = text.split(/[ \n]+/);
  for (const word of phrases.flatMap((phrase) => phrase.length > width ? phrase.split(NO_BREAK_SPACE) : [phrase])) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => line.replaceAll(NO_BREAK_SPACE, " "));
}

/** Keeps the words of a phrase on one line. */
export function keepTogether(phrase: string): string {
  return phrase.replaceAll(" ", NO_BREAK_SPACE);
}
