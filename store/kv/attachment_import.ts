/** Files of tickets from outside. */

import type { PutResult } from "../archive.ts";
import { DeskError } from "../errors.ts";
import { ticketNotFound } from "../rules/ticket_id.ts";
import type { AttachmentInfo, TicketRecord } from "../ticket.ts";
import { fileInfo, keepUpload, type StoredAttachment } from "./attachments.ts";
import { keys } from "./keys.ts";
import type { Store } from "./store.ts";
import { dropAbandonedUploads, dropUpload, storePieces } from "./uploads.ts";

/** Puts the bytes of a file that its ticket lists, unless they are there. */
export async function putAttachment(
  store: Store,
  number: number,
  { name, bytes }: { name: string; bytes: Uint8Array },
): Promise<PutResult> {
  const info = await listedFile(store, number, name, bytes);
  const id = String(number);
  const key = keys.attachment(number, info.name);
  if ((await store.kv.get(key)).value !== null) return { outcome: "exists", id };
  await dropAbandonedUploads(store);
  const stored: StoredAttachment = { ...info, ...await storePieces(store, bytes) };
  const outcome = await store.commits.commit(async (transaction) => {
    if (await transaction.get(key) !== null) return "exists";
    await keepUpload(transaction, number, stored);
    return "added";
  }, { reads: [key, keys.upload(stored.upload)] });
  await dropUpload(store, stored.upload);
  return { outcome, id };
}

/** What the ticket says about the file. @throws {DeskError} When it lists no such file, or one with other bytes. */
async function listedFile({ kv }: Store, number: number, name: string, bytes: Uint8Array): Promise<AttachmentInfo> {
  const ticket = (await kv.get<TicketRecord>(keys.ticket(number))).value;
  if (ticket === null) throw ticketNotFound(String(number));
  const listed = ticket.attachments.find((file) => file.name === name);
  if (listed === undefined) throw new DeskError("invalid", `Ticket #${number} lists no file "${name.slice(0, 200)}".`);
  const { sha256 } = await fileInfo({ ...listed, bytes });
  if (sha256 === listed.sha256) return listed;
  throw new DeskError("invalid", `These aren't the bytes of the file "${name}" that ticket #${number} lists.`);
}
