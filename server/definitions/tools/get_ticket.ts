import * as z from "zod";
import type { Comment, Ticket } from "../../../store/mod.ts";
import { MARKS_NOTICE } from "../../marks/mod.ts";
import { toAttachmentUri } from "../attachments/mod.ts";
import { defineTool } from "../define_tool.ts";
import { cursor, limit, nextCursor, shownComment, ticketDetails, ticketId } from "../schemas.ts";
import { formatComment, formatTicket, truncate } from "../texts/mod.ts";

/** The lengths at which texts are truncated: they keep a page of ten comments below about 20 KB. */
const MAX_LENGTHS = { description: 4_000, resolution: 2_000, comment: 1_000 };
const FULL_TEXTS_HINT = "call get_ticket with full_texts: true for the full text";

/** Reads one ticket, and its comments page by page. */
export const getTicket = defineTool({
  name: "get_ticket",
  title: "Get ticket",
  description:
    `Read one support ticket: all its fields, and its comments page by page, oldest first, followed by those of tickets merged into it. Use it before you change a ticket or ` +
    `write to it. To find a ticket, use search_tickets; to see who changed what, get_history; to read an attached file, ` +
    `get_attachment. Returns the ticket with its revision, a page of comments, and a cursor for more. Long texts are ` +
    `truncated unless full_texts is true. ${MARKS_NOTICE}`,
  inputSchema: z.object({
    ticket_id: ticketId,
    comments_limit: limit.default(10).describe("The maximum number of comments per page"),
    comments_cursor: cursor.exactOptional(),
    full_texts: z.boolean().default(false).describe("Return long texts in full instead of truncated"),
  }),
  outputSchema: z.object({ ticket: ticketDetails, comments: z.array(shownComment), comments_cursor: nextCursor }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async handle({ ticket_id, comments_limit, comments_cursor, full_texts }, { tickets }) {
    const page = { limit: comments_limit, ...comments_cursor !== undefined && { cursor: comments_cursor } };
    const [ticket, { items, cursor }] = await Promise.all([
      tickets.get(ticket_id),
      tickets.listComments(ticket_id, page),
    ]);
    return {
      ticket: addUris(full_texts ? ticket : truncateTicket(ticket)),
      comments: full_texts ? items : items.map(truncateComment),
      comments_cursor: cursor,
    };
  },
  formatText({ ticket, comments, comments_cursor }) {
    const more = comments_cursor === null ? "" : `More comments: call again with comments_cursor ${comments_cursor}`;
    return [formatTicket(ticket as Ticket), ...comments.map(formatComment), more].filter(Boolean).join("\n");
  },
});

function addUris(ticket: Ticket) {
  const attachments = ticket.attachments.map((attachment) => ({
    ...attachment,
    uri: toAttachmentUri(attachment.merged_from ?? ticket.id, attachment.name),
  }));
  return { ...ticket, attachments };
}

function truncateTicket(ticket: Ticket): Ticket {
  const description = truncate(ticket.description, MAX_LENGTHS.description, FULL_TEXTS_HINT);
  if (ticket.status !== "closed") return { ...ticket, description };
  return { ...ticket, description, resolution: truncate(ticket.resolution, MAX_LENGTHS.resolution, FULL_TEXTS_HINT) };
}

function truncateComment<Shown extends Comment>(comment: Shown): Shown {
  return { ...comment, body: truncate(comment.body, MAX_LENGTHS.comment, FULL_TEXTS_HINT) };
}
