/** Counts the characters of a text as JSON Schema's `maxLength` does: in Unicode code points. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Returns true if the text has at most `limit` characters. */
export function fitsCharacters(text: string, limit: number): boolean {
  return text.length <= limit || text.length <= 2 * limit && countCharacters(text) <= limit;
}
