/** An instant as the desk writes it: ISO 8601 in UTC, with milliseconds. */
export function instant(millisecondsSinceEpoch: number): string {
  return new Date(millisecondsSinceEpoch).toISOString();
}
