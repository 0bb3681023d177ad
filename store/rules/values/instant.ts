let last = { milliseconds: NaN, text: "" };

/** Formats an instant as ISO 8601 in UTC, with milliseconds. */
export function formatInstant(millisecondsSinceEpoch: number): string {
  if (millisecondsSinceEpoch !== last.milliseconds) { // the parts of a change share one instant
    last = { milliseconds: millisecondsSinceEpoch, text: new Date(millisecondsSinceEpoch).toISOString() };
  }
  return last.text;
}
