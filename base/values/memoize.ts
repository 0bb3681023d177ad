/** Returns a function that calls `create` once, when its result is first needed. */
export function memoize<Result>(create: () => Result): () => Result {
  let created: { result: Result } | null = null;
  return () => (created ??= { result: create() }).result;
}
