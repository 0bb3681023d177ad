import * as z from "zod";
import type { Comment, Ticket } from "../../../store/mod.ts";
import { defineTool } from "../definition.ts";
import { comment, cursor, limit, nextCursor, ticketDetails, ticketId } from "../schemas.ts";
import { CUSTOMER_WORDS_NOTICE, truncate } from "../texts/customer_words.ts";
import { formatComment, formatTicket } from "../texts/ticket.ts";

/** Where long texts are cut unless the whole is asked for: a page of ten comments stays below about 20 KB. */
const MAX_LENGTHS = { description: 4_000, resolution: 2_000, comment: 1_000 };
const FULL_TEXTS_HINT = "ask get_ticket with full_texts: true for the whole";

/** One ticket with everything about it, and its comments a page at a time. */
export const getTicket = defineTool({
  name: "get_ticket",
  title: "Get ticket",
  description:
    `Read one support ticket: all its fields, and its comments a page at a time, oldest first. Long texts are cut unless ` +
    `full_texts is set. Use get_history for who changed what. ${CUSTOMER_WORDS_NOTICE}`,
  inputSchema: z.object({
    ticket_id: ticketId,
    comments_limit: limit.default(10).describe("How many comments at most, 10 unless asked"),
    comments_cursor: cursor.exactOptional(),
    full_texts: z.boolean().default(false).describe("Long texts whole instead of cut"),
  }),
  outputSchema: z.object({ ticket: ticketDetails, comments: z.array(comment), comments_cursor: nextCursor }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async handle({ ticket_id, comments_limit, comments_cursor, full_texts }, { tickets }) {
    const page = { limit: comments_limit, ...comments_cursor !== undefined && { cursor: comments_cursor } };
    const [ticket, { items, cursor }] = await Promise.all([
      tickets.get(ticket_id),
      tickets.listComments(ticket_id, page),
    ]);
    return {
      ticket: full_texts ? ticket : truncateTicket(ticket),
      comments: full_texts ? items : items.map(truncateComment),
      comments_cursor: cursor,
    };
  },
  text({ ticket, comments, comments_cursor }) {
    const more = comments_cursor === null ? "" : `More comments: ask again with comments_cursor ${comments_cursor}`;
    return [formatTicket(ticket as Ticket), ...comments.map(formatComment), more].filter(Boolean).join("\n");
  },
});

function truncateTicket(ticket: Ticket): Ticket {
  const description = truncate(ticket.description, MAX_LENGTHS.description, FULL_TEXTS_HINT);
  if (ticket.status !== "closed") return { ...ticket, description };
  return { ...ticket, description, resolution: truncate(ticket.resolution, MAX_LENGTHS.resolution, FULL_TEXTS_HINT) };
}

function truncateComment(comment: Comment): Comment {
  return { ...comment, body: truncate(comment.body, MAX_LENGTHS.comment, FULL_TEXTS_HINT) };
}
