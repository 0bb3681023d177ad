/** Checks that a text has only white space, or nothing. */
export function isBlank(text: string): boolean {
  return !/\S/.test(text);
}
