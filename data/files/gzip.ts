/** Compressed files (RFC 1952). A file can have several members, as `cat one.gz two.gz` makes it. */

import { DataError } from "./errors.ts";

const SIGNATURE = [0x1f, 0x8b];

/** Returns true if a file starts like gzip. Leaves it at its start. */
export async function isCompressed(file: Deno.FsFile): Promise<boolean> {
  const start = new Uint8Array(SIGNATURE.length);
  const count = await file.read(start);
  await file.seek(0, Deno.SeekMode.Start);
  return count === SIGNATURE.length && SIGNATURE.every((byte, index) => start[index] === byte);
}

/** Removes the ending `.gz` of a name. */
export function omitGzipEnding(name: string): string {
  return name.replace(/\.gz$/i, "");
}

/**
 * Decompresses chunks, of which each is only valid until the next one is requested.
 *
 * @throws {DataError} If the data is damaged or incomplete.
 */
export async function* decompress(
  chunks: AsyncIterable<Uint8Array>,
  path: string,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const [{ createGunzip }, { Readable }] = await Promise.all([import("node:zlib"), import("node:stream")]);
  const gunzip = createGunzip();
  const source = Readable.from(copyChunks(chunks));
  source.on("error", (error) => gunzip.destroy(error)).pipe(gunzip);
  try {
    for await (const chunk of gunzip) yield chunk;
  } catch (error) {
    throw isZlibError(error)
      ? new DataError(`Cannot read ${path}: its gzip data is damaged or incomplete (${error.message}). Get it again.`)
      : error;
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

/** The stream keeps chunks while it reads the next ones. */
async function* copyChunks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) yield chunk.slice();
}

function isZlibError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}
