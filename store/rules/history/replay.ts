/** From the history back to what it is the history of. */

import { type CustomerEvent, isChange, type TicketEvent, type TicketState } from "../../event.ts";
import type { Customer } from "../../customer.ts";

/**
 * What a ticket is after these events, laid over each other from nothing.
 *
 * @param events All of a ticket's events, oldest first.
 * @throws {RangeError} When the first is missing, or one in between.
 */
export function replayTicket(events: readonly TicketEvent[]): TicketState {
  return applyEvents<TicketState>(events.filter(isChange));
}

/** What a customer is after these events; reads as {@linkcode replayTicket} does. */
export function replayCustomer(events: readonly CustomerEvent[]): Omit<Customer, "revision" | "updated_at"> {
  return applyEvents(events.filter(isChange));
}

function applyEvents<State extends object>(events: readonly { revision: number; after: object }[]): State {
  if (events.length === 0) {
    throw new RangeError("Cannot replay a history without events: the first one makes the ticket");
  }
  const state = {};
  for (const [index, event] of events.entries()) {
    if (event.revision !== index + 1) {
      throw new RangeError(`Cannot replay a history with gaps: event ${index + 1} has revision ${event.revision}`);
    }
    Object.assign(state, event.after);
  }
  return state as State;
}
