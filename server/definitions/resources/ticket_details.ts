import { DEMO_WORDS, type Ticket } from "../../../store/mod.ts";
import { toStrictTicketId } from "./strict_ticket_id.ts";
import { completeTicketId } from "../completion.ts";
import type { ResourceContent, ResourceDefinition } from "../definition.ts";
import { addOutsideText, OUTSIDE_TEXT } from "../outside_members.ts";
import { CONTENT_BYTES } from "../sizes/mod.ts";
import { fitTicket } from "../ticket_pages/mod.ts";

/** A whole ticket as JSON, starting with the article's six fields. */
export const ticketDetails: ResourceDefinition = {
  name: "Ticket details",
  title: "Ticket details",
  description: "Full details for a single ticket",
  uri: "ticket://{ticket_id}",
  mimeType: "application/json",
  complete: { ticket_id: completeTicketId },
  read: ({ ticket_id }, { tickets }) => tickets.get(toStrictTicketId(ticket_id!)).then(toContent),
};

/** Leaves out what only `get_ticket` shows: the demo prints this content, and its lines must not change. */
function toContent(whole: Ticket): ResourceContent {
  const { due_for: _target, waiting: _isWaiting, ...ticket } = fitTicket(whole, CONTENT_BYTES);
  return { text: JSON.stringify(addOutsideText(ticket, OUTSIDE_TEXT.ticket, hasTextFromOutside), null, 2) };
}

/** Empty members and the demo's words are not from outside: the article's ticket keeps its form. */
function hasTextFromOutside(value: unknown, names: readonly string[], depth = 0): boolean {
  if (value === undefined || value === null || value === "") return false;
  if (depth === names.length) return !DEMO_WORDS.has(String(value));
  const member = (value as Record<string, unknown>)[names[depth]!];
  return Array.isArray(member)
    ? member.some((item) => hasTextFromOutside(item, names, depth + 1))
    : hasTextFromOutside(member, names, depth + 1);
}
