/** Replaying a history to get the current state. */

import { type CustomerEvent, isChange, type TicketEvent, type TicketState } from "../../event.ts";
import type { Customer } from "../../customer.ts";

/**
 * Applies a ticket's events in order.
 *
 * @param events All events of the ticket, oldest first.
 * @throws {RangeError} If an event is missing.
 */
export function replayTicket(events: readonly TicketEvent[]): TicketState {
  return applyEvents<TicketState>(events.filter(isChange));
}

/** Applies a customer's events in order, like {@linkcode replayTicket}. */
export function replayCustomer(events: readonly CustomerEvent[]): Omit<Customer, "revision" | "updated_at"> {
  return applyEvents(events.filter(isChange));
}

function applyEvents<State extends object>(events: readonly { revision: number; after: object }[]): State {
  if (events.length === 0) {
    throw new RangeError("Cannot replay a history without events: the first one creates the ticket");
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
