import type { ResourceDefinition } from "../definition.ts";
import { completeTicketId } from "../completion.ts";

/** A whole ticket as JSON, which begins with the article's six fields. */
export const ticketDetails: ResourceDefinition = {
  name: "Ticket details",
  title: "Ticket details",
  description: "Full details for a single ticket",
  uri: "ticket://{ticket_id}",
  mimeType: "application/json",
  complete: { ticket_id: completeTicketId },
  async read({ ticket_id }, { tickets }) {
    return { text: JSON.stringify(await tickets.get(ticket_id!), null, 2) };
  },
};
