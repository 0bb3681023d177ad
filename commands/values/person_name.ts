import { toOneLine } from "../../base/one_line.ts";

/** In UTF-16 code units. */
const MAX_LENGTH = 200;

/**
 * Parses the name of a person.
 *
 * @throws {SyntaxError} If it is empty or too long.
 */
export function parsePersonName(text: string): string {
  const name = toOneLine(text).trim();
  if (name === "" || name.length > MAX_LENGTH) throw new SyntaxError(`Use a name of 1 to ${MAX_LENGTH} characters`);
  return name;
}
