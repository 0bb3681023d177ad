/** A ticket's description and comments, which are one conversation in Zendesk. */

import { truncate } from "../../base/text/truncate.ts";
import { LIMITS } from "../../store/mod.ts";
import { type CommentToImport, splitComment, toTicketText } from "../rows/mod.ts";
import { findWriter, isTeam, type Writer } from "./people.ts";
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
  const getWriter: GetWriter = (comment) => findWriter(comment, ticket, staging, customer);
  const [first, ...later] = comments;
  const same = first !== undefined && isDescription(first.value, ticket);
  const isOther = same && findOther(first.value, ticket, staging, customer) !== null;
  const isRepeated = same && !isOther;
  const submitter = same ? null : findOther({ author: ticket.submitter, sender: null }, ticket, staging, customer);
  const opening = isOther || submitter !== null ? "" : isRepeated ? first.value.body : ticket.description;
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
      ...submitter === null ? [] : toMessage(ticket, submitter),
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

type GetWriter = (comment: Comment) => Writer;

/** Finds who wrote a description, if the export has them, and they are neither the requester nor of the team. */
function findOther(
  by: Pick<Comment, "author" | "sender">,
  ticket: Ticket,
  staging: Staging,
  customer: string,
): Writer | null {
  const isKnown = by.sender !== null || by.author !== null && staging.getUser(by.author) !== null;
  const writer = findWriter(by, ticket, staging, customer);
  return !isKnown || isTeam(writer) || writer.address === customer ? null : writer;
}

function toMessage({ description, created_at }: Ticket, { address }: Writer): CommentToImport[] {
  return splitComment({ author: address, kind: "customer", body: description, ...toTime(created_at) });
}

/** Only the team replies: what someone unknown wrote could be a customer's. */
function toComments(comment: Comment, body: string, getWriter: GetWriter): CommentToImport[] {
  const writer = getWriter(comment);
  const kind = !comment.public ? "note" : isTeam(writer) ? "reply" : "customer";
  const author = kind === "customer" || writer.role === "customer" ? writer.address : writer.name;
  return splitComment({ author, kind, body, ...toTime(comment.at) });
}

/** Adds links to the attachments, because exports do not contain the files. */
function toCommentText({ body, files }: Comment): string {
  return [body.trim(), formatFiles(files)].filter(Boolean).join("\n\n");
}

function formatFiles(files: Comment["files"]): string {
  return files.map(({ name, url }) => `Attached in Zendesk: ${[name, url].filter(Boolean).join(" ")}`).join("\n");
}

/** Quotes only someone who is certainly of the team: a customer can be erased, and the quote would stay. */
function toResolution(comments: readonly Comment[], getWriter: GetWriter): string {
  const last = comments.findLast((comment) =>
    comment.public && comment.body.trim() !== "" && getWriter(comment).role === "agent"
  );
  if (last === undefined) return "Solved in Zendesk.";
  const quote = truncate(last.body.trim(), MAX_QUOTE_LENGTH);
  return truncate(`Solved in Zendesk. The last reply, by ${getWriter(last).name}: ${quote}`, LIMITS.resolution);
}

function toTime(at: string | null): { at?: string } {
  return at === null ? {} : { at };
}
