import { toOneLine } from "../../../base/one_line.ts";
import { LIMITS, type NewTicket } from "../../ticket.ts";
import { parseEmailAddress } from "../customers/mod.ts";
import { parseTags } from "./tags.ts";
import { parseRequiredText, parseText } from "../values/mod.ts";
import type { NewTicketFields } from "./ticket_record.ts";
import { parseAssignee } from "./update.ts";

/**
 * Puts the texts of a ticket that belong on one line on one line. A ticket with a history keeps them as they are, because
 * its events repeat them.
 */
export function toLines<Ticket extends Pick<NewTicket, "subject" | "assignee">>(ticket: Ticket): Ticket {
  const { subject, assignee } = ticket;
  return { ...ticket, subject: toOneLine(subject), ...assignee && { assignee: toOneLine(assignee) } };
}

/**
 * Validates a new ticket and adds defaults.
 *
 * @throws {DeskError} `invalid` for an empty or too long text, an invalid email address or an invalid tag.
 */
export function parseNewTicket(ticket: NewTicket): NewTicketFields {
  return {
    subject: parseRequiredText("subject", ticket.subject, LIMITS.subject),
    customer: parseEmailAddress(ticket.customer),
    description: parseText("description", ticket.description ?? "", LIMITS.description),
    priority: ticket.priority ?? "medium",
    assignee: parseAssignee(ticket.assignee ?? null),
    tags: parseTags(ticket.tags ?? []),
  };
}
