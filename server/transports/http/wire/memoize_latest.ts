/**
 * Keeps the latest argument and result of a function: nearly every request has the same host, path and media types as the one
 * before, and parsing them costs as much as reading its body.
 *
 * @param compute Returns the same result for the same text. What it throws is not kept.
 */
export function memoizeLatest<Result>(compute: (text: string) => Result): (text: string) => Result {
  let latest: { text: string; result: Result } | undefined;
  return (text) => {
    if (latest?.text !== text) latest = { text, result: compute(text) };
    return latest.result;
  };
}
