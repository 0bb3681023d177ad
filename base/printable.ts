/**
 * Control characters other than line feed and tab, a carriage return only where no line feed follows; and those that turn
 * the direction of writing around (Unicode Technical Report 36, 3.2 "Bidirectional text spoofing").
 */
const CONTROL_CHARACTERS = /\r(?!\n)|(?![\n\t\r])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Makes somebody else's text safe to print: characters that could move a terminal's cursor, rewrite what was printed
 * before, or show letters in another order than they have, become visible escapes.
 *
 * @param text Lines of text.
 */
export function toPrintable(text: string): string {
  return text.replaceAll(CONTROL_CHARACTERS, (control) => {
    const code = control.charCodeAt(0).toString(16);
    return code.length > 2 ? "\\u" + code : "\\x" + code.padStart(2, "0");
  });
}

/** The same for a place that has one line: line feeds and tabs become spaces. */
export function toPrintableLine(text: string): string {
  return toPrintable(text).replace(/\s*[\r\n\t]\s*/g, " ").trim();
}
