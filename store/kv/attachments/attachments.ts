/** Files on tickets. */

import { sha256 } from "../../../base/bytes/sha256.ts";
import type { ChangeContext } from "../../desk.ts";
import { DeskError } from "../../errors.ts";
import { attachToTicket, findFile, parseFile, toFileName, toTicketNotFound } from "../../rules/tickets/mod.ts";
import type { AttachmentInfo, TicketRecord } from "../../ticket.ts";
import { commitOnce, type CommittedResult, type Rule, type Store, type Transaction } from "../commit/mod.ts";
import type { KeyValueStore } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";
import { changeTicket, checkNotMerged, readTicket } from "../ticket_changes/mod.ts";
import { deleteAbandonedUploads, deleteUpload, readPieces, type StoredPieces, storePieces } from "./uploads.ts";

/** A file with its bytes. */
export interface AttachedFile {
  name: string;
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** The stored record of a file. */
export type StoredAttachment = AttachmentInfo & StoredPieces;

/**
 * Attaches a file. Its pieces are written first, in separate commits. They are invisible until the last commit adds the
 * file to the ticket.
 */
export async function storeAttachment(
  store: Store,
  number: number,
  file: { name: string; type: string; bytes: Uint8Array },
  context: ChangeContext,
): Promise<CommittedResult<TicketRecord>> {
  const info = await toAttachmentInfo(file);
  await requireTicket(store, number);
  await deleteAbandonedUploads(store);
  const stored = await storePieces(store, file.bytes);
  const call = { operation: "attach", input: { id: String(number), ...info }, context };
  const reads = [keys.ticket(number), keys.upload(stored.upload)];
  try {
    return await commitOnce(store, call, createAttachRule(number, { ...info, ...stored }, context), { reads });
  } finally {
    // An upload remains after a failure or a repeat. If this fails too, a later attachment deletes it.
    await deleteUpload(store, stored.upload).catch(() => {});
  }
}

/**
 * Reads a file of a ticket.
 *
 * @throws {DeskError} `not_found`, or `unavailable` if the bytes are not the attached ones.
 */
export async function readAttachment(
  kv: KeyValueStore,
  number: number,
  fileName: string,
): Promise<AttachmentInfo & AttachedFile> {
  const ticket = (await kv.get<TicketRecord>(keys.ticket(number))).value;
  if (ticket === null) throw toTicketNotFound(String(number));
  const name = findFile(ticket.attachments, fileName)?.name;
  if (name === undefined) throw createUnknownFileError(number, fileName, ticket);
  const attachment = await kv.get<StoredAttachment>(keys.attachment(number, name));
  if (attachment.value === null) throw createNoContentError(number, name);
  const { upload, pieces, ...info } = attachment.value;
  const bytes = await readPieces(kv, { upload, pieces });
  if (bytes === null || bytes.length !== info.size || (await sha256(bytes)).toHex() !== info.sha256) {
    throw createDamagedFileError(number, name);
  }
  return { ...info, bytes };
}

/** Checks a file, and returns the facts about it that the ticket lists. */
export async function toAttachmentInfo(
  { name, type, bytes }: { name: string; type: string; bytes: Uint8Array },
): Promise<AttachmentInfo> {
  return { ...parseFile({ name, type, size: bytes.length }), sha256: (await sha256(bytes)).toHex() };
}

/** Makes an upload the file of a ticket. */
export async function adoptUpload(transaction: Transaction, number: number, stored: StoredAttachment): Promise<void> {
  if (await transaction.get(keys.upload(stored.upload)) === null) {
    throw new DeskError(
      "unavailable",
      `Cannot store the file "${stored.name}": it took over an hour. Attach it again.`,
    );
  }
  transaction.delete(keys.upload(stored.upload));
  transaction.set(keys.attachment(number, stored.name), stored);
}

function createAttachRule(number: number, stored: StoredAttachment, context: ChangeContext): Rule<TicketRecord> {
  const { upload: _upload, pieces: _pieces, ...info } = stored;
  return async (transaction) => {
    const ticket = await readTicket(transaction, number, context.expectedRevision);
    await checkNotMerged(transaction, ticket, "file");
    const changed = await changeTicket(transaction, ticket, (seen) => attachToTicket(seen, info), context);
    await adoptUpload(transaction, number, stored);
    return changed;
  };
}

async function requireTicket({ kv }: Store, number: number): Promise<void> {
  if ((await kv.get(keys.ticket(number))).value === null) throw toTicketNotFound(String(number));
}

/** Does not repeat the names of the files: a model reads this text, and outsiders chose them. */
function createUnknownFileError(number: number, name: string, { attachments }: TicketRecord): DeskError {
  const present = attachments.length === 0 ? "It has no files." : "get_ticket lists its files.";
  return new DeskError("not_found", `Ticket #${number} has no file "${toFileName(name).slice(0, 200)}". ${present}`);
}

function createNoContentError(number: number, name: string): DeskError {
  const text = `The content of "${name}" was not imported with ticket #${number}. Repeat the import.`;
  return new DeskError("not_found", text);
}

function createDamagedFileError(number: number, name: string): DeskError {
  return new DeskError(
    "unavailable",
    `The file "${name}" of ticket #${number} is damaged in the store. Restore a backup with support-mcp restore.`,
  );
}
