/** Values from outside for which types alone don't vouch. */

import { DeskError } from "../../errors.ts";
import { formatInstant } from "./instant.ts";

/** @throws {DeskError} `invalid` with this reason, unless the condition holds. */
export function check(condition: boolean, reason: string): asserts condition {
  if (!condition) throw new DeskError("invalid", reason);
}

/** @throws {DeskError} `invalid` unless the value is one of the choices. */
export function parseChoice<Choice extends string>(field: string, value: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((choice) => choice === value);
  check(choice !== undefined, `The ${field} can't be "${value.slice(0, 100)}": it is one of ${choices.join(", ")}.`);
  return choice;
}

/**
 * The instant in the form in which it is kept.
 *
 * @throws {DeskError} `invalid` for what is no date and time.
 */
export function parseInstant(field: string, text: string): string {
  const time = Date.parse(text);
  check(
    Number.isFinite(time),
    `The ${field} can't be "${text.slice(0, 100)}": give a time like 2026-11-01T09:30:00.000Z.`,
  );
  return formatInstant(time);
}
