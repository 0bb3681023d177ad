/**
 * Custom fields: the values that tickets have for the fields in the settings.
 *
 * @module
 */

export { changeCustom, changeGiven, fillIn, keepRequired } from "./change_custom.ts";
export { findFieldName, NAME_FORM, RESERVED_NAMES } from "./names.ts";
export { explainField, hasValue, parseFieldValue, type Quote } from "./parse_value.ts";
