/** A ticket's description and comments, which are one conversation in Zendesk. */

import { truncate } from "../../base/text/truncate.ts";
import { LIMITS } from "../../store/mod.ts";
import { type CommentToImport, splitComment, toTicketText } from "../rows/mod.ts";
import { toName } from "./people.ts";
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
 * it is imported once.
 */
export function toConversation(ticket: Ticket, comments: readonly Placed<Comment>[], staging: Staging): Conversation {
  const [first, ...later] = comments;
  const same = first !== undefined && isDescription(first.value, ticket);
  const { rest, ...opening } = toTicketText(ticket.subject, same ? first.value.body : ticket.description);
  const authors = createNameReader(staging);
  const replies = same ? later : comments;
  const requester = ticket.requester === null ? "requester" : authors(ticket.requester);
  const continued = rest.flatMap((body) =>
    splitComment({ author: requester, kind: "customer", body, ...toTime(ticket.created_at) })
  );
  const files = same ? toFileComments(first.value, authors, ticket.requester) : [];
  return {
    ...opening,
    comments: [
      ...continued,
      ...files,
      ...replies.flatMap(({ value }) => toComments(value, toCommentText(value), authors, ticket.requester)),
    ],
    empty: replies.filter(({ value }) => toCommentText(value) === ""),
    resolution: toResolution(ticket, replies.map(({ value }) => value), authors),
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

type Names = (id: number | null) => string;

function createNameReader(staging: Staging): Names {
  return (id) => id === null ? "Zendesk" : toName(staging.getUser(id), id);
}

/** @param requester The person whose public comments are the customer's. */
function toComments(
  { author, public: isPublic, at }: Comment,
  body: string,
  authors: Names,
  requester: number | null,
): CommentToImport[] {
  const kind = !isPublic ? "note" : author !== null && author === requester ? "customer" : "reply";
  return splitComment({ author: authors(author), kind, body, ...toTime(at) });
}

/** Adds links to the attachments, because exports do not contain the files. */
function toCommentText({ body, files }: Comment): string {
  return [body.trim(), formatFiles(files)].filter(Boolean).join("\n\n");
}

function toFileComments(comment: Comment, authors: Names, requester: number | null): CommentToImport[] {
  return toComments(comment, formatFiles(comment.files), authors, requester);
}

function formatFiles(files: Comment["files"]): string {
  return files.map(({ name, url }) => `Attached in Zendesk: ${[name, url].filter(Boolean).join(" ")}`).join("\n");
}

function toResolution({ requester }: Ticket, comments: readonly Comment[], authors: Names): string {
  const last = comments.findLast((comment) =>
    comment.public && comment.author !== requester && comment.body.trim() !== ""
  );
  if (last === undefined) return "Solved in Zendesk.";
  const quote = truncate(last.body.trim(), MAX_QUOTE_LENGTH);
  return truncate(`Solved in Zendesk. The last reply, by ${authors(last.author)}: ${quote}`, LIMITS.resolution);
}

function toTime(at: string | null): { at?: string } {
  return at === null ? {} : { at };
}
