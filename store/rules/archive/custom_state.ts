/** Validation of the custom fields of tickets to import: of their form, because the settings may have changed since. */

import { toOneLine } from "../../../base/text/one_line.ts";
import { isPrototypeName } from "../../../base/values/is_prototype_name.ts";
import type { TicketToImport } from "../../archive.ts";
import { type CustomState, type CustomValue, LIMITS } from "../../ticket.ts";
import { check } from "../values/mod.ts";

/** @throws {DeskError} `invalid` for values that no custom field can have. */
export function parseCustomState({ custom, fixed_fields }: TicketToImport["ticket"]): CustomState {
  if (custom === undefined) {
    check(
      fixed_fields === undefined || fixed_fields.length === 0,
      "fixed_fields names values that custom does not have.",
    );
    return fixed_fields === undefined ? {} : { fixed_fields };
  }
  for (const [name, value] of Object.entries(custom)) {
    check(!isPrototypeName(name), `custom.${toOneLine(name)} cannot be the name of a field.`);
    check(isCustomValue(value), `custom.${name.slice(0, 100)} must be a text, a number, true or false.`);
  }
  const bytes = new TextEncoder().encode(JSON.stringify(custom)).length;
  check(bytes <= LIMITS.customBytes, `custom is too long: ${bytes} bytes in all (limit ${LIMITS.customBytes}).`);
  const fixed = fixed_fields ?? [];
  check(fixed.every((name) => Object.hasOwn(custom, name)), "fixed_fields names values that custom does not have.");
  return { custom: custom as CustomState["custom"] & object, ...fixed_fields !== undefined && { fixed_fields } };
}

function isCustomValue(value: unknown): value is CustomValue {
  return typeof value === "string" || typeof value === "boolean" || typeof value === "number" && Number.isFinite(value);
}
