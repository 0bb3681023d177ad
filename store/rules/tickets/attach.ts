/** Attaching files to tickets. */

import { toShortLine } from "../../../base/text/short_line.ts";
import { DeskError } from "../../errors.ts";
import { type AttachmentInfo, LIMITS, type TicketRecord } from "../../ticket.ts";
import { toOneLine } from "../../../base/text/one_line.ts";
import type { Decision } from "./decision.ts";
import { parseRequiredLine } from "../values/mod.ts";

/** `type/subtype` and parameters (RFC 9110, 8.3.1). */
const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(\s*;[\x20-\x7e]*)?$/;
const MAX_MEDIA_TYPE_LENGTH = 100;

/** Lists a file on its ticket, which may be closed. The bytes are stored separately. */
export function attachToTicket(ticket: TicketRecord, file: AttachmentInfo): Decision {
  if (findFile(ticket.attachments, file.name) !== undefined) {
    throw new DeskError(
      "already_exists",
      `Ticket #${ticket.id} already has a file "${file.name}". Use another name.`,
      { reasons: [{ code: "file_exists", name: file.name }] },
    );
  }
  if (ticket.attachments.length >= LIMITS.attachments) {
    throw new DeskError(
      "invalid",
      `Ticket #${ticket.id} has ${LIMITS.attachments} files, which is the maximum.`,
      { reasons: [{ code: "too_many", field: "files", limit: LIMITS.attachments }] },
    );
  }
  return { what: "attached", ticket: { ...ticket, attachments: [...ticket.attachments, file] } };
}

/**
 * Validates a file's name, media type and size.
 *
 * @throws {DeskError} `invalid` for a name that is not a plain file name, an invalid media type, and an empty or too
 *   large file.
 */
export function parseFile<File extends { name: string; type: string; size: number }>(file: File): File {
  return {
    ...file,
    name: parseFileName(file.name),
    type: parseMediaType(file.type),
    size: checkFileSize(file.name, file.size),
  };
}

/**
 * Finds a file by its name. Names that differ only in characters that no one sees are the same name, and stores of
 * earlier versions may have such characters in names.
 */
export function findFile<File extends { name: string }>(files: readonly File[], name: string): File | undefined {
  const wanted = toVisibleName(name);
  return files.find((file) => file.name === name) ?? files.find((file) => toVisibleName(file.name) === wanted);
}

/** Puts the name of a file into the form in which it is stored. */
export function toFileName(name: string): string {
  return toOneLine(name).normalize("NFC");
}

function toVisibleName(name: string): string {
  return toFileName(name).replace(/\p{Default_Ignorable_Code_Point}/gu, "");
}

function parseFileName(text: string): string {
  const name = parseRequiredLine("file name", text, LIMITS.name).normalize("NFC");
  // deno-lint-ignore no-control-regex -- no file system or terminal takes them well
  if (name === "." || name === ".." || /[/\\\x00-\x1f\x7f]/.test(text.trim())) {
    throw new DeskError("invalid", `"${name}" is not a file name. Use one without folders and control characters.`, {
      reasons: [{ code: "invalid_file_name", name: toShortLine(name) }],
    });
  }
  return name;
}

function parseMediaType(text: string): string {
  const type = text.trim().toLowerCase();
  if (type.length <= MAX_MEDIA_TYPE_LENGTH && MEDIA_TYPE.test(type)) return type;
  throw new DeskError("invalid", `"${toShortLine(type)}" is not a media type. Use one such as image/png.`);
}

function checkFileSize(name: string, size: number): number {
  if (size === 0) {
    throw new DeskError("invalid", `The file "${name}" is empty. Attach a file with content.`, {
      reasons: [{ code: "empty_file", name }],
    });
  }
  if (size > LIMITS.attachmentBytes) {
    const [bytes, most] = [size, LIMITS.attachmentBytes].map((count) => count.toLocaleString("en"));
    throw new DeskError(
      "invalid",
      `The file "${name}" is too large: ${bytes} bytes (limit ${most}).`,
      { reasons: [{ code: "file_too_large", name }] },
    );
  }
  return size;
}
