/** Which files a ticket takes. */

import { DeskError } from "../../errors.ts";
import { type AttachmentInfo, LIMITS, type TicketRecord } from "../../ticket.ts";
import type { Decision } from "./decision.ts";
import { parseRequiredText } from "../values/mod.ts";

/** `type/subtype` and parameters (RFC 9110, 8.3.1). */
const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(\s*;[\x20-\x7e]*)?$/;
const MAX_MEDIA_TYPE_LENGTH = 100;

/** Lists a file on its ticket, closed or not; the bytes are stored apart. */
export function attachToTicket(ticket: TicketRecord, file: AttachmentInfo): Decision {
  if (ticket.attachments.some(({ name }) => name === file.name)) {
    throw new DeskError(
      "already_exists",
      `Ticket #${ticket.id} has a file "${file.name}" already: give the new one another name.`,
    );
  }
  if (ticket.attachments.length >= LIMITS.attachments) {
    throw new DeskError(
      "invalid",
      `Ticket #${ticket.id} has ${LIMITS.attachments} files, which is the most it can have.`,
    );
  }
  return { what: "attached", ticket: { ...ticket, attachments: [...ticket.attachments, file] } };
}

/** @throws {DeskError} `invalid` for a name that is no plain file name, a wrong media type, an empty file or one that is too large. */
export function parseFile<File extends { name: string; type: string; size: number }>(file: File): File {
  return {
    ...file,
    name: parseFileName(file.name),
    type: parseMediaType(file.type),
    size: checkFileSize(file.name, file.size),
  };
}

function parseFileName(text: string): string {
  const name = parseRequiredText("file name", text, LIMITS.name).normalize("NFC");
  // deno-lint-ignore no-control-regex -- no file system or terminal takes them well
  if (name === "." || name === ".." || /[/\\\x00-\x1f\x7f]/.test(name)) {
    throw new DeskError("invalid", `"${name}" is no file name: it must be one without folders and control characters.`);
  }
  return name;
}

function parseMediaType(text: string): string {
  const type = text.trim().toLowerCase();
  if (type.length <= MAX_MEDIA_TYPE_LENGTH && MEDIA_TYPE.test(type)) return type;
  throw new DeskError("invalid", `"${type.slice(0, 100)}" is no media type: give one like image/png.`);
}

function checkFileSize(name: string, size: number): number {
  if (size === 0) throw new DeskError("invalid", `The file "${name}" is empty: there is nothing to attach.`);
  if (size > LIMITS.attachmentBytes) {
    const [bytes, most] = [size, LIMITS.attachmentBytes].map((count) => count.toLocaleString("en"));
    throw new DeskError(
      "invalid",
      `The file "${name}" has ${bytes} bytes, and at most ${most} fit: attach a smaller one.`,
    );
  }
  return size;
}
