/** A ticket's description and comments, which in Zendesk are one conversation. */

import { LIMITS } from "../../store/mod.ts";
import { commentsOf, type CommentToPut } from "../comments.ts";
import { beginningOf, openingOf } from "../texts.ts";
import { nameOf } from "./people.ts";
import type { Comment, Ticket } from "./records.ts";
import type { Placed, Staging } from "./staging.ts";

export interface Conversation {
  subject: string;
  description: string;
  comments: CommentToPut[];
  /** Comments in which there is nothing. */
  empty: Placed<Comment>[];
  /** How it ended. */
  resolution: string;
}

/** How much of the last reply a resolution quotes, in UTF-16 code units; the reply itself stands in whole. */
const QUOTED = 1_000;

/** Zendesk's description is the first comment: it is taken once, even where its beginning is all that the ticket has of it. */
export function conversationOf(ticket: Ticket, comments: readonly Placed<Comment>[], staging: Staging): Conversation {
  const [first, ...later] = comments;
  const same = first !== undefined && opens(first.value, ticket);
  const { rest, ...opening } = openingOf(ticket.subject, same ? first.value.body : ticket.description);
  const authors = namesOf(staging);
  const replies = same ? later : comments;
  const requester = ticket.requester === null ? "requester" : authors(ticket.requester);
  const continued = rest.flatMap((body) =>
    commentsOf({ author: requester, kind: "reply", body, ...timeOf(ticket.created_at) })
  );
  const files = same ? filesOf(first.value, authors) : [];
  return {
    ...opening,
    comments: [...continued, ...files, ...replies.flatMap(({ value }) => asComments(value, textOf(value), authors))],
    empty: replies.filter(({ value }) => textOf(value) === ""),
    resolution: resolutionOf(ticket, replies.map(({ value }) => value), authors),
  };
}

/** Beyond this many characters, white space apart, two texts that begin alike aren't so by chance. */
const TELLING = 40;

/** Whether a ticket's first comment is its description, which may have been cut. */
function opens(comment: Comment, { description }: Ticket): boolean {
  const beginning = withoutSpace(description);
  if (beginning === "") return comment.public;
  const texts = [comment.body, comment.plain].map(withoutSpace);
  return texts.some((text) => text === beginning || (beginning.length >= TELLING && text.startsWith(beginning)));
}

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, "");
}

type Names = (id: number | null) => string;

function namesOf(staging: Staging): Names {
  return (id) => id === null ? "Zendesk" : nameOf(staging.user(id), id);
}

function asComments({ author, public: isPublic, at }: Comment, body: string, authors: Names): CommentToPut[] {
  return commentsOf({ author: authors(author), kind: isPublic ? "reply" : "note", body, ...timeOf(at) });
}

/** The comment's text, and where its files are; they themselves aren't in an export. */
function textOf({ body, files }: Comment): string {
  return [body.trim(), listOfFiles(files)].filter(Boolean).join("\n\n");
}

function filesOf(comment: Comment, authors: Names): CommentToPut[] {
  return asComments(comment, listOfFiles(comment.files), authors);
}

function listOfFiles(files: Comment["files"]): string {
  return files.map(({ name, url }) => `Attached in Zendesk: ${[name, url].filter(Boolean).join(" ")}`).join("\n");
}

function resolutionOf({ requester }: Ticket, comments: readonly Comment[], authors: Names): string {
  const last = comments.findLast((comment) =>
    comment.public && comment.author !== requester && comment.body.trim() !== ""
  );
  if (last === undefined) return "Solved in Zendesk.";
  const quote = beginningOf(last.body.trim(), QUOTED);
  return beginningOf(`Solved in Zendesk. The last reply, by ${authors(last.author)}: ${quote}`, LIMITS.resolution);
}

function timeOf(at: string | null): { at?: string } {
  return at === null ? {} : { at };
}
