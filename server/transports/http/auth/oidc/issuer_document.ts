/** The documents that an issuer publishes: its metadata and its keys. */

import { isPlainObject } from "../../../../../base/values/is_plain_object.ts";
import { readUpTo } from "../../wire/mod.ts";
import { IssuerUnavailableError } from "./issuer_unavailable_error.ts";

/** The largest document, in bytes. */
const MAX_BYTES = 512 * 1024;

/** A document does not exist (404 and similar), but another may. */
export class DocumentNotFoundError extends IssuerUnavailableError {}

/**
 * Fetches a JSON object. Redirects are not followed: the documents of an issuer are at its own URL.
 *
 * @param timeout In milliseconds.
 * @throws {DocumentNotFoundError} If nothing is at the URL.
 * @throws {IssuerUnavailableError} If it can't be fetched for another reason, or is something else.
 */
export async function fetchDocument(url: URL, timeout: number): Promise<Record<string, unknown>> {
  const response = await fetchResponse(url, timeout);
  if (response.status !== 200) {
    await response.body?.cancel();
    const message = `${url.href} responds with status ${response.status}`;
    throw [404, 405, 410].includes(response.status)
      ? new DocumentNotFoundError(message)
      : new IssuerUnavailableError(message);
  }
  const document = await readJson(url, response, timeout);
  if (!isPlainObject(document)) throw new IssuerUnavailableError(`${url.href} is not a JSON object`);
  return document;
}

/**
 * Fetches a set of keys (RFC 7517, section 5).
 *
 * @param timeout In milliseconds.
 * @throws {IssuerUnavailableError} If it can't be fetched, or is something else.
 */
export async function fetchKeys(url: URL, timeout: number): Promise<Record<string, unknown>> {
  const document = await fetchDocument(url, timeout);
  if (Array.isArray(document.keys) && document.keys.every(isPlainObject)) return document;
  throw new IssuerUnavailableError(`${url.href} is not a set of keys`);
}

async function fetchResponse(url: URL, timeout: number): Promise<Response> {
  const headers = { accept: "application/json, application/jwk-set+json" };
  const signal = AbortSignal.timeout(timeout);
  try {
    return await fetch(url, { headers, redirect: "manual", signal });
  } catch (error) {
    throw toFetchError(url, timeout, error);
  }
}

async function readJson(url: URL, response: Response, timeout: number): Promise<unknown> {
  try {
    return JSON.parse(await readText(url, response));
  } catch (error) {
    if (error instanceof SyntaxError) throw new IssuerUnavailableError(`${url.href} is not JSON`, { cause: error });
    throw error instanceof IssuerUnavailableError ? error : toFetchError(url, timeout, error);
  }
}

async function readText(url: URL, { body }: Response): Promise<string> {
  const tooLong = () => new IssuerUnavailableError(`${url.href} is too large (limit ${MAX_BYTES} bytes)`);
  return new TextDecoder().decode(await readUpTo(body, MAX_BYTES, tooLong));
}

function toFetchError({ href }: URL, timeout: number, cause: unknown): IssuerUnavailableError {
  const isTimeout = cause instanceof DOMException && cause.name === "TimeoutError";
  const reason = isTimeout ? `does not respond within ${timeout / 1000} s` : "can't be reached";
  const detail = isTimeout ? "" : ` (${(cause as Error).message})`;
  return new IssuerUnavailableError(`${href} ${reason}${detail}`, { cause });
}
