/** Bodies of requests, limited in size and time. */

import { decodeUtf8 } from "../../../../base/bytes/decode_utf8.ts";
import { settlesWithin } from "../../../../base/timing/settles_within.ts";
import { type Deadlines, withDeadline } from "./deadlines.ts";
import { HttpError, RPC_CODES } from "./http_error.ts";
import { readUpTo } from "./read_up_to.ts";

/**
 * Gets the length of a body, if its sender declares it.
 *
 * @throws {HttpError} 400 if it is declared in two ways.
 */
export function getDeclaredLength({ headers }: Request): number | undefined {
  const declared = headers.get("content-length");
  if (declared === null) return undefined;
  if (headers.has("transfer-encoding")) throw createTwoLengthsError();
  return Number(declared);
}

/**
 * Reads a body as text.
 *
 * @param declared Its declared length.
 * @param maxBytes Its largest size.
 * @throws {HttpError} Like {@linkcode readBytes}, and 400 if it is not UTF-8.
 */
export function readBody(
  request: Request,
  declared: number | undefined,
  maxBytes: number,
  deadlines: Deadlines,
): Promise<string> {
  return readBytes(request, declared, maxBytes, deadlines).then(decode);
}

/**
 * Reads a body.
 *
 * @param declared Its declared length.
 * @param maxBytes Its largest size.
 * @throws {HttpError} 413 if it is too large, 408 if it takes too long, 400 if it is incomplete.
 */
export function readBytes(
  request: Request,
  declared: number | undefined,
  maxBytes: number,
  deadlines: Deadlines,
): Promise<Uint8Array> {
  if (declared !== undefined && declared > maxBytes) throw createTooLargeError(maxBytes);
  // A body of a declared length can't be longer, and Deno reads it much faster as a whole than in pieces.
  const reading = declared === undefined
    ? readUpTo(request.body, maxBytes, () => createTooLargeError(maxBytes))
    : request.bytes();
  return withDeadline(reading, deadlines, () => createTooSlowError(deadlines)).catch(throwBodyError);
}

/** The largest body that is read only to keep its connection, in bytes, and the longest time that this may take. */
const MAX_FINISHED_BYTES = 64 * 1024;
const MAX_FINISHING_MS = 1_000;

/**
 * Reads the body of a request that was refused without it. Deno closes a connection with an unread body after the response,
 * and the client's next request on it would fail.
 *
 * @returns False if a part may be left. Then the response must announce that the connection is closed (RFC 9112, section 9.6).
 */
export async function finishBody(request: Request): Promise<boolean> {
  if (request.bodyUsed || request.body === null) return true;
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > MAX_FINISHED_BYTES) return false;
  const createError = () => createTooLargeError(MAX_FINISHED_BYTES);
  const reading = readUpTo(request.body, MAX_FINISHED_BYTES, createError).then(() => true, () => false);
  return await settlesWithin(reading, MAX_FINISHING_MS) && await reading;
}

function decode(bytes: Uint8Array): string {
  try {
    return decodeUtf8(bytes);
  } catch (error) {
    throw new HttpError(400, "The body is not valid UTF-8.", { code: RPC_CODES.parseError, cause: error });
  }
}

/**
 * A proxy and this server could disagree on where such a body ends (RFC 9112, section 6.1). Deno 2.9 refuses it before we see
 * it; Deno 2.7 shows both headers only if Content-Length comes first, and otherwise removes it.
 */
function createTwoLengthsError(): HttpError {
  return new HttpError(400, "Content-Length and Transfer-Encoding exclude each other. Send one of them.", {
    code: RPC_CODES.invalidRequest,
    headers: { Connection: "close" },
  });
}

/** The rest is not read, so the connection can't be used any more (RFC 9110, section 15.5.14). */
function createTooLargeError(maxBytes: number): HttpError {
  const message = `The body is too large (limit ${maxBytes.toLocaleString("en-US")} bytes).`;
  return new HttpError(413, message, { code: RPC_CODES.invalidRequest, headers: { Connection: "close" } });
}

function createTooSlowError({ milliseconds }: Deadlines): HttpError {
  return new HttpError(408, `The body was not received within ${milliseconds / 1000} s.`, {
    headers: { Connection: "close" },
  });
}

function throwBodyError(error: unknown): never {
  if (error instanceof HttpError) throw error;
  throw new HttpError(400, "The body is incomplete: the connection was closed.", {
    code: RPC_CODES.parseError,
    cause: error,
  });
}
