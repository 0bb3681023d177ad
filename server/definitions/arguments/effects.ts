/** Checks that arguments have one of these effects. Without a list, every call has an effect. */
export function hasEffect(effects: readonly string[] | undefined, input: Readonly<Record<string, unknown>>): boolean {
  return effects === undefined || effects.some((name) => hasValue(input[name]));
}

function hasValue(value: unknown): boolean {
  return value !== undefined && !(typeof value === "object" && value !== null && Object.keys(value).length === 0);
}
