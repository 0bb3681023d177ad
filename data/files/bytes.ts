/** Reading files as bytes, compressed ones too. */

import { DataError, toDataError } from "./errors.ts";
import { decompress, isCompressed } from "./gzip.ts";
import type { ProgressMeter } from "./meter.ts";

/** In bytes. Large enough that reading is cheap compared with parsing. */
const CHUNK_SIZE = 256 * 1024;

/**
 * Reads a file in chunks. Decompresses one that starts like gzip, whatever its name, and refuses others whose name ends with `.gz`. A chunk is only valid until the next
 * one is requested.
 *
 * @param meter Counts the bytes in the file.
 * @throws {DataError} If the file cannot be read.
 */
export async function* readBytes(path: string, meter?: ProgressMeter): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  try {
    using file = await Deno.open(path);
    const compressed = await isCompressed(file);
    if (!compressed && /\.gz$/i.test(path)) {
      throw new DataError(
        `Cannot read ${path}: it is not compressed with gzip, as its name says. Rename it without .gz.`,
      );
    }
    yield* compressed ? decompress(readChunks(file, meter), path) : readChunks(file, meter);
  } catch (error) {
    throw toDataError("read", path, error);
  }
}

async function* readChunks(file: Deno.FsFile, meter?: ProgressMeter): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const piece = new Uint8Array(CHUNK_SIZE);
  for (let count = await file.read(piece); count !== null; count = await file.read(piece)) {
    yield piece.subarray(0, count);
    meter?.advance(count);
  }
}

/**
 * Returns the size of a file.
 *
 * @throws {DataError} If the file is empty, is not a regular file, or does not exist.
 */
export async function getFileSize(path: string): Promise<number> {
  const { isFile, isDirectory, size } = await Deno.stat(path).catch((error) => {
    throw toDataError("read", path, error);
  });
  if (isDirectory) throw new DataError(`Cannot read ${path}: it is a folder. Name a file in it.`);
  if (!isFile) throw new DataError(`Cannot read ${path}: it is not a regular file. Save the data to a file first.`);
  if (size === 0) throw new DataError(`Cannot read ${path}: it is empty.`);
  return size;
}
