/** Validation and formats of single values. */

export { toCanonicalJson } from "./canonical_json.ts";
export { check, parseChoice, parseInstant } from "./checks.ts";
export { formatInstant } from "./instant.ts";
export { decodeCursor, encodeCursor, type ItemKey, parsePageLimit } from "./page.ts";
export { parseRequiredLine, parseRequiredText, parseText } from "./text.ts";
