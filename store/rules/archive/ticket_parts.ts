/** Whether the parts of a ticket from outside can be of one of ours. */

import type { TicketToImport } from "../../archive.ts";
import {
  type AttachmentInfo,
  type Comment,
  COMMENT_KINDS,
  type Escalation,
  LIMITS,
  PRIORITIES,
  STATUSES,
  type TicketRecord,
} from "../../ticket.ts";
import { parseFile } from "../tickets/mod.ts";
import { check, parseChoice, parseInstant, parseRequiredText, parseText } from "../values/mod.ts";

type State<Part> = Part extends TicketRecord ? Pick<Part, "status" | "resolution" | "closed_at"> : never;

/** Status, resolution and time of closing, which belong together. */
export function parseState(ticket: TicketToImport["ticket"], updated_at: string): State<TicketRecord> {
  const status = parseChoice("status", ticket.status ?? "open", STATUSES);
  if (status === "closed") {
    const resolution = parseRequiredText("resolution of a closed ticket", ticket.resolution ?? "", LIMITS.resolution);
    return { status, resolution, closed_at: parseInstant("closed_at", ticket.closed_at ?? updated_at) };
  }
  check(!ticket.resolution && !ticket.closed_at, `A ticket that is ${status} has neither a resolution nor closed_at.`);
  return { status, resolution: null, closed_at: null };
}

/** The comment that is to have this number; without a time it was made when its ticket was. */
export function parseComment(
  comment: NonNullable<TicketToImport["comments"]>[number],
  number: number,
  created_at: string,
): Comment {
  check(
    (comment.number ?? number) === number,
    `Comment ${number} has the number ${comment.number}: they count from 1.`,
  );
  return {
    number,
    author: parseText("author of a comment", comment.author, LIMITS.name),
    kind: parseChoice("kind of a comment", comment.kind, COMMENT_KINDS),
    body: parseRequiredText("comment", comment.body, LIMITS.comment),
    at: parseInstant("time of a comment", comment.at ?? created_at),
  };
}

/** @throws {DeskError} `invalid`, naming the field. */
export function parseEscalation({ priority, reason, note, by, at }: Escalation): Escalation {
  return {
    priority: parseChoice("priority of an escalation", priority, PRIORITIES),
    reason: parseRequiredText("reason of an escalation", reason, LIMITS.reason),
    note: parseText("note of an escalation", note, LIMITS.note),
    by: parseText("author of an escalation", by, LIMITS.name),
    at: parseInstant("time of an escalation", at),
  };
}

/** @throws {DeskError} `invalid`, when they are too many, have one name, or one isn't as files here are. */
export function parseAttachments(files: readonly AttachmentInfo[]): AttachmentInfo[] {
  check(
    files.length <= LIMITS.attachments,
    `A ticket has at most ${LIMITS.attachments} files, and these are ${files.length}.`,
  );
  check(new Set(files.map(({ name }) => name)).size === files.length, "Two files have the same name.");
  return files.map((file) => {
    const { name, type, size, sha256 } = parseFile(file);
    check(
      /^[0-9a-f]{64}$/.test(sha256),
      `The SHA-256 of the file "${name}" must be 64 lower-case hexadecimal digits.`,
    );
    return { name, type, size, sha256 };
  });
}
