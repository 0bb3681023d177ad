/**
 * Control characters except line feed, tab and the carriage return of a CRLF; and characters that reverse the direction
 * of text (Unicode Technical Report 36, 3.2 "Bidirectional text spoofing").
 */
const CONTROL_CHARACTERS = /\r(?!\n)|(?![\n\t\r])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Makes untrusted text safe to print. Characters that could move the cursor, overwrite earlier output or reorder letters
 * become visible escapes.
 *
 * @param text One or more lines.
 */
export function toPrintable(text: string): string {
  return text.replaceAll(CONTROL_CHARACTERS, (control) => {
    const code = control.charCodeAt(0).toString(16);
    return code.length > 2 ? "\\u" + code : "\\x" + code.padStart(2, "0");
  });
}

/** Makes untrusted text safe to print on one line. Line feeds and tabs become spaces. */
export function toPrintableLine(text: string): string {
  return toPrintable(text).replace(/\s*[\r\n\t]\s*/g, " ").trim();
}
