/** Protection against web pages that make a browser send requests (MCP, basic/transports, "Security Warning"). */

import { localhostAllowedHostnames, validateHostHeader, validateOriginHeader } from "@modelcontextprotocol/server";
import { HttpError } from "./http_error.ts";
import { memoizeLatest } from "./memoize_latest.ts";

/** HOST or HOST:PORT (RFC 9110, section 7.2; RFC 3986, section 3.2.2). */
const HOST_HEADER = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+;=%-]+)(?::\d*)?$/i;

/**
 * Gets the path of a request, without a slash at its end.
 *
 * @param host Its Host header.
 * @returns An empty text if the header is invalid.
 */
export function getPath({ url }: Request, host: string | null): string {
  return isHost(host ?? "localhost") ? getPathname(url) : "";
}

const isHost = memoizeLatest((host) => HOST_HEADER.test(host));
const getPathname = memoizeLatest((url) => URL.parse(url)?.pathname.replace(/(?<=.)\/$/, "") ?? "");

/** 400 for an invalid Host, or for two of them (RFC 9112, section 3.2). */
export function createInvalidHostError(): HttpError {
  return new HttpError(400, "The Host header is invalid. Send it once, as HOST or HOST:PORT.");
}

/**
 * Creates a check that rejects requests for another hostname, and those from pages of another site. Addresses are always
 * accepted: a page can give its own hostname any address (DNS rebinding), but an address can't be given to another page.
 *
 * @param names The hostnames of this server besides `localhost`.
 * @returns The check. It throws an {@linkcode HttpError}: 421 for another hostname (RFC 9110, section 7.4), 403 for a page of
 * another site, as MCP requires.
 */
export function createHostCheck(
  names: readonly string[],
): (incoming: { readonly request: Request; readonly host: string | null }) => void {
  const allowed = [...localhostAllowedHostnames(), ...names];
  const checkHost = memoizeLatest((host) => {
    const result = validateHostHeader(host, allowed);
    if (result.ok || isIpAddress(result.hostname)) return;
    throw new HttpError(421, `${result.message}. To allow it, start the server with --allowed-host NAME.`);
  });
  return ({ request, host }) => {
    checkHost(host ?? new URL(request.url).host);
    const origin = request.headers.get("origin");
    if (origin === null) return;
    const result = validateOriginHeader(origin, allowed);
    if (result.ok) return;
    throw new HttpError(403, `${result.message}. To allow pages of a host, start the server with --allowed-host NAME.`);
  };
}

/** Checks a hostname as `URL` formats it: there every notation of an address has become one of these two. */
function isIpAddress(hostname: string | undefined): boolean {
  return hostname !== undefined && (/^\d+\.\d+\.\d+\.\d+$/.test(hostname) || hostname.startsWith("["));
}
