/**
 * Returns a function that remembers its last results: a command parses the same configuration several times.
 *
 * @param compute Its result is not changed by anyone.
 * @param limit The number of results.
 */
export function rememberLast<Result>(compute: (text: string) => Result, limit = 2): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    const result = known.get(text) ?? compute(text);
    known.delete(text);
    known.set(text, result);
    if (known.size > limit) known.delete(known.keys().next().value!);
    return result;
  };
}
