import { isPlainObject } from "../../base/values/is_plain_object.ts";

/** Removes members that are null: many servers write null for an optional member that is absent. Not recursive. */
export function dropNulls(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null));
}

/** Removes null members of a value's named members, where these are objects. */
export function dropNullsIn(value: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  const inner = names.filter((name) => isPlainObject(value[name]))
    .map((name) => [name, dropNulls(value[name] as Record<string, unknown>)]);
  return { ...value, ...Object.fromEntries(inner) };
}
