/** A ticket as a Markdown document, in pieces, so that the longest one never is in memory as a whole. */

import type { AttachmentInfo, Comment, Page, PageRequest, Ticket, TicketEvent, Tickets } from "../../store/mod.ts";
import { actorText } from "../texts/actor.ts";
import { codeSpan, fenced } from "./markdown.ts";

/** The most that a page holds. */
const PAGE = 100;

/** Where the work stands: so many comments of so many are in the document. */
export type OnComments = (done: number, total: number) => Promise<void>;

/**
 * Subject, fields, description, resolution, every comment, and the history in short. What people wrote stands in fenced
 * blocks and code spans, so that it stays text.
 *
 * @throws {DeskError} `not_found` when there is no such ticket.
 */
export async function* ticketDocument(id: string, tickets: Tickets, onComments: OnComments): AsyncGenerator<string> {
  const ticket = await tickets.get(id);
  yield headOf(ticket);
  yield section("Comments");
  let done = 0;
  for await (const comments of pagesOf((page) => tickets.comments(id, page))) {
    yield comments.map(commentOf).join("");
    await onComments(done += comments.length, Math.max(done, ticket.comment_count));
  }
  if (done === 0) yield "None.\n\n";
  yield section("History");
  for await (const events of pagesOf((page) => tickets.history(id, page))) yield events.map(lineOf).join("");
}

async function* pagesOf<T>(read: (page: PageRequest) => Promise<Page<T>>): AsyncGenerator<T[]> {
  let cursor: string | null = null;
  do {
    const page: Page<T> = await read({ limit: PAGE, ...cursor !== null && { cursor } });
    if (page.items.length > 0) yield page.items;
    cursor = page.cursor;
  } while (cursor !== null);
}

function headOf(ticket: Ticket): string {
  const { escalation, resolution } = ticket;
  return [
    `# Ticket #${ticket.id}\n\n`,
    block(ticket.subject),
    ...fieldsOf(ticket).map(([name, value]) => `- ${name}: ${value}\n`),
    "\n",
    section("Description"),
    ticket.description === "" ? "None.\n\n" : block(ticket.description),
    ...escalation === null ? [] : [section("Escalation"), block(escalation.reason), block(escalation.note)],
    ...resolution === null ? [] : [section("Resolution"), block(resolution)],
  ].join("");
}

function fieldsOf(ticket: Ticket): [name: string, value: string][] {
  const { escalation, merged_into, external_id } = ticket;
  return [
    ["Status", ticket.status],
    ["Priority", ticket.priority],
    ["Customer", `${codeSpan(ticket.customer)} (${ticket.account_tier})`],
    ["Assignee", ticket.assignee === null ? "nobody" : codeSpan(ticket.assignee)],
    ["Tags", ticket.tags.map(codeSpan).join(", ") || "none"],
    ["Created", ticket.created_at],
    ["Updated", `${ticket.updated_at} (revision ${ticket.revision})`],
    ["Due", ticket.due_at ?? "no more"],
    ["Closed", ticket.closed_at ?? "no"],
    [
      "Escalated",
      escalation === null ? "no" : `${escalation.at} by ${codeSpan(escalation.by)} (${escalation.priority})`,
    ],
    ...merged_into === null ? [] : [["Merged into", `#${merged_into}`] as [string, string]],
    ...external_id === null ? [] : [["Came from", codeSpan(external_id)] as [string, string]],
    ["Attachments", ticket.attachments.map(attachmentOf).join(", ") || "none"],
  ];
}

function attachmentOf({ name, type, size }: AttachmentInfo): string {
  return `${codeSpan(name)} (${codeSpan(type)}, ${size} bytes)`;
}

function commentOf({ number, kind, author, at, body }: Comment): string {
  return `### ${number}. ${kind === "reply" ? "Reply" : "Note"} by ${codeSpan(author)}, ${at}\n\n${block(body)}`;
}

function lineOf({ revision, at, what, by }: TicketEvent): string {
  return `${revision}. ${at}: ${what.replaceAll("_", " ")} by ${codeSpan(actorText(by))}\n`;
}

function section(title: string): string {
  return `## ${title}\n\n`;
}

function block(text: string): string {
  return `${fenced(text)}\n\n`;
}
