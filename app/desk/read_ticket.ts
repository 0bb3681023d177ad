/** Reads a whole ticket. Long texts come in parts, over several pages. */

import type { Bridge } from "../bridges/bridge.ts";
import type { Attachment, Comment, Ticket, TicketEvent } from "./model.ts";

export interface TicketPage {
  ticket: Ticket;
  comments: readonly Comment[];
  comments_cursor: string | null;
}

const PAGE = 100;

/** Reads a ticket with all of its comments and files. */
export async function readTicket(bridge: Bridge, id: string): Promise<{ ticket: Ticket; comments: Comment[] }> {
  const pages: TicketPage[] = [];
  let cursor: string | null = null;
  do {
    const page: TicketPage = await bridge.call("get_ticket", {
      ticket_id: id,
      comments_limit: PAGE,
      full_texts: true,
      ...cursor !== null && { comments_cursor: cursor },
    });
    pages.push(page);
    cursor = page.comments_cursor;
  } while (cursor !== null);
  return joinPages(pages);
}

/** Reads the history of a ticket, without long texts. */
export async function readHistory(bridge: Bridge, id: string): Promise<TicketEvent[]> {
  const events: TicketEvent[] = [];
  let cursor: string | null = null;
  do {
    const page: { events: TicketEvent[]; cursor: string | null } = await bridge.call("get_history", {
      ticket_id: id,
      limit: PAGE,
      ...cursor !== null && { cursor },
    });
    events.push(...page.events);
    cursor = page.cursor;
  } while (cursor !== null);
  return events;
}

/** Joins the pages of a ticket: the parts of its texts, its comments and its files. */
export function joinPages(pages: readonly TicketPage[]): { ticket: Ticket; comments: Comment[] } {
  const [first, ...others] = pages;
  let ticket = first!.ticket;
  const [comments, files]: [Comment[], Attachment[]] = [[], [...ticket.attachments]];
  for (const page of pages) for (const comment of page.comments) addPart(comments, comment);
  for (const { ticket: next } of others) {
    ticket = joinTexts(ticket, next);
    files.push(...next.attachments.filter(({ uri }) => !files.some((file) => file.uri === uri)));
  }
  const { truncated: _, ...whole } = ticket;
  return { ticket: { ...whole, attachments: files }, comments };
}

/** A comment that does not fit on a page continues on the next one, under the same number. */
function addPart(comments: Comment[], { truncated: _, ...part }: Comment): void {
  const last = comments.at(-1);
  const continues = last?.number === part.number && last.merged_from === part.merged_from;
  if (continues) comments[comments.length - 1] = { ...last, body: last.body + part.body };
  else comments.push(part);
}

/** Such as `description: characters 13213 to 20000 of 20000`. */
const PART = /^([\w.]+): characters (\d+) to \d+ of/;

function joinTexts(ticket: Ticket, next: Ticket): Ticket {
  const joined = { ...ticket, escalation: ticket.escalation && { ...ticket.escalation } };
  for (const note of next.truncated ?? []) {
    const [, name, start] = PART.exec(note) ?? [];
    if (start === undefined || Number(start) === 0) continue; // from the start: below
    if (name === "description") joined.description += next.description;
    if (name === "resolution") joined.resolution += next.resolution ?? "";
    if (name === "escalation.reason") joined.escalation!.reason += next.escalation!.reason;
    if (name === "escalation.note") joined.escalation!.note += next.escalation!.note;
  }
  return takeLaterTexts(joined, next);
}

/** A text that starts on a later page was brief on the pages before. */
function takeLaterTexts(ticket: Ticket, next: Ticket): Ticket {
  const longer = (one: string, other: string) => other.length > one.length ? other : one;
  const { escalation } = ticket;
  return {
    ...ticket,
    resolution: ticket.resolution && longer(ticket.resolution, next.resolution ?? ""),
    escalation: escalation && {
      ...escalation,
      reason: longer(escalation.reason, next.escalation?.reason ?? ""),
      note: longer(escalation.note, next.escalation?.note ?? ""),
    },
  };
}
