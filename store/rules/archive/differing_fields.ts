/** Comparing what is to be put with what is there. */

import { toCanonicalJson } from "../values/mod.ts";

/**
 * The fields that `given` names and in which `wanted`, its checked form, isn't like `present`. Fields that neither has
 * are none of the store's.
 */
export function findDifferingFields(given: object, wanted: object, present: object): string[] {
  return Object.entries(wanted).filter(([field, value]) =>
    Reflect.get(given, field) !== undefined && toCanonicalJson(value) !== toCanonicalJson(Reflect.get(present, field))
  ).map(([field]) => field);
}
