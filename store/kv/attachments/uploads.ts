/** Files in pieces: a value of Deno KV holds 64 KiB, a commit 800 KiB. */

import { toBatches } from "../../../base/to_batches.ts";
import { getAll } from "../port/batch_reads.ts";
import { keys, prefixes } from "../schema/keys.ts";
import type { Store } from "../commit/store.ts";

const PIECE_BYTES = 60 * 1024;
const PIECES_PER_COMMIT = 12;
/** After an hour (in ms), whoever was uploading is gone. */
const ABANDONED_AFTER = 60 * 60 * 1000;

/** A file whose pieces are being written, until an attachment takes it over. */
interface Upload {
  at: number;
  pieces: number;
}

/** Where the bytes of a file are. */
export interface StoredPieces {
  upload: string;
  pieces: number;
}

/** Writes the pieces; until the upload's mark is removed, they may be deleted again. */
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

/** @returns The bytes, or null when a piece is missing. */
export async function readPieces(
  kv: Deno.Kv,
  { upload, pieces }: StoredPieces,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const wanted = Array.from({ length: pieces }, (_, index) => keys.attachmentPiece(upload, index));
  const found = await getAll<Uint8Array<ArrayBuffer>>(kv, wanted);
  return found.every((piece) => piece !== null) ? new Uint8Array(await new Blob(found).arrayBuffer()) : null;
}

/** Deletes an upload, unless an attachment took it over. */
export async function deleteUpload({ commits }: Store, upload: string): Promise<void> {
  await commits.commit(async (transaction) => {
    const mark = await transaction.get<Upload>(keys.upload(upload));
    if (mark === null) return;
    for (let index = 0; index < mark.pieces; index++) transaction.delete(keys.attachmentPiece(upload, index));
    transaction.delete(keys.upload(upload));
  }, { reads: [keys.upload(upload)] });
}

/** Deletes the uploads of processes that ended half-way. */
export async function deleteAbandonedUploads(store: Store): Promise<void> {
  for await (const { key, value } of store.kv.list<Upload>({ prefix: prefixes.uploads })) {
    if (value.at + ABANDONED_AFTER <= store.now()) await deleteUpload(store, String(key.at(-1)));
  }
}
