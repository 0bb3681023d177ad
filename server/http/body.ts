/** The body of a request, as far as it is small enough and comes soon enough. */

import { inTime } from "./in_time.ts";
import type { HttpLimits } from "./limits.ts";
import { Refusal, RPC_CODES } from "./refusal.ts";

/**
 * Reads the body as text.
 *
 * @throws {Refusal} 413 when it is too large, 408 when it takes too long, 400 when it breaks off or is no UTF-8.
 */
export async function readBody(
  request: Request,
  limits: Pick<HttpLimits, "bodyBytes" | "requestTime">,
): Promise<string> {
  if (request.body === null) return "";
  const reader = request.body.getReader();
  try {
    const declared = Number(request.headers.get("content-length") ?? 0);
    if (declared > limits.bodyBytes) throw tooLarge(limits.bodyBytes);
    const reading = readUpTo(reader, limits.bodyBytes);
    return decode(await inTime(reading, limits.requestTime, () => tooSlow(limits.requestTime)));
  } catch (error) {
    reader.cancel().catch(() => {}); // whatever may still come isn't waited for
    throw error instanceof Refusal ? error : brokenOff(error);
  }
}

async function readUpTo(reader: ReadableStreamDefaultReader<Uint8Array>, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.length;
    if (length > most) throw tooLarge(most);
    chunks.push(read.value);
  }
  return chunks.length === 1 ? chunks[0]! : joined(chunks, length);
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    throw new Refusal(400, "The body is not UTF-8.", { code: RPC_CODES.parseError, cause: error });
  }
}

/** The rest isn't read, so nothing more can come over this connection (RFC 9110, section 15.5.14). */
function tooLarge(most: number): Refusal {
  return new Refusal(413, `The body is larger than ${most} bytes.`, { headers: { Connection: "close" } });
}

function tooSlow(milliseconds: number): Refusal {
  return new Refusal(408, `The body was not there within ${milliseconds / 1000} seconds.`, {
    headers: { Connection: "close" },
  });
}

function brokenOff(cause: unknown): Refusal {
  return new Refusal(400, "The body broke off.", { code: RPC_CODES.parseError, cause });
}
