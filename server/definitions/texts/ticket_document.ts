/** A ticket as a Markdown document, in pieces, so that the longest one never is in memory as a whole. */

import type { AttachmentInfo, Comment, Page, PageRequest, Ticket, TicketEvent, Tickets } from "../../../store/mod.ts";
import { formatActor } from "./actor.ts";
import { toCodeSpan, toFencedBlock } from "./markdown.ts";

/** The most that a page holds. */
const PAGE_SIZE = 100;

/** Where the work stands: so many comments of so many are in the document. */
export type ReportProgress = (done: number, total: number) => Promise<void>;

/**
 * Subject, fields, description, resolution, every comment, and the history in short. What people wrote stands in fenced
 * blocks and code spans, so that it stays text.
 *
 * @throws {DeskError} `not_found` when there is no such ticket.
 */
export async function* renderTicketDocument(
  id: string,
  tickets: Tickets,
  onComments: ReportProgress,
): AsyncGenerator<string> {
  const ticket = await tickets.get(id);
  yield renderHead(ticket);
  yield formatHeading("Comments");
  let done = 0;
  for await (const comments of readPages((page) => tickets.listComments(id, page))) {
    yield comments.map(formatComment).join("");
    await onComments(done += comments.length, Math.max(done, ticket.comment_count));
  }
  if (done === 0) yield "None.\n\n";
  yield formatHeading("History");
  for await (const events of readPages((page) => tickets.listEvents(id, page))) yield events.map(formatEvent).join("");
}

async function* readPages<T>(read: (page: PageRequest) => Promise<Page<T>>): AsyncGenerator<T[]> {
  let cursor: string | null = null;
  do {
    const page: Page<T> = await read({ limit: PAGE_SIZE, ...cursor !== null && { cursor } });
    if (page.items.length > 0) yield page.items;
    cursor = page.cursor;
  } while (cursor !== null);
}

function renderHead(ticket: Ticket): string {
  const { escalation, resolution } = ticket;
  return [
    `# Ticket #${ticket.id}\n\n`,
    formatBlock(ticket.subject),
    ...toFields(ticket).map(([name, value]) => `- ${name}: ${value}\n`),
    "\n",
    formatHeading("Description"),
    ticket.description === "" ? "None.\n\n" : formatBlock(ticket.description),
    ...escalation === null
      ? []
      : [formatHeading("Escalation"), formatBlock(escalation.reason), formatBlock(escalation.note)],
    ...resolution === null ? [] : [formatHeading("Resolution"), formatBlock(resolution)],
  ].join("");
}

function toFields(ticket: Ticket): [name: string, value: string][] {
  const { escalation, merged_into, external_id } = ticket;
  return [
    ["Status", ticket.status],
    ["Priority", ticket.priority],
    ["Customer", `${toCodeSpan(ticket.customer)} (${ticket.account_tier})`],
    ["Assignee", ticket.assignee === null ? "nobody" : toCodeSpan(ticket.assignee)],
    ["Tags", ticket.tags.map(toCodeSpan).join(", ") || "none"],
    ["Created", ticket.created_at],
    ["Updated", `${ticket.updated_at} (revision ${ticket.revision})`],
    ["Due", ticket.due_at ?? "no more"],
    ["Closed", ticket.closed_at ?? "no"],
    [
      "Escalated",
      escalation === null ? "no" : `${escalation.at} by ${toCodeSpan(escalation.by)} (${escalation.priority})`,
    ],
    ...merged_into === null ? [] : [["Merged into", `#${merged_into}`] as [string, string]],
    ...external_id === null ? [] : [["Came from", toCodeSpan(external_id)] as [string, string]],
    ["Attachments", ticket.attachments.map(formatAttachment).join(", ") || "none"],
  ];
}

function formatAttachment({ name, type, size }: AttachmentInfo): string {
  return `${toCodeSpan(name)} (${toCodeSpan(type)}, ${size} bytes)`;
}

function formatComment({ number, kind, author, at, body }: Comment): string {
  return `### ${number}. ${kind === "reply" ? "Reply" : "Note"} by ${toCodeSpan(author)}, ${at}\n\n${
    formatBlock(body)
  }`;
}

function formatEvent({ revision, at, what, by }: TicketEvent): string {
  return `${revision}. ${at}: ${what.replaceAll("_", " ")} by ${toCodeSpan(formatActor(by))}\n`;
}

function formatHeading(title: string): string {
  return `## ${title}\n\n`;
}

function formatBlock(text: string): string {
  return `${toFencedBlock(text)}\n\n`;
}
