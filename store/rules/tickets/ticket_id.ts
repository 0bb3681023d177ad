/** Ticket ids: decimal numbers, as strings. */

import { toShortLine } from "../../../base/text/short_line.ts";
import { DeskError } from "../../errors.ts";

const FORM = /^[1-9]\d{0,15}$/;

/** Checks that a text has the form of an id. */
export function isTicketId(text: string): boolean {
  return FORM.test(text);
}

/** Returns the number of an id, or null for an invalid id. */
export function parseTicketId(id: string): number | null {
  const number = isTicketId(id) ? Number(id) : NaN;
  return Number.isSafeInteger(number) ? number : null;
}

/**
 * Returns the number of an id.
 *
 * @throws {DeskError} `not_found` for an invalid id, which no ticket has.
 */
export function toTicketNumber(id: string): number {
  const number = parseTicketId(id);
  if (number === null) throw toInvalidTicketId(id);
  return number;
}

function toInvalidTicketId(id: string): DeskError {
  return new DeskError("not_found", `Ticket #${toShortLine(id)} not found. A ticket id is a number, such as 42.`, {
    reasons: [{ code: "ticket_not_found", id: toShortLine(id) }],
  });
}

/** Creates the error for an unknown ticket, in the article's words. */
export function toTicketNotFound(id: string): DeskError {
  return new DeskError("not_found", `Ticket #${toShortLine(id)} not found.`, {
    reasons: [{ code: "ticket_not_found", id: toShortLine(id) }],
  });
}
