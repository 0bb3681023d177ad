let last = { milliseconds: NaN, text: "" };

/** An instant as the desk writes it: ISO 8601 in UTC, with milliseconds. */
export function formatInstant(millisecondsSinceEpoch: number): string {
  if (millisecondsSinceEpoch !== last.milliseconds) { // a change and its parts happen in the same one
    last = { milliseconds: millisecondsSinceEpoch, text: new Date(millisecondsSinceEpoch).toISOString() };
  }
  return last.text;
}
