/** Returns a function that calls `create` once, when its result is first needed. */
export function memoize<Args extends unknown[], Result>(create: (...args: Args) => Result): (...args: Args) => Result {
  let created: { result: Result } | null = null;
  return (...args) => (created ??= { result: create(...args) }).result;
}
