import { concatBytes } from "../../../../base/concat_bytes.ts";

/**
 * Reads a body that mustn't be longer than so many bytes.
 *
 * @param tooLong Gives the error to throw when it is; what may still come is cancelled.
 */
export async function readUpTo(
  body: ReadableStream<Uint8Array> | null,
  most: number,
  tooLong: () => Error,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) { // leaving the loop early cancels it
    length += chunk.length;
    if (length > most) throw tooLong();
    chunks.push(chunk);
  }
  return concatBytes(chunks);
}
