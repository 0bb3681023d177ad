/** Tickets as short texts, and the row that lists show. */

import { toOneLine } from "../../../base/text/one_line.ts";
import { toShortLine } from "../../../base/text/short_line.ts";
import {
  type Comment,
  type CustomValues,
  type DueTarget,
  type Escalation,
  hasTeamWords,
  type ShownAttachment,
  type ShownLink,
  type Ticket,
  type TicketSummary,
} from "../../../store/mod.ts";
import { markCustomerLine, markCustomerWords, markTeamLine, markTeamWords } from "../../marks/mod.ts";
import { toAttachmentUri } from "../attachments/mod.ts";
import { formatLinkName } from "./links.ts";
import { formatTimeLeft } from "./time_left.ts";
import { formatTruncated, type Truncated } from "../sizes/mod.ts";

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
  | "due_for"
  | "due_by_hand"
  | "snoozed_until"
  | "waiting"
  | "custom"
>;

/** Picks the fields of a row. */
export function toTicketRow(ticket: TicketSummary): TicketRow {
  const { id, subject, customer, account_tier, status, priority, assignee, tags } = ticket;
  const { revision, created_at, updated_at, due_at, due_for, due_by_hand, waiting, snoozed_until, custom } = ticket;
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
    ...due_for !== undefined && { due_for },
    ...due_by_hand !== undefined && { due_by_hand },
    ...waiting && { waiting },
    ...snoozed_until !== undefined && { snoozed_until },
    ...custom !== undefined && { custom: shortenCustom(custom) },
  };
}

/** The most of a custom field's text in a row, in UTF-16 code units. */
const MOST_CUSTOM = 60;

function shortenCustom(custom: CustomValues): CustomValues {
  return Object.fromEntries(
    Object.entries(custom).map(([name, value]) => [
      name,
      typeof value === "string" ? toShortLine(value, MOST_CUSTOM) : value,
    ]),
  );
}

/** Formats custom fields: `plan: Pro; order: 1595`. */
export function formatCustom(custom: CustomValues): string {
  return Object.entries(custom).map(([name, value]) => `${name}: ${value}`).join("; ");
}

/**
 * Formats a row as one line: `#42 [open, high, pro] revision 3, assigned to <team_words …>dana; tags: vip</team_words …>,
 * first reply due 2026-11-02 (in 2 h): <customer_words …>alice@example.com: Subject</customer_words …>`.
 */
export function formatTicketRow(row: Omit<TicketRow, "created_at" | "updated_at">): string {
  const { id, status, priority, account_tier, revision, assignee, tags, due_at, customer, subject } = row;
  const parts = [
    `revision ${revision}`,
    assignee === null ? "unassigned" : `assigned to ${markTeamLine(assignee)}`,
    tags.length === 0 ? "" : `tags ${markTeamLine(tags.join(" "))}`,
    due_at === null ? "" : `${formatDue(due_at.slice(0, 10), row.due_for)} (${formatTimeLeft(due_at)})`,
    row.due_by_hand ? `due time set by hand${due_at === null ? `: ${row.due_by_hand}` : ""}` : "",
    row.waiting ? "waiting" : "",
    row.snoozed_until ? `snoozed until ${row.snoozed_until}` : "",
    row.custom ? `custom ${markCustomerLine(formatCustom(row.custom))}` : "",
  ];
  const words = markCustomerLine(`${customer}: ${subject}`);
  return `#${id} [${status}, ${priority}, ${account_tier}] ${parts.filter(Boolean).join(", ")}: ${words}`;
}

/** A match in a list; see `TicketMatch` of the desk. */
export interface ShownMatch {
  field: string;
  excerpt?: string;
  by?: "team";
}

/** Formats a match: `comment 3: <customer_words …>… charged twice …</customer_words …>`. */
export function formatMatch({ field, excerpt, by }: ShownMatch): string {
  if (excerpt === undefined) return field;
  return `${field}: ${by === "team" ? markTeamLine(excerpt) : markCustomerLine(excerpt)}`;
}

/** Formats a due time: `first reply due 2026-11-02T09:30:00.000Z`. */
export function formatDue(at: string, target: DueTarget | undefined): string {
  return target === undefined ? `due ${at}` : `${target.replace("_", " ")} due ${at}`;
}

/** Formats a whole ticket in a few lines. */
export function formatTicket(ticket: Ticket & Truncated): string {
  const { resolution, escalation, merged_into, external_id } = ticket;
  return [
    formatTicketRow(ticket),
    `Created ${ticket.created_at}, updated ${ticket.updated_at}.`,
    external_id && `External id: ${markCustomerLine(external_id)}`,
    ticket.description && `Description: ${markCustomerWords(ticket.description)}`,
    escalation && formatEscalation(escalation),
    resolution && `Resolution: ${markTeamWords(resolution)}`,
    ...formatTruncated(ticket),
    merged_into && `Merged into ticket #${merged_into}.`,
    ...(ticket.links ?? []).map(formatLink),
    ...ticket.attachments.map((attachment) => formatAttachment(ticket.id, attachment)),
  ].filter(Boolean).join("\n");
}

function formatLink({ subject, ...link }: ShownLink): string {
  return `Link ${formatLinkName(link)}: ${markCustomerLine(subject)}`;
}

function formatEscalation({ priority, at, by, reason, note }: Escalation): string {
  return `Escalated at ${priority} priority, ${at}: ${markTeamWords(`${toOneLine(by)}: ${reason}\n${note}`)}`;
}

function formatAttachment(ticketId: string, { name, type, size, merged_from }: ShownAttachment): string {
  const uri = toAttachmentUri(merged_from ?? ticketId, name);
  return `Attachment (${size} bytes): ${markCustomerLine(`${name} (${type}) ${uri}`)}`;
}

/** Formats a comment. */
export function formatComment(comment: Comment & Truncated & { merged_from?: string | undefined }): string {
  const { number, author, kind, delivery, at, body, merged_from } = comment;
  const words = markComment(comment, `${toOneLine(author)}: ${comment.is_retracted ? "(retracted)" : body}`);
  const owner = merged_from === undefined ? "" : ` of merged ticket #${merged_from}`;
  const edit = formatEdit(comment);
  const line = `Comment ${number}${owner} (${formatKind({ kind, delivery })}, ${at}${edit}): ${words}`;
  return [line, ...formatTruncated(comment)].join(" ");
}

function formatEdit({ edited_at, edited_by = "", is_retracted }: Comment): string {
  if (edited_at === undefined) return "";
  return `, ${is_retracted ? "retracted" : "edited"} ${edited_at} by ${markTeamLine(edited_by)}`;
}

/** Formats the kind of a comment: `note`, or `reply, not sent`. */
export function formatKind({ kind, delivery }: Pick<Comment, "kind"> & { delivery?: Comment["delivery"] | undefined }) {
  return delivery === undefined ? kind : `${kind}, ${delivery.replace("_", " ")}`;
}

/** Marks words of a comment; see {@linkcode hasTeamWords}. */
export function markComment(comment: Pick<Comment, "kind" | "delivery" | "body">, words: string): string {
  return hasTeamWords(comment) ? markTeamWords(words) : markCustomerWords(words);
}
