import type { ResourceDefinition } from "../definition.ts";
import { completeTicketId } from "../completion.ts";
import { truncateEvent } from "../texts/event.ts";

/** One page; the cursor goes on with get_history. */
const MAX_EVENTS = 100;

/** The changes of a ticket as JSON. */
export const ticketHistory: ResourceDefinition = {
  name: "Ticket history",
  title: "Ticket history",
  description: "Every change ever made to a single ticket, oldest first; long texts are cut",
  uri: "ticket://{ticket_id}/history",
  mimeType: "application/json",
  complete: { ticket_id: completeTicketId },
  async read({ ticket_id }, { tickets }) {
    const { items, cursor } = await tickets.listEvents(ticket_id!, { limit: MAX_EVENTS });
    return {
      text: JSON.stringify({ events: items.map((event) => truncateEvent(event, "get_ticket")), cursor }, null, 2),
    };
  },
};
