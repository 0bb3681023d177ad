/** Files as bytes. */

import { DataError, toDataError } from "./errors.ts";
import type { ProgressMeter } from "./meter.ts";

/** In bytes: large enough that reading costs little beside parsing. */
const CHUNK_SIZE = 256 * 1024;

/**
 * The bytes of a file, piece by piece. A piece is only valid until the next one is asked for.
 *
 * @throws {DataError} When the file system doesn't give them.
 */
export async function* readBytes(path: string, meter?: ProgressMeter): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const piece = new Uint8Array(CHUNK_SIZE);
  try {
    using file = await Deno.open(path);
    for (let count = await file.read(piece); count !== null; count = await file.read(piece)) {
      yield piece.subarray(0, count);
      meter?.advance(count);
    }
  } catch (error) {
    throw toDataError("read", path, error);
  }
}

/**
 * The size of a file that has something in it.
 *
 * @throws {DataError} When it is empty, no plain file, or not there.
 */
export async function getFileSize(path: string): Promise<number> {
  const { isFile, size } = await Deno.stat(path).catch((error) => {
    throw toDataError("read", path, error);
  });
  if (!isFile) throw new DataError(`Can't read ${path}: it is no plain file. Save the data to one first.`);
  if (size === 0) throw new DataError(`Can't read ${path}: it is empty.`);
  return size;
}
