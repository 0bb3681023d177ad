/** Protection against web pages that make a browser send requests (MCP, basic/transports, "Security Warning"). */

import { localhostAllowedHostnames, validateHostHeader } from "@modelcontextprotocol/server";
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

/** The sender of a request, as its headers describe it. */
interface Headed {
  readonly request: Request;
  readonly host: string | null;
  readonly origin: string | null;
}

export interface HostCheckOptions {
  /** The hostnames of this server besides `localhost`. */
  allowedHosts: readonly string[];
  /** The origins of other sites whose pages may use this server. */
  allowedOrigins: readonly string[];
}

/**
 * Rejects requests for another hostname, and those from pages of another site. Addresses are always accepted: a page can give
 * its own hostname any address (DNS rebinding), but an address can't be given to another page.
 */
export class HostCheck {
  readonly #names: readonly string[];
  readonly #origins: ReadonlySet<string>;
  readonly #checkHost: (host: string) => void;

  constructor({ allowedHosts, allowedOrigins }: HostCheckOptions) {
    this.#names = [...localhostAllowedHostnames(), ...allowedHosts];
    this.#origins = new Set(allowedOrigins);
    this.#checkHost = memoizeLatest((host) => {
      const result = validateHostHeader(host, [...this.#names]);
      if (result.ok || isIpAddress(result.hostname)) return;
      throw new HttpError(421, `${result.message}. To allow it, start the server with --allowed-host NAME.`);
    });
  }

  /** @throws {HttpError} 421 for another hostname (RFC 9110, section 7.4), 403 for a page of another site, as MCP requires. */
  check({ request, host, origin }: Headed): void {
    this.#checkHost(host ?? new URL(request.url).host);
    if (origin === null || this.#allowsOrigin(origin, request)) return;
    const reason = `Pages of ${origin.slice(0, 100)} may not use this server.`;
    throw new HttpError(403, `${reason} To allow them, start it with --allowed-origin ORIGIN.`);
  }

  /** Checks whether a request comes from a page that may read the response. */
  allowsPage({ request, origin }: Headed): boolean {
    return origin !== null && this.#allowsOrigin(origin, request);
  }

  /** Pages of this server have one of its names and the port that the request was sent to. */
  #allowsOrigin(origin: string, { url }: Request): boolean {
    if (this.#origins.has(origin)) return true;
    const [page, own] = [URL.parse(origin), new URL(url)];
    if (page?.origin !== origin || page.port !== own.port) return false;
    return page.hostname === own.hostname || this.#names.includes(page.hostname);
  }
}

/** Checks a hostname as `URL` formats it: there every notation of an address has become one of these two. */
function isIpAddress(hostname: string | undefined): boolean {
  return hostname !== undefined && (/^\d+\.\d+\.\d+\.\d+$/.test(hostname) || hostname.startsWith("["));
}
