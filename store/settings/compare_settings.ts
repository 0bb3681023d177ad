import { isPlainObject } from "../../base/values/is_plain_object.ts";
import type { SettingsChange } from "../settings.ts";

/** Lists the values that differ between two documents, in the order of the first, then of the second. */
export function compareSettings(before: unknown, after: unknown, path: readonly string[] = []): SettingsChange[] {
  if (isPlainObject(before) && isPlainObject(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) => compareSettings(getOwn(before, name), getOwn(after, name), [...path, name]));
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [{ path, ...before !== undefined && { before }, ...after !== undefined && { after } }];
}

/** Names such as "toString" are names as any other. */
function getOwn(members: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}
