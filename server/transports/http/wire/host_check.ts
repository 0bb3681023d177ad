/** Protection against web pages that make a browser talk to this server (MCP, basic/transports, "Security Warning"). */

import { localhostAllowedHostnames, validateHostHeader, validateOriginHeader } from "@modelcontextprotocol/server";
import type { IncomingRequest } from "../incoming_request.ts";
import { HttpError } from "../http_error.ts";
import { memoizeLatest } from "./memoize_latest.ts";

/** HOST or HOST:PORT (RFC 9110, section 7.2; RFC 3986, section 3.2.2). */
const HOST_HEADER = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+;=%-]+)(?::\d*)?$/i;

/**
 * The path that a request asks for.
 *
 * @param host Its Host header.
 * @returns Nothing when that is unknown, because its Host is none.
 */
export function getPath({ url }: Request, host: string | null): string {
  return isHost(host ?? "localhost") ? getPathname(url) : "";
}

const isHost = memoizeLatest((host) => HOST_HEADER.test(host));
const getPathname = memoizeLatest((url) => URL.parse(url)?.pathname ?? "");

/** 400 for a Host that is none, or given twice (RFC 9112, section 3.2). */
export function createInvalidHostError(): HttpError {
  return new HttpError(400, "The Host header names no server: send it once, as HOST or HOST:PORT.");
}

/**
 * Makes a check that refuses a request that was addressed to another name, or sent by a page of another site. Addresses of
 * machines are always taken: a page can give its own name any address (DNS rebinding), but not the other way round.
 *
 * @param names The names that this server has besides `localhost`.
 * @returns The check. It throws a {@linkcode HttpError}: 421 for another name (RFC 9110, section 7.4), 403 for a page of
 * another site, as MCP has it.
 */
export function createHostCheck(
  names: readonly string[],
): (incoming: Pick<IncomingRequest, "request" | "host">) => void {
  const allowed = [...localhostAllowedHostnames(), ...names];
  const checkHost = memoizeLatest((host) => {
    const judged = validateHostHeader(host, allowed);
    if (judged.ok || isIpAddress(judged.hostname)) return;
    throw new HttpError(421, `${judged.message}. A server that has this name is started with --allowed-host NAME.`);
  });
  return ({ request, host }) => {
    checkHost(host ?? new URL(request.url).host);
    const origin = request.headers.get("origin");
    if (origin === null) return;
    const judged = validateOriginHeader(origin, allowed);
    if (judged.ok) return;
    throw new HttpError(
      403,
      `${judged.message}. Pages of hosts that are named with --allowed-host may use this server.`,
    );
  };
}

/** A host name as `URL` gives it: there every way to write an address has become one of these two. */
function isIpAddress(hostname: string | undefined): boolean {
  return hostname !== undefined && (/^\d+\.\d+\.\d+\.\d+$/.test(hostname) || hostname.startsWith("["));
}
