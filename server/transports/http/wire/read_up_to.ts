/** Bodies as one array of bytes. */

import { concatBytes } from "../../../../base/bytes/concat_bytes.ts";

/**
 * Reads a body of limited size.
 *
 * @param createError Returns the error to throw if it is larger. The rest is cancelled.
 */
export async function readUpTo(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  createError: () => Error,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) { // leaving the loop early cancels the body
    length += chunk.length;
    if (length > maxBytes) throw createError();
    chunks.push(chunk);
  }
  return concatBytes(chunks);
}
