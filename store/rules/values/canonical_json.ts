import { isPlainObject } from "../../../base/is_plain_object.ts";

/** JSON in which the same data always has the same text: object keys are sorted, those that are undefined left out. */
export function toCanonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner) => isPlainObject(inner) ? sortKeys(inner) : inner);
}

function sortKeys(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => one < other ? -1 : 1));
}
