import { toCanonicalJson } from "../values/mod.ts";

/**
 * Lists the fields that differ from the stored item, among those that the import sets.
 *
 * @param given The item as it was passed in.
 * @param wanted The same item, parsed.
 * @param present The stored item.
 */
export function findDifferingFields(given: object, wanted: object, present: object): string[] {
  return Object.entries(wanted).filter(([field, value]) =>
    Reflect.get(given, field) !== undefined && toCanonicalJson(value) !== toCanonicalJson(Reflect.get(present, field))
  ).map(([field]) => field);
}
