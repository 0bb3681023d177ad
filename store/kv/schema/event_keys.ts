/** Keys of events: a change under its revision, and a refused change below the change that it left in place. */

import { type CustomerEvent, isChange, type TicketEvent } from "../../event.ts";
import type { Key } from "../port/mod.ts";
import { keys } from "./keys.ts";

/** @param unique Distinguishes refusals of the same moment. */
export function toTicketEventKey(
  ticket: number,
  event: Pick<TicketEvent, "revision" | "what" | "at">,
  unique: string | number,
): Key {
  const change = keys.ticketEvent(ticket, event.revision);
  return isChange(event) ? change : [...change, `${event.at} ${unique}`];
}

/** @param unique Distinguishes refusals of the same moment. */
export function toCustomerEventKey(event: CustomerEvent, unique: string | number): Key {
  const change = keys.customerEvent(event.email, event.revision);
  return isChange(event) ? change : [...change, `${event.at} ${unique}`];
}
