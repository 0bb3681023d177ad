/** Files in pieces, because Deno KV limits a value to 64 KiB and a commit to 800 KiB. */

import { toBatches } from "../../../base/values/to_batches.ts";
import type { Store } from "../commit/mod.ts";
import { listSound } from "../forms/mod.ts";
import { getAll, type KeyValueStore } from "../port/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";

const PIECE_BYTES = 60 * 1024;
const PIECES_PER_COMMIT = 12;
/** The age at which an upload counts as abandoned, in milliseconds. */
const ABANDONED_AFTER = 60 * 60 * 1000;

/** The mark of a file that is being written, until an attachment takes it over. */
interface Upload {
  at: number;
  pieces: number;
}

/** The place of a file's bytes. */
export interface StoredPieces {
  upload: string;
  pieces: number;
}

/** Writes the pieces of a file. They may be deleted again as long as the mark of the upload exists. */
export async function storePieces({ commits }: Store, bytes: Uint8Array): Promise<StoredPieces> {
  const upload = crypto.randomUUID();
  const pieces = Array.from(
    { length: Math.ceil(bytes.length / PIECE_BYTES) },
    (_, index) => ({ index, bytes: bytes.slice(index * PIECE_BYTES, (index + 1) * PIECE_BYTES) }),
  );
  await commits.commit((transaction) => {
    transaction.set(keys.upload(upload), { at: transaction.now, pieces: pieces.length } satisfies Upload);
    return Promise.resolve();
  });
  for (const batch of toBatches(pieces, PIECES_PER_COMMIT)) {
    await commits.commit((transaction) => {
      for (const { index, bytes } of batch) transaction.set(keys.attachmentPiece(upload, index), bytes);
      return Promise.resolve();
    });
  }
  return { upload, pieces: pieces.length };
}

/** Reads the bytes of a file. Returns null if a piece is missing. */
export async function readPieces(
  kv: KeyValueStore,
  { upload, pieces }: StoredPieces,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const wanted = Array.from({ length: pieces }, (_, index) => keys.attachmentPiece(upload, index));
  const found = await getAll<Uint8Array<ArrayBuffer>>(kv, wanted);
  return found.every((piece) => piece !== null) ? new Uint8Array(await new Blob(found).arrayBuffer()) : null;
}

/** Deletes an upload, unless an attachment has taken it over. */
export async function deleteUpload({ commits }: Store, upload: string): Promise<void> {
  await commits.commit(async (transaction) => {
    const mark = await transaction.get<Upload>(keys.upload(upload));
    if (mark === null) return;
    for (let index = 0; index < mark.pieces; index++) transaction.delete(keys.attachmentPiece(upload, index));
    transaction.delete(keys.upload(upload));
  }, { reads: [keys.upload(upload)] });
}

/** Deletes the uploads of processes that ended before they were complete. */
export async function deleteAbandonedUploads(store: Store): Promise<void> {
  for await (const { key, value } of listSound<Upload>(store.kv, { prefix: prefixes.uploads })) {
    if (value.at + ABANDONED_AFTER <= store.now()) await deleteUpload(store, String(key.at(-1)));
  }
}
