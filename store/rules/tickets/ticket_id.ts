/** Ticket ids: decimal numbers as strings, which is how people and models write them. */

import { DeskError } from "../../errors.ts";

/** The number that the id stands for; null for what can't be an id. */
export function parseTicketId(id: string): number | null {
  const number = /^[1-9]\d{0,15}$/.test(id) ? Number(id) : NaN;
  return Number.isSafeInteger(number) ? number : null;
}

/**
 * The number of the ticket that somebody asks for.
 *
 * @throws {DeskError} `not_found` for what can't be an id, as for a ticket that isn't there.
 */
export function toTicketNumber(id: string): number {
  const number = parseTicketId(id);
  if (number === null) throw toTicketNotFound(id);
  return number;
}

/** The article's sentence. */
export function toTicketNotFound(id: string): DeskError {
  return new DeskError("not_found", `Ticket #${id.slice(0, 100)} not found.`);
}
