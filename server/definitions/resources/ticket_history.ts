import { completeTicketId } from "../completion.ts";
import type { ResourceDefinition } from "../definition.ts";
import { addOutsideText, listOutsideText } from "../outside_text.ts";
import { ticketEvent } from "../schemas.ts";
import { truncateEvent } from "../texts/mod.ts";

const OUTSIDE_TEXT = listOutsideText(ticketEvent, "events[]");

/** The size of the one page. The get_history tool accepts its cursor. */
const MAX_EVENTS = 100;

/** The events of a ticket, as JSON. */
export const ticketHistory: ResourceDefinition = {
  name: "Ticket history",
  title: "Ticket history",
  description: "Every change ever made to a single ticket, oldest first; long texts are truncated",
  uri: "ticket://{ticket_id}/history",
  mimeType: "application/json",
  complete: { ticket_id: completeTicketId },
  async read({ ticket_id }, { tickets }) {
    const { items, cursor } = await tickets.listEvents(ticket_id!, { limit: MAX_EVENTS });
    const events = items.map((event) => truncateEvent(event, "get_ticket"));
    return { text: JSON.stringify(addOutsideText({ events, cursor }, OUTSIDE_TEXT), null, 2) };
  },
};
