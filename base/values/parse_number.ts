const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i;

/**
 * Parses a number in decimal form, with or without an exponent, such as `1e3`.
 *
 * @returns Undefined for any other text, and for numbers that are too large.
 */
export function parseNumber(text: string): number | undefined {
  const number = NUMBER.test(text.trim()) ? Number(text) : NaN;
  return Number.isFinite(number) ? number : undefined;
}
