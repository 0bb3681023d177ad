/** JSON in which the same data always has the same text: object keys are sorted, those that are undefined left out. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner) => isRecord(inner) ? sorted(inner) : inner);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => one < other ? -1 : 1));
}
