/** Where events lie: changes by their revision, and what was not approved behind the change that it left as it was. */

import { type CustomerEvent, isChange, type TicketEvent } from "../../event.ts";
import { keys } from "./keys.ts";

/** @param unique Tells the event from others that were not approved in the same moment. */
export function toTicketEventKey(
  ticket: number,
  event: Pick<TicketEvent, "revision" | "what" | "at">,
  unique: string | number,
): Deno.KvKey {
  const change = keys.ticketEvent(ticket, event.revision);
  return isChange(event) ? change : [...change, `${event.at} ${unique}`];
}

/** Reads as {@linkcode toTicketEventKey} does. */
export function toCustomerEventKey(event: CustomerEvent, unique: string | number): Deno.KvKey {
  const change = keys.customerEvent(event.email, event.revision);
  return isChange(event) ? change : [...change, `${event.at} ${unique}`];
}
