/** `support-mcp __ready URL`: the health check of the container image, which contains no other program. */

import type { Terminal } from "../output/mod.ts";

/** In milliseconds. Container engines give up after 5 seconds in our image. */
const TIMEOUT = 4000;

/**
 * Requests a page.
 *
 * @returns 0 if the server responds with success, otherwise 1 after a line on standard error.
 */
export async function checkReady(url: string, { process }: Terminal): Promise<number> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT) });
    const text = (await response.text()).trim();
    if (response.ok) return 0;
    process.stderr.write(`support-mcp: ${url} responds with ${response.status}: ${text}\n`);
  } catch (error) {
    process.stderr.write(`support-mcp: ${url} does not respond: ${(error as Error).message}\n`);
  }
  return 1;
}
