/** A ticket's description and comments, which are one conversation in Zendesk. */

import { truncate } from "../../base/text/truncate.ts";
import { LIMITS } from "../../store/mod.ts";
import { type CommentToImport, splitComment, toTicketText } from "../rows/mod.ts";
import { toAuthor, toEmail } from "./people.ts";
import type { Comment, Ticket } from "./records.ts";
import type { Placed, Staging } from "./staging.ts";

export interface Conversation {
  subject: string;
  description: string;
  comments: CommentToImport[];
  /** Comments without text. */
  empty: Placed<Comment>[];
  /** The text for the ticket's resolution. */
  resolution: string;
}

/** Maximum length of the last reply in a resolution, in UTF-16 code units. The reply is also imported in full. */
const MAX_QUOTE_LENGTH = 1_000;

/**
 * Converts a conversation. In Zendesk the first comment repeats the description, or the description is the start of it;
 * it is imported once: as the description if the team or the requester wrote it.
 *
 * @param customer The address of the requester's account.
 */
export function toConversation(
  ticket: Ticket,
  comments: readonly Placed<Comment>[],
  staging: Staging,
  customer: string,
): Conversation {
  const getWriter = createWriterReader(ticket, staging, customer);
  const [first, ...later] = comments;
  const same = first !== undefined && isDescription(first.value, ticket);
  const isOther = same && ![customer, null].includes(getWriter(first.value.author).address);
  const isRepeated = same && !isOther;
  const opening = isOther ? "" : isRepeated ? first.value.body : ticket.description;
  const { rest, ...texts } = toTicketText(ticket.subject, opening);
  const replies = isRepeated ? later : comments;
  const continued = rest.flatMap((body) =>
    splitComment({ author: customer, kind: "customer", body, ...toTime(ticket.created_at) })
  );
  const files = isRepeated ? toComments(first.value, formatFiles(first.value.files), getWriter) : [];
  return {
    ...texts,
    comments: [
      ...continued,
      ...files,
      ...replies.flatMap(({ value }) => toComments(value, toCommentText(value), getWriter)),
    ],
    empty: replies.filter(({ value }) => toCommentText(value) === ""),
    resolution: toResolution(replies.map(({ value }) => value), getWriter),
  };
}

/** Two texts that share a start of this length, without white space, are the same text. */
const MIN_MATCH_LENGTH = 40;

/** Returns true if a ticket's first comment is its description, which may be cut. */
function isDescription(comment: Comment, { description }: Ticket): boolean {
  const beginning = removeSpace(description);
  if (beginning === "") return comment.public;
  const texts = [comment.body, comment.plain].map(removeSpace);
  return texts.some((text) =>
    text === beginning || (beginning.length >= MIN_MATCH_LENGTH && text.startsWith(beginning))
  );
}

function removeSpace(text: string): string {
  return text.replace(/\s+/g, "");
}

/** Someone who wrote a comment. Only customers have an address: they have to be found by it, to be erased for example. */
interface Writer {
  name: string;
  address: string | null;
}
type GetWriter = (id: number | null) => Writer;

/** @param customer The address of the requester's account. */
function createWriterReader({ requester }: Ticket, staging: Staging, customer: string): GetWriter {
  return (id) => {
    if (id === null) return { name: "Zendesk", address: null };
    const user = staging.getUser(id);
    const isCustomer = id === requester || user?.role === "end-user";
    const address = id === requester ? customer : toEmail(user ?? { id, email: null });
    return { name: toAuthor(user, id), address: isCustomer ? address : null };
  };
}

function toComments({ author, public: isPublic, at }: Comment, body: string, getWriter: GetWriter): CommentToImport[] {
  const { name, address } = getWriter(author);
  const kind = !isPublic ? "note" : address === null ? "reply" : "customer";
  return splitComment({ author: address ?? name, kind, body, ...toTime(at) });
}

/** Adds links to the attachments, because exports do not contain the files. */
function toCommentText({ body, files }: Comment): string {
  return [body.trim(), formatFiles(files)].filter(Boolean).join("\n\n");
}

function formatFiles(files: Comment["files"]): string {
  return files.map(({ name, url }) => `Attached in Zendesk: ${[name, url].filter(Boolean).join(" ")}`).join("\n");
}

function toResolution(comments: readonly Comment[], getWriter: GetWriter): string {
  const last = comments.findLast(({ public: isPublic, author, body }) =>
    isPublic && getWriter(author).address === null && body.trim() !== ""
  );
  if (last === undefined) return "Solved in Zendesk.";
  const quote = truncate(last.body.trim(), MAX_QUOTE_LENGTH);
  const { name } = getWriter(last.author);
  return truncate(`Solved in Zendesk. The last reply, by ${name}: ${quote}`, LIMITS.resolution);
}

function toTime(at: string | null): { at?: string } {
  return at === null ? {} : { at };
}
