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

/** The longest time of a timer, in seconds: 24 days. Longer ones expire at once. */
const MAX_SECONDS = Math.floor((2 ** 31 - 1) / 1000);

/**
 * Parses a time in seconds that a timer can wait.
 *
 * @throws {SyntaxError} For any other text.
 */
export function parseSeconds(text: string): number {
  const seconds = parsePositiveNumber(text);
  if (seconds > MAX_SECONDS) throw new SyntaxError(`Use at most ${MAX_SECONDS}, which is 24 days`);
  return seconds;
}
