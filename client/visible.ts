/** Control characters other than line feed and tab; a carriage return only where no line feed follows. */
const CONTROLS = /\r(?!\n)|(?![\n\t\r])\p{Cc}/gu;

/**
 * Makes somebody else's text safe to print: control characters, which could move a terminal's cursor or rewrite what
 * was printed before, become visible escapes.
 *
 * @param text Lines of text.
 */
export function visible(text: string): string {
  return text.replaceAll(CONTROLS, (control) => "\\x" + control.charCodeAt(0).toString(16).padStart(2, "0"));
}
