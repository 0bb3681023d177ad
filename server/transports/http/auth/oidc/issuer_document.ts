/** The documents that an issuer publishes: what it says of itself, and its keys. */

import { isPlainObject } from "../../../../../base/is_plain_object.ts";
import { readUpTo } from "../../wire/mod.ts";
import { IssuerUnavailableError } from "./issuer_unavailable_error.ts";

/** A larger document is none of an issuer. In bytes. */
const MAX_BYTES = 512 * 1024;

/** A document that isn't there (404 and its like), where another may be. */
export class DocumentNotFoundError extends IssuerUnavailableError {}

/**
 * Fetches a JSON object. Redirects aren't followed: an issuer's documents are where its URL says.
 *
 * @param patience How long it may take, in milliseconds.
 * @throws {DocumentNotFoundError} When there is nothing at the URL.
 * @throws {IssuerUnavailableError} When it can't be fetched for another reason, or is something else.
 */
export async function fetchDocument(url: URL, patience: number): Promise<Record<string, unknown>> {
  const response = await fetchResponse(url, patience);
  if (response.status !== 200) {
    await response.body?.cancel();
    const message = `${url.href} answers ${response.status}`;
    throw [404, 405, 410].includes(response.status)
      ? new DocumentNotFoundError(message)
      : new IssuerUnavailableError(message);
  }
  const document = await readJson(url, response, patience);
  if (!isPlainObject(document)) throw new IssuerUnavailableError(`${url.href} is no JSON object`);
  return document;
}

/**
 * Fetches a set of keys (RFC 7517, section 5).
 *
 * @param patience How long it may take, in milliseconds.
 * @throws {IssuerUnavailableError} When it can't be fetched, or is something else.
 */
export async function fetchKeys(url: URL, patience: number): Promise<Record<string, unknown>> {
  const document = await fetchDocument(url, patience);
  if (Array.isArray(document.keys) && document.keys.every(isPlainObject)) return document;
  throw new IssuerUnavailableError(`${url.href} is no set of keys`);
}

async function fetchResponse(url: URL, patience: number): Promise<Response> {
  const headers = { accept: "application/json, application/jwk-set+json" };
  const signal = AbortSignal.timeout(patience);
  try {
    return await fetch(url, { headers, redirect: "manual", signal });
  } catch (error) {
    throw toFetchError(url, patience, error);
  }
}

async function readJson(url: URL, response: Response, patience: number): Promise<unknown> {
  try {
    return JSON.parse(await readText(url, response));
  } catch (error) {
    if (error instanceof SyntaxError) throw new IssuerUnavailableError(`${url.href} is no JSON`, { cause: error });
    throw error instanceof IssuerUnavailableError ? error : toFetchError(url, patience, error);
  }
}

async function readText(url: URL, { body }: Response): Promise<string> {
  const tooLong = () => new IssuerUnavailableError(`${url.href} is larger than ${MAX_BYTES} bytes`);
  return new TextDecoder().decode(await readUpTo(body, MAX_BYTES, tooLong));
}

function toFetchError({ href }: URL, patience: number, cause: unknown): IssuerUnavailableError {
  const late = cause instanceof DOMException && cause.name === "TimeoutError";
  const reason = late ? `doesn't answer within ${patience / 1000} seconds` : "can't be reached";
  const detail = late ? "" : ` (${(cause as Error).message})`;
  return new IssuerUnavailableError(`${href} ${reason}${detail}`, { cause });
}
