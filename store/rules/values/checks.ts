/** Checks of values from outside. */

import { toShortLine } from "../../../base/text/short_line.ts";
import type { Reason } from "../../../base/failures/reason.ts";
import { DeskError } from "../../errors.ts";
import { formatInstant } from "./instant.ts";

/**
 * @param code The reason for programs.
 * @throws {DeskError} `invalid` with this reason if the condition is false.
 */
export function check(condition: boolean, reason: string, code?: Reason): asserts condition {
  if (!condition) throw new DeskError("invalid", reason, code && { reasons: [code] });
}

/** @throws {DeskError} `invalid` unless the value is one of the choices. */
export function parseChoice<Choice extends string>(field: string, value: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((choice) => choice === value);
  check(choice !== undefined, `${field} cannot be "${toShortLine(value)}". Use one of ${choices.join(", ")}.`, {
    code: "invalid_value",
    field,
  });
  return choice;
}

/**
 * Normalizes an instant to ISO 8601 in UTC.
 *
 * @throws {DeskError} `invalid` for a text that is not a date and time.
 */
export function parseInstant(field: string, text: string): string {
  const time = Date.parse(text);
  check(
    Number.isFinite(time),
    `${field} cannot be "${toShortLine(text)}". Use a time such as 2026-11-01T09:30:00.000Z.`,
    { code: "invalid_value", field },
  );
  return formatInstant(time);
}
