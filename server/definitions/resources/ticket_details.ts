import type { Ticket } from "../../../store/mod.ts";
import { completeTicketId } from "../completion.ts";
import type { ResourceContent, ResourceDefinition } from "../definition.ts";

/** A whole ticket as JSON, starting with the article's six fields. */
export const ticketDetails: ResourceDefinition = {
  name: "Ticket details",
  title: "Ticket details",
  description: "Full details for a single ticket",
  uri: "ticket://{ticket_id}",
  mimeType: "application/json",
  complete: { ticket_id: completeTicketId },
  read: ({ ticket_id }, { tickets }) => tickets.get(ticket_id!).then(toContent),
};

function toContent(ticket: Ticket): ResourceContent {
  return { text: JSON.stringify(ticket, null, 2) };
}
