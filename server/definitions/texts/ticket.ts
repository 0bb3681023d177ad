/** Tickets as short texts, and the row that lists show. */

import type { Comment, Ticket, TicketSummary } from "../../../store/mod.ts";
import { toAttachmentUri } from "../attachments/mod.ts";
import { markCustomerWords } from "./customer_words.ts";

/** The fields of a ticket in a list. The output schema is `ticketRow`. */
export type TicketRow = Pick<
  TicketSummary,
  | "id"
  | "subject"
  | "customer"
  | "account_tier"
  | "status"
  | "priority"
  | "assignee"
  | "tags"
  | "revision"
  | "created_at"
  | "updated_at"
  | "due_at"
>;

/** Picks the fields of a row. */
export function toTicketRow(ticket: TicketSummary): TicketRow {
  const { id, subject, customer, account_tier, status, priority, assignee, tags } = ticket;
  const { revision, created_at, updated_at, due_at } = ticket;
  return {
    id,
    subject,
    customer,
    account_tier,
    status,
    priority,
    assignee,
    tags,
    revision,
    created_at,
    updated_at,
    due_at,
  };
}

/** Formats a row as one line: `#42 [open, high] <customer_words>Subject</customer_words> (alice@example.com, pro) …`. */
export function formatTicketRow(row: TicketRow): string {
  const assignee = row.assignee === null ? "unassigned" : `assigned to ${row.assignee}`;
  const tags = row.tags.length === 0 ? "" : `, tags: ${row.tags.join(" ")}`;
  const due = row.due_at === null ? "" : `, due ${row.due_at}`;
  const subject = markCustomerWords(row.subject);
  return `#${row.id} [${row.status}, ${row.priority}] ${subject} (${row.customer}, ${row.account_tier}), ${assignee}${tags}${due}`;
}

/** Formats a whole ticket in a few lines. */
export function formatTicket(ticket: Ticket): string {
  const { resolution, escalation, merged_into } = ticket;
  return [
    formatTicketRow(ticket),
    `Revision ${ticket.revision}, created ${ticket.created_at}, updated ${ticket.updated_at}.`,
    ticket.description && `Description: ${markCustomerWords(ticket.description)}`,
    escalation && `Escalated at ${escalation.priority} priority by ${escalation.by}: ${escalation.note}`,
    resolution && `Resolution: ${resolution}`,
    merged_into && `Merged into ticket #${merged_into}.`,
    ...ticket.attachments.map(({ name, type, size }) =>
      `Attachment: ${name} (${type}, ${size} bytes): ${toAttachmentUri(ticket.id, name)}`
    ),
  ].filter(Boolean).join("\n");
}

/** Formats a comment. Its body is marked, because any comment may quote a customer. */
export function formatComment({ number, author, kind, delivery, at, body }: Comment): string {
  return `Comment ${number} (${formatKind({ kind, delivery })}) by ${author}, ${at}: ${markCustomerWords(body)}`;
}

/** Formats the kind of a comment: `note`, or `reply, not sent`. */
export function formatKind({ kind, delivery }: Pick<Comment, "kind"> & { delivery?: Comment["delivery"] | undefined }) {
  return delivery === undefined ? kind : `${kind}, ${delivery.replace("_", " ")}`;
}
