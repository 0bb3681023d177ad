/**
 * Normalizes a language tag (BCP 47).
 *
 * @returns Undefined if the text is not one.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { toLanguageTag } from "./language_tag.ts";
 *
 * assert.equal(toLanguageTag(" PT-br "), "pt-BR");
 * ```
 */
export function toLanguageTag(text: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(text.trim())[0];
  } catch {
    return undefined;
  }
}
