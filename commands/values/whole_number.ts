/**
 * Parses a whole number, 0 or more.
 *
 * @throws {SyntaxError} For any other text.
 */
export function parseWholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new SyntaxError("Use a whole number");
  return Number(text);
}

/**
 * Parses a whole number, 1 or more.
 *
 * @throws {SyntaxError} For any other text.
 */
export function parsePositiveNumber(text: string): number {
  const number = parseWholeNumber(text);
  if (number === 0) throw new SyntaxError("Use 1 or more");
  return number;
}
