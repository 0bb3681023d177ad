/** The body of a request, as far as it is small enough and comes soon enough. */

import type { Deadlines } from "./deadlines.ts";
import { inTime } from "./in_time.ts";
import { readUpTo } from "./read_up_to.ts";
import { Refusal, RPC_CODES } from "./refusal.ts";

/**
 * Reads the body as text.
 *
 * @param most How many bytes it may have.
 * @throws {Refusal} 413 when it is too large, 408 when it takes too long, 400 when it breaks off or is no UTF-8.
 */
export function readBody(request: Request, most: number, deadlines: Deadlines): Promise<string> {
  const declared = request.headers.get("content-length");
  if (Number(declared) > most) throw tooLarge(most);
  // Of a declared length it can't be longer than that, and Deno reads it as a whole much faster than in pieces.
  const reading = declared === null ? readUpTo(request.body, most, () => tooLarge(most)) : request.bytes();
  return inTime(reading, deadlines, () => tooSlow(deadlines)).then(decode, brokenOff);
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

function tooSlow({ milliseconds }: Deadlines): Refusal {
  return new Refusal(408, `The body was not there within ${milliseconds / 1000} seconds.`, {
    headers: { Connection: "close" },
  });
}

function brokenOff(error: unknown): never {
  if (error instanceof Refusal) throw error;
  throw new Refusal(400, "The body broke off.", { code: RPC_CODES.parseError, cause: error });
}
