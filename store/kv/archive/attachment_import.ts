import type { ImportResult } from "../../archive.ts";
import { DeskError } from "../../errors.ts";
import { findFile, toTicketNotFound } from "../../rules/tickets/mod.ts";
import type { AttachmentInfo, TicketRecord } from "../../ticket.ts";
import {
  adoptUpload,
  deleteAbandonedUploads,
  deleteUpload,
  type StoredAttachment,
  storePieces,
  toAttachmentInfo,
} from "../attachments/mod.ts";
import type { Store } from "../commit/mod.ts";
import { keys } from "../schema/mod.ts";

/** Stores the bytes of a file that its ticket lists, unless they are stored already. */
export async function importAttachment(
  store: Store,
  number: number,
  { name, bytes }: { name: string; bytes: Uint8Array },
): Promise<ImportResult> {
  const info = await getListedFile(store, number, name, bytes);
  const id = String(number);
  const key = keys.attachment(number, info.name);
  if ((await store.kv.get(key)).value !== null) return { outcome: "exists", id };
  await deleteAbandonedUploads(store);
  const stored: StoredAttachment = { ...info, ...await storePieces(store, bytes) };
  const outcome = await store.commits.commit(async (transaction) => {
    if (await transaction.get(key) !== null) return "exists";
    await adoptUpload(transaction, number, stored);
    return "added";
  }, { reads: [key, keys.upload(stored.upload)] });
  await deleteUpload(store, stored.upload);
  return { outcome, id };
}

/**
 * Returns the entry of the file in its ticket.
 *
 * @throws {DeskError} If the ticket lists no such file, or one with other bytes.
 */
async function getListedFile({ kv }: Store, number: number, name: string, bytes: Uint8Array): Promise<AttachmentInfo> {
  const ticket = (await kv.get<TicketRecord>(keys.ticket(number))).value;
  if (ticket === null) throw toTicketNotFound(String(number));
  const listed = findFile(ticket.attachments, name);
  if (listed === undefined) throw new DeskError("invalid", `Ticket #${number} lists no file "${name.slice(0, 200)}".`);
  const { sha256 } = await toAttachmentInfo({ ...listed, bytes });
  if (sha256 === listed.sha256) return listed;
  throw new DeskError("invalid", `The bytes differ from those of the file "${name}" that ticket #${number} lists.`);
}
