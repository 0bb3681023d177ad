import type { Ticket } from "../../../store/mod.ts";
import { cutText, measureBytes, measureItem, type Truncated } from "../sizes/mod.ts";
import { formatTicket } from "../texts/mod.ts";
import { type PagePosition } from "./page_position.ts";
import { takeFirstFiles } from "./ticket_files.ts";
import { cutTicketTexts, dropTicketTexts, takeTicketTexts, type TextLimits } from "./ticket_texts.ts";

/** The limits of a first page that does not show texts in full. */
const FIRST_PAGE: TextLimits = { description: 2_200, resolution: 1_000, escalation: 400 };
/** The limits of later pages. */
const BRIEF: TextLimits = { description: 150, resolution: 150, escalation: 150 };
/** The bytes of custom fields and files on the first page. Other files follow after the comments. */
const FILE_BYTES = 1_200;
/** The bytes of the names in outside_text, of cursors and of hints. */
const OVERHEAD = 900;

/** A ticket as one page of get_ticket shows it. */
export interface TicketPage<Shown extends Ticket & Truncated> {
  ticket: Shown;
  /** The place in the long texts at which the next page continues; null if none is left. */
  nextText: number | null;
  /** The number of files that come before this page and on it. */
  filesShown: number;
  /** The bytes that are left for comments. */
  room: number;
}

/** Shows the part of a ticket that belongs on a page. */
export function showTicket<Shown extends Ticket & Truncated>(
  ticket: Shown,
  position: PagePosition,
  full: boolean,
  maxBytes: number,
): TicketPage<Shown> {
  const { files, filesShown } = takeFiles(ticket, position, maxBytes);
  const listed = { ...ticket, attachments: files };
  const room = maxBytes - OVERHEAD - measureItem(dropTicketTexts(listed), formatTicket);
  const { ticket: shown, next } = showTexts(listed, position, full, room);
  const left = maxBytes - OVERHEAD - measureItem(shown, formatTicket);
  return { ticket: shown, nextText: next, filesShown, room: left };
}

function showTexts<Shown extends Ticket & Truncated>(
  ticket: Shown,
  position: PagePosition,
  full: boolean,
  room: number,
) {
  const hint = full ? "the first pages show it" : "call get_ticket with full_texts: true for the full text";
  const isAtTexts = position.part === "texts" || position.part === "start";
  if (isAtTexts && full) {
    const start = position.part === "texts" ? position.offset : 0;
    return takeTicketTexts(ticket, start, room - OVERHEAD, (text) => cutText(text, BRIEF.description, hint));
  }
  const limits = position.part === "start" ? FIRST_PAGE : BRIEF;
  return { ticket: cutTicketTexts(ticket, limitTo(limits, room), hint), next: null };
}

/** Limits the texts to their shares of the room, so that there is some left for comments. */
function limitTo({ description, resolution, escalation }: TextLimits, room: number): TextLimits {
  const limit = (bytes: number, share: number) =>
    Math.max(BRIEF.description, Math.floor(Math.min(bytes, room * share)));
  return {
    description: limit(description, 1 / 3),
    resolution: limit(resolution, 1 / 4),
    escalation: limit(escalation, 1 / 8),
  };
}

function takeFiles({ attachments, custom = {} }: Ticket, position: PagePosition, maxBytes: number) {
  const first = takeFirstFiles(attachments, FILE_BYTES - measureBytes(JSON.stringify(custom)));
  if (position.part === "start") return { files: first, filesShown: first.length };
  if (position.part !== "files") return { files: [], filesShown: first.length };
  const files = takeFirstFiles(attachments.slice(position.offset), maxBytes / 2, 1);
  return { files, filesShown: position.offset + files.length };
}
