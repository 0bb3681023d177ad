/** In UTF-16 code units. */
const MAX_LENGTH = 200;

/**
 * Parses the name of a person: one line, with single spaces.
 *
 * @throws {SyntaxError} If it is empty or too long.
 */
export function parsePersonName(text: string): string {
  const name = text.replace(/[\s\p{C}]+/gu, " ").trim();
  if (name === "" || name.length > MAX_LENGTH) throw new SyntaxError(`Use a name of 1 to ${MAX_LENGTH} characters`);
  return name;
}
