/** What a new ticket may be. */

import { LIMITS, type NewTicket } from "../ticket.ts";
import { emailAddress } from "./email.ts";
import { tagList } from "./tags.ts";
import { optionalText, requiredText } from "./text.ts";
import type { NewTicketFields } from "./ticket_record.ts";
import { checkedAssignee } from "./updating.ts";

/**
 * The fields in the form in which they are kept, with their defaults.
 *
 * @throws {DeskError} `invalid` for a blank or too long text, a wrong e-mail address or tag.
 */
export function checkedNewTicket(ticket: NewTicket): NewTicketFields {
  return {
    subject: requiredText("subject", ticket.subject, LIMITS.subject),
    customer: emailAddress(ticket.customer),
    description: optionalText("description", ticket.description ?? "", LIMITS.description),
    priority: ticket.priority ?? "medium",
    assignee: checkedAssignee(ticket.assignee ?? null),
    tags: tagList(ticket.tags ?? []),
  };
}
