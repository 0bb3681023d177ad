import { describeLostTarget, type Ticket, type Tickets } from "../../../store/mod.ts";
import { MARKS_RULE } from "../../marks/mod.ts";
import { toAttachmentUri } from "../attachments/mod.ts";
import { noteCustomerNames } from "../customer_names.ts";
import { defineTool } from "../define_tool.ts";
import { findLastTarget } from "../last_target.ts";
import { getPageBytes, RESULT_BYTES } from "../sizes/mod.ts";
import { formatComment, formatTicket } from "../texts/mod.ts";
import { formatPosition, type PagePosition, parsePosition, readCommentPage, showTicket } from "../ticket_pages/mod.ts";

/** Reads one ticket, and its comments page by page. */
export const getTicket = defineTool({
  name: "get_ticket",
  title: "Get ticket",
  description:
    "Read one support ticket: its fields, and its comments and those of tickets merged into it, oldest first. Use " +
    "it before you change a ticket or write to it. To find a ticket, use search_tickets; to see who changed what, " +
    "get_history; to read a file, get_attachment. Returns the ticket with its revision, a page of comments, and a " +
    "cursor for more. " + MARKS_RULE,
  inputSchema: ({ z, ticketId, limit, cursor }) =>
    z.object({
      ticket_id: ticketId,
      comments_limit: limit.default(10).describe("Comments per page"),
      comments_cursor: cursor.exactOptional(),
      full_texts: z.boolean().default(false)
        .describe("Return long texts in full, over several pages where necessary, instead of truncated"),
    }),
  outputSchema: ({ z, ticketDetails, shownComment, nextCursor }) =>
    z.object({
      ticket: ticketDetails,
      comments: z.array(shownComment),
      comments_cursor: nextCursor,
      more_attachments: z.number().int().exactOptional()
        .describe("The number of attachments that are not on this page. The last pages list them"),
    }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  app: "card",
  async handle({ ticket_id, comments_limit, comments_cursor, full_texts }, context) {
    const { tickets, addNotice } = context;
    const position = parsePosition(comments_cursor);
    const maxBytes = full_texts ? RESULT_BYTES.most : getPageBytes(comments_limit);
    const whole = addUris(await tickets.get(ticket_id));
    await explainChain(tickets, whole, addNotice);
    const { ticket, nextText, filesShown, room } = showTicket(whole, position, full_texts, maxBytes);
    const more = whole.attachments.length - ticket.attachments.length;
    const { items: comments, cursor } = nextText === null
      ? await readComments(tickets, ticket_id, position, { limit: comments_limit, room, full: full_texts })
      : { items: [], cursor: formatPosition({ part: "texts", offset: nextText }) };
    const writers = comments.filter(({ kind }) => kind === "customer").map(({ author }) => author);
    await noteCustomerNames([ticket.customer, ...writers], context);
    const nextFiles = filesShown < whole.attachments.length
      ? formatPosition({ part: "files", offset: filesShown })
      : null;
    return { ticket, comments, comments_cursor: cursor ?? nextFiles, ...more > 0 && { more_attachments: more } };
  },
  formatText({ ticket, comments, comments_cursor, more_attachments }) {
    const files = more_attachments === undefined ? "" : `Attachments that are not on this page: ${more_attachments}.`;
    const more = comments_cursor === null ? "" : `More: call again with comments_cursor ${comments_cursor}`;
    return [formatTicket(ticket as Ticket), files, ...comments.map(formatComment), more].filter(Boolean).join("\n");
  },
});

/** Names the last ticket of a chain of merges: `merged_into` is only the next one. */
async function explainChain(tickets: Tickets, ticket: Ticket, addNotice: (text: string) => void) {
  const { id, merged_into } = ticket;
  if (merged_into === null) return;
  const last = await findLastTarget(tickets, ticket);
  if (last.merged_into !== null) {
    return addNotice(`${describeLostTarget(ticket, last)}. Reopen it first (reopen_ticket) to work on it.`);
  }
  if (last.id === merged_into) return;
  addNotice(`Ticket #${id} was merged into #${merged_into}, and that into #${last.id}: work on ticket #${last.id}.`);
}

/** Pages of files come after the last comment. */
async function readComments(
  tickets: Tickets,
  id: string,
  position: PagePosition,
  { limit, room, full }: { limit: number; room: number; full: boolean },
) {
  if (position.part === "files") return { items: [], cursor: null };
  const start = position.part === "comments" ? position : { part: "comments" as const, offset: 0 };
  return await readCommentPage(tickets, id, { limit, position: start, room, cutHint: full ? undefined : CUT_HINT });
}

const CUT_HINT = "call get_ticket with full_texts: true for the full text";

function addUris(ticket: Ticket) {
  const attachments = ticket.attachments.map((attachment) => ({
    ...attachment,
    uri: toAttachmentUri(attachment.merged_from ?? ticket.id, attachment.name),
  }));
  return { ...ticket, attachments };
}
