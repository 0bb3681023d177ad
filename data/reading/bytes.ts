/** Files as bytes. */

import { DataFailure, fileFailure } from "../failure.ts";
import type { Meter } from "./meter.ts";

/** In bytes: large enough that reading costs little beside parsing. */
const PIECE = 256 * 1024;

/**
 * The bytes of a file, piece by piece. A piece is only valid until the next one is asked for.
 *
 * @throws {DataFailure} When the file system doesn't give them.
 */
export async function* bytesOf(path: string, meter?: Meter): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const piece = new Uint8Array(PIECE);
  try {
    using file = await Deno.open(path);
    for (let count = await file.read(piece); count !== null; count = await file.read(piece)) {
      yield piece.subarray(0, count);
      meter?.advance(count);
    }
  } catch (error) {
    throw fileFailure("read", path, error);
  }
}

/**
 * The size of a file that has something in it.
 *
 * @throws {DataFailure} When it is empty, no plain file, or not there.
 */
export async function sizeOf(path: string): Promise<number> {
  const { isFile, size } = await Deno.stat(path).catch((error) => {
    throw fileFailure("read", path, error);
  });
  if (!isFile) throw new DataFailure(`Can't read ${path}: it is no plain file. Save the data to one first.`);
  if (size === 0) throw new DataFailure(`Can't read ${path}: it is empty.`);
  return size;
}
