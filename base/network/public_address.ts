/** Addresses that anyone on the internet can reach. */

import { isInRange, normalizeAddress, parseAddressRange } from "./address_range.ts";

/** IPv4 addresses, and those of IPv6 that are assigned to networks (RFC 4291, section 2.4; IANA's registries). */
const GLOBAL = toRanges("0.0.0.0/0", "2000::/3");

/** Ranges of them that are not public (RFC 6890). */
const RESERVED = toRanges(
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10", // shared by customers of a provider (CGNAT)
  "127.0.0.0/8",
  "169.254.0.0/16", // link-local, with the metadata services of clouds
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3", // multicast, reserved, broadcast
  "2001::/23", // Teredo, benchmarks, ORCHID and other protocols
  "2001:db8::/32",
  "2002::/16", // 6to4, which can contain a private IPv4 address
  "3fff::/20",
);

/** The network translates such an address to the IPv4 address at its end (NAT64; RFC 6052). */
const NAT64 = /^64:ff9b::(?=[^:]*:?[^:]*$)/;

/**
 * Reports whether an address is public.
 *
 * @param address IPv4 or IPv6. Anything else is not public.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { isPublicAddress } from "./public_address.ts";
 *
 * assert.equal(isPublicAddress("93.184.215.14"), true);
 * assert.equal(isPublicAddress("::ffff:127.0.0.1"), false);
 * ```
 */
export function isPublicAddress(address: string): boolean {
  const normal = normalizeAddress(address)?.replace(NAT64, "::ffff:");
  if (normal === undefined) return false;
  const isIn = (ranges: typeof GLOBAL) => ranges.some((range) => isInRange(normal, range));
  return isIn(GLOBAL) && !isIn(RESERVED);
}

/** Returns the address that a URL's host name is; undefined for a name. */
export function parseAddress(hostname: string): string | undefined {
  return /^(?:\d+\.){3}\d+$/.test(hostname) ? hostname : /^\[(.+)\]$/.exec(hostname)?.[1];
}

function toRanges(...texts: string[]) {
  return texts.map((text) => parseAddressRange(text)!);
}
