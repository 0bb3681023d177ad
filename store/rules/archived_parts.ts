/** Whether the parts of a ticket from outside can be of one of ours. */

import type { TicketToPut } from "../archive.ts";
import {
  type AttachmentInfo,
  type Comment,
  COMMENT_KINDS,
  type Escalation,
  LIMITS,
  PRIORITIES,
  STATUSES,
  type TicketRecord,
} from "../ticket.ts";
import { checkedFile } from "./attaching.ts";
import { checkedInstant, demand, oneOf } from "./checks.ts";
import { optionalText, requiredText } from "./text.ts";

type State<Part> = Part extends TicketRecord ? Pick<Part, "status" | "resolution" | "closed_at"> : never;

/** Status, resolution and time of closing, which belong together. */
export function checkedState(ticket: TicketToPut["ticket"], updated_at: string): State<TicketRecord> {
  const status = oneOf("status", ticket.status ?? "open", STATUSES);
  if (status === "closed") {
    const resolution = requiredText("resolution of a closed ticket", ticket.resolution ?? "", LIMITS.resolution);
    return { status, resolution, closed_at: checkedInstant("closed_at", ticket.closed_at ?? updated_at) };
  }
  demand(!ticket.resolution && !ticket.closed_at, `A ticket that is ${status} has neither a resolution nor closed_at.`);
  return { status, resolution: null, closed_at: null };
}

/** The comment that is to have this number; without a time it was made when its ticket was. */
export function checkedComment(
  comment: NonNullable<TicketToPut["comments"]>[number],
  number: number,
  created_at: string,
): Comment {
  demand(
    (comment.number ?? number) === number,
    `Comment ${number} has the number ${comment.number}: they count from 1.`,
  );
  return {
    number,
    author: optionalText("author of a comment", comment.author, LIMITS.name),
    kind: oneOf("kind of a comment", comment.kind, COMMENT_KINDS),
    body: requiredText("comment", comment.body, LIMITS.comment),
    at: checkedInstant("time of a comment", comment.at ?? created_at),
  };
}

/** @throws {DeskError} `invalid`, naming the field. */
export function checkedEscalation({ priority, reason, note, by, at }: Escalation): Escalation {
  return {
    priority: oneOf("priority of an escalation", priority, PRIORITIES),
    reason: requiredText("reason of an escalation", reason, LIMITS.reason),
    note: optionalText("note of an escalation", note, LIMITS.note),
    by: optionalText("author of an escalation", by, LIMITS.name),
    at: checkedInstant("time of an escalation", at),
  };
}

/** @throws {DeskError} `invalid`, when they are too many, have one name, or one isn't as files here are. */
export function checkedAttachments(files: readonly AttachmentInfo[]): AttachmentInfo[] {
  demand(
    files.length <= LIMITS.attachments,
    `A ticket has at most ${LIMITS.attachments} files, and these are ${files.length}.`,
  );
  demand(new Set(files.map(({ name }) => name)).size === files.length, "Two files have the same name.");
  return files.map((file) => {
    const { name, type, size, sha256 } = checkedFile(file);
    demand(
      /^[0-9a-f]{64}$/.test(sha256),
      `The SHA-256 of the file "${name}" must be 64 lower-case hexadecimal digits.`,
    );
    return { name, type, size, sha256 };
  });
}
