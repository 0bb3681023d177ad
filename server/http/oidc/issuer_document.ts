/** The documents that an issuer publishes: what it says of itself, and its keys. */

import { isObject } from "../../opening/plain_message.ts";
import { readUpTo } from "../read_up_to.ts";
import { IssuerUnavailable } from "./issuer_unavailable.ts";

/** A larger document is none of an issuer. In bytes. */
const MOST_BYTES = 512 * 1024;

/** A document that isn't there (404 and its like), where another may be. */
export class NoDocument extends IssuerUnavailable {}

/**
 * Fetches a JSON object. Redirects aren't followed: an issuer's documents are where its URL says.
 *
 * @param patience How long it may take, in milliseconds.
 * @throws {NoDocument} When there is nothing at the URL.
 * @throws {IssuerUnavailable} When it can't be fetched for another reason, or is something else.
 */
export async function fetchDocument(url: URL, patience: number): Promise<Record<string, unknown>> {
  const response = await requestOf(url, patience);
  if (response.status !== 200) {
    await response.body?.cancel();
    const message = `${url.href} answers ${response.status}`;
    throw [404, 405, 410].includes(response.status) ? new NoDocument(message) : new IssuerUnavailable(message);
  }
  const document = await jsonOf(url, response, patience);
  if (!isObject(document)) throw new IssuerUnavailable(`${url.href} is no JSON object`);
  return document;
}

/**
 * Fetches a set of keys (RFC 7517, section 5).
 *
 * @param patience How long it may take, in milliseconds.
 * @throws {IssuerUnavailable} When it can't be fetched, or is something else.
 */
export async function fetchKeys(url: URL, patience: number): Promise<Record<string, unknown>> {
  const document = await fetchDocument(url, patience);
  if (Array.isArray(document.keys) && document.keys.every(isObject)) return document;
  throw new IssuerUnavailable(`${url.href} is no set of keys`);
}

async function requestOf(url: URL, patience: number): Promise<Response> {
  const headers = { accept: "application/json, application/jwk-set+json" };
  const signal = AbortSignal.timeout(patience);
  try {
    return await fetch(url, { headers, redirect: "manual", signal });
  } catch (error) {
    throw failed(url, patience, error);
  }
}

async function jsonOf(url: URL, response: Response, patience: number): Promise<unknown> {
  try {
    return JSON.parse(await textOf(url, response));
  } catch (error) {
    if (error instanceof SyntaxError) throw new IssuerUnavailable(`${url.href} is no JSON`, { cause: error });
    throw error instanceof IssuerUnavailable ? error : failed(url, patience, error);
  }
}

async function textOf(url: URL, { body }: Response): Promise<string> {
  const tooLong = () => new IssuerUnavailable(`${url.href} is larger than ${MOST_BYTES} bytes`);
  return new TextDecoder().decode(await readUpTo(body, MOST_BYTES, tooLong));
}

function failed({ href }: URL, patience: number, cause: unknown): IssuerUnavailable {
  const late = cause instanceof DOMException && cause.name === "TimeoutError";
  const reason = late ? `doesn't answer within ${patience / 1000} seconds` : "can't be reached";
  const detail = late ? "" : ` (${(cause as Error).message})`;
  return new IssuerUnavailable(`${href} ${reason}${detail}`, { cause });
}
