/** Validation of the parts of tickets to import. */

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
import { MAX_EMAIL_BYTES } from "../customers/mod.ts";
import { parseFile, toDelivered } from "../tickets/mod.ts";
import { check, parseChoice, parseInstant, parseRequiredText, parseText } from "../values/mod.ts";

type State<Part> = Part extends TicketRecord ? Pick<Part, "status" | "resolution" | "closed_at"> : never;

/** Validates status, resolution and closing time, which depend on each other. */
export function parseState(ticket: TicketToImport["ticket"], updated_at: string): State<TicketRecord> {
  const status = parseChoice("status", ticket.status ?? "open", STATUSES);
  if (status === "closed") {
    const resolution = parseRequiredText("resolution", ticket.resolution ?? "", LIMITS.resolution);
    return { status, resolution, closed_at: parseInstant("closed_at", ticket.closed_at ?? updated_at) };
  }
  check(
    !ticket.resolution && !ticket.closed_at,
    `A ticket with status ${status} cannot have a resolution or closed_at.`,
  );
  return { status, resolution: null, closed_at: null };
}

/**
 * Validates a comment. Without a time it gets the ticket's creation time.
 *
 * @param number The expected number.
 */
export function parseComment(
  comment: NonNullable<TicketToImport["comments"]>[number],
  number: number,
  created_at: string,
): Comment {
  check(
    (comment.number ?? number) === number,
    `Comment ${number} has the number ${comment.number}. Comments must be numbered from 1.`,
  );
  const kind = parseChoice("comment kind", comment.kind, COMMENT_KINDS);
  check(kind === "reply" || comment.delivery === undefined, `Comment ${number} is not a reply, so it has no delivery.`);
  return {
    number,
    author: parseText("comment author", comment.author, MAX_EMAIL_BYTES),
    ...toDelivered({ kind, ...comment.delivery !== undefined && { delivery: comment.delivery } }),
    body: comment.is_retracted ? "" : parseRequiredText("comment", comment.body, LIMITS.comment),
    at: parseInstant("comment time", comment.at ?? created_at),
    ...comment.edited_at !== undefined && { edited_at: parseInstant("edited_at", comment.edited_at) },
    ...comment.edited_by !== undefined && { edited_by: parseText("edited_by", comment.edited_by, LIMITS.name) },
    ...comment.is_retracted && { is_retracted: true },
  };
}

/** @throws {DeskError} `invalid`, naming the field. */
export function parseEscalation({ priority, reason, note, by, at }: Escalation): Escalation {
  return {
    priority: parseChoice("escalation priority", priority, PRIORITIES),
    reason: parseRequiredText("escalation reason", reason, LIMITS.reason),
    note: parseText("escalation note", note, LIMITS.note),
    by: parseText("escalation author", by, LIMITS.name),
    at: parseInstant("escalation time", at),
  };
}

/** @throws {DeskError} `invalid` for too many files, a repeated name or an invalid file. */
export function parseAttachments(files: readonly AttachmentInfo[]): AttachmentInfo[] {
  check(
    files.length <= LIMITS.attachments,
    `attachments has ${files.length} files (limit ${LIMITS.attachments}).`,
  );
  check(new Set(files.map(({ name }) => name)).size === files.length, "Two attachments have the same name.");
  return files.map((file) => {
    const { name, type, size, sha256 } = parseFile(file);
    check(
      /^[0-9a-f]{64}$/.test(sha256),
      `sha256 of the file "${name}" must be 64 lower-case hexadecimal digits.`,
    );
    return { name, type, size, sha256 };
  });
}
