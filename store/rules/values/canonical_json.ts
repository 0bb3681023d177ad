/** JSON in which the same data always has the same text: object keys are sorted, those that are undefined left out. */
export function toCanonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner) => isPlainObject(inner) ? sortKeys(inner) : inner);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sortKeys(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => one < other ? -1 : 1));
}
