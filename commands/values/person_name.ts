/** In UTF-16 code units. */
const MAX_LENGTH = 200;

/**
 * Parses the name of a person: one line, with single spaces.
 *
 * @throws {SyntaxError} If it is empty, too long, or has a line break or another control character.
 */
export function parsePersonName(text: string): string {
  const trimmed = text.trim();
  if (/[\p{Cc}\u2028\u2029]/u.test(trimmed)) {
    throw new SyntaxError("Use a name on one line, without control characters");
  }
  const name = trimmed.replace(/[\s\p{C}]+/gu, " ").trim();
  if (name === "" || name.length > MAX_LENGTH) throw new SyntaxError(`Use a name of 1 to ${MAX_LENGTH} characters`);
  return name;
}
