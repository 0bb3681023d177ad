/** The requests for the first view. They are sent while the browser still reads the page, before its script runs. */

import type { HttpClient } from "./http_client.ts";

const results = new Map<string, Promise<unknown>>();

/**
 * Sends a request that changes nothing.
 *
 * @param params As the bridge sends them, in the same order.
 */
export function sendFirst(client: Pick<HttpClient, "request">, method: string, params: Record<string, unknown>): void {
  results.set(JSON.stringify([method, params]), client.request(method, params).catch(() => undefined));
}

/**
 * Takes the result of a request that was sent. It can be taken once: it is as old as the page.
 *
 * @returns Undefined if it was not sent, or failed. A repetition has the reason.
 */
export function takeFirst<Result>(method: string, params: Record<string, unknown>): Promise<Result | undefined> {
  if (results.size === 0) return Promise.resolve(undefined); // later requests may carry whole files
  const key = JSON.stringify([method, params]);
  const result = results.get(key) as Promise<Result | undefined> | undefined;
  results.delete(key);
  return result ?? Promise.resolve(undefined);
}
