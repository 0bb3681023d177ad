/**
 * Validation of settings. It needs the query parser and zod, so it is loaded when settings change.
 *
 * @module
 */

export { compareSettings } from "./compare_settings.ts";
export { parseSettings } from "./parse_settings.ts";
export { hideSecrets, listPlaceholders } from "./secrets.ts";
