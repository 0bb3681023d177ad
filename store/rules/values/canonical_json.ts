import { isPlainObject } from "../../../base/values/is_plain_object.ts";

/** Formats JSON with sorted keys and without undefined members, so that equal data gives equal text. */
export function toCanonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner) => isPlainObject(inner) ? sortKeys(inner) : inner);
}

function sortKeys(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => one < other ? -1 : 1));
}
