import type { TicketEvent } from "../../../store/mod.ts";
import { toStrictTicketId } from "./strict_ticket_id.ts";
import { completeTicketId } from "../completion.ts";
import type { ResourceDefinition } from "../definition.ts";
import { addOutsideText, OUTSIDE_TEXT } from "../outside_members.ts";
import { CONTENT_BYTES, readFittingPage } from "../sizes/mod.ts";
import { truncateEvent } from "../texts/mod.ts";

/** The size of the one page. The get_history tool accepts its cursor. */
const MAX_EVENTS = 100;

/** The events of a ticket, as JSON. */
export const ticketHistory: ResourceDefinition = {
  name: "Ticket history",
  title: "Ticket history",
  description:
    "The changes of a single ticket, oldest first; long texts are truncated. get_history continues a long history at its cursor",
  uri: "ticket://{ticket_id}/history",
  mimeType: "application/json",
  complete: { ticket_id: completeTicketId },
  async read({ ticket_id }, { tickets }) {
    const read = (limit: number) => tickets.listEvents(toStrictTicketId(ticket_id!), { limit });
    const { items: events, cursor } = await readFittingPage(read, MAX_EVENTS, {
      toItem: (event, textBytes) => truncateEvent(event, textBytes, "get_ticket"),
      format: formatLines,
    }, CONTENT_BYTES);
    return { text: JSON.stringify(addOutsideText({ events, cursor }, OUTSIDE_TEXT.ticketEvents), null, 2) };
  },
};

function formatLines(event: TicketEvent): string {
  return JSON.stringify([event], null, 4); // indented as in the list
}
