/** The body of a request, as far as it is small enough and comes soon enough. */

import type { Deadlines } from "../deadlines.ts";
import { withDeadline } from "../with_deadline.ts";
import { readUpTo } from "./read_up_to.ts";
import { HttpError, RPC_CODES } from "../http_error.ts";

/**
 * Reads the body as text.
 *
 * @param most How many bytes it may have.
 * @throws {HttpError} 413 when it is too large, 408 when it takes too long, 400 when it breaks off or is no UTF-8.
 */
export function readBody(request: Request, most: number, deadlines: Deadlines): Promise<string> {
  const declared = request.headers.get("content-length");
  if (Number(declared) > most) throw createTooLargeError(most);
  // Of a declared length it can't be longer than that, and Deno reads it as a whole much faster than in pieces.
  const reading = declared === null ? readUpTo(request.body, most, () => createTooLargeError(most)) : request.bytes();
  return withDeadline(reading, deadlines, () => createTooSlowError(deadlines)).then(decode, throwBodyError);
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    throw new HttpError(400, "The body is not UTF-8.", { code: RPC_CODES.parseError, cause: error });
  }
}

/** The rest isn't read, so nothing more can come over this connection (RFC 9110, section 15.5.14). */
function createTooLargeError(most: number): HttpError {
  return new HttpError(413, `The body is larger than ${most} bytes.`, { headers: { Connection: "close" } });
}

function createTooSlowError({ milliseconds }: Deadlines): HttpError {
  return new HttpError(408, `The body was not there within ${milliseconds / 1000} seconds.`, {
    headers: { Connection: "close" },
  });
}

function throwBodyError(error: unknown): never {
  if (error instanceof HttpError) throw error;
  throw new HttpError(400, "The body broke off.", { code: RPC_CODES.parseError, cause: error });
}
