/** The address that an HTTP server listens at. */
export interface HttpAddress {
  /** A name, or an IP address without brackets. */
  hostname: string;
  /** 0 for any free port. */
  port: number;
}

const LOOPBACK_ADDRESS = "127.0.0.1";

/**
 * Parses `PORT` or `HOST:PORT`, with an IPv6 address in brackets.
 *
 * @returns The address; the loopback address when there is no host.
 * @throws {SyntaxError} If it is neither.
 *
 * @example
 * ```ts
 * import { parseHttpAddress } from "./http_address.ts";
 *
 * parseHttpAddress("8080"); // { hostname: "127.0.0.1", port: 8080 }
 * parseHttpAddress("[::]:8080"); // { hostname: "::", port: 8080 }
 * ```
 */
export function parseHttpAddress(text: string): HttpAddress {
  const parts = /^(?:(?:\[([0-9A-Fa-f:.]+)\]|([\w.-]+)):)?(\d{1,5})$/.exec(text);
  const port = Number(parts?.[3] ?? NaN);
  if (!(port <= 65535)) throw new SyntaxError("Use PORT or HOST:PORT, such as 8080 or 0.0.0.0:8080");
  return { hostname: parts?.[1] ?? parts?.[2] ?? LOOPBACK_ADDRESS, port };
}

/** Checks if only this machine can reach an address (RFC 1122, section 3.2.1.3; RFC 4291, section 2.5.3). */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || /^127\.\d+\.\d+\.\d+$/.test(hostname) || hostname === "::1";
}

/** Formats an address as `HOST:PORT`. */
export function formatHttpAddress({ hostname, port }: HttpAddress): string {
  return hostname.includes(":") ? `[${hostname}]:${port}` : `${hostname}:${port}`;
}
