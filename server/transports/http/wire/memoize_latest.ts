/**
 * Remembers the latest question and its answer: nearly every request has the same host, path and media types as the one
 * before, and reading them costs as much as reading its body.
 *
 * @param answer Gives the same answer to the same text, whenever it is asked; what it throws isn't remembered.
 */
export function memoizeLatest<Answer>(answer: (text: string) => Answer): (text: string) => Answer {
  let latest: { text: string; answer: Answer } | undefined;
  return (text) => {
    if (latest?.text !== text) latest = { text, answer: answer(text) };
    return latest.answer;
  };
}
