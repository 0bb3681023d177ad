import { LIMITS, type NewTicket } from "../../ticket.ts";
import { parseEmailAddress } from "../customers/mod.ts";
import { parseTags } from "./tags.ts";
import { parseRequiredLine, parseText } from "../values/mod.ts";
import type { NewTicketFields } from "./ticket_record.ts";
import { parseAssignee } from "./update.ts";

/**
 * Validates a new ticket and adds defaults.
 *
 * @throws {DeskError} `invalid` for an empty or too long text, an invalid email address or an invalid tag.
 */
export function parseNewTicket(ticket: NewTicket): NewTicketFields {
  return {
    subject: parseRequiredLine("subject", ticket.subject, LIMITS.subject),
    customer: parseEmailAddress(ticket.customer),
    description: parseText("description", ticket.description ?? "", LIMITS.description),
    priority: ticket.priority ?? "medium",
    assignee: parseAssignee(ticket.assignee ?? null),
    tags: parseTags(ticket.tags ?? []),
  };
}
