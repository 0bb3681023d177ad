/** Addresses that anyone on the internet can reach (IANA special-purpose address registries; RFC 6890). */

/** Ranges of IPv4 that are not public, as address and length of the prefix. */
const RESERVED_V4: readonly [address: string, bits: number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10], // shared by customers of a provider (CGNAT)
  ["127.0.0.0", 8],
  ["169.254.0.0", 16], // link-local, with the metadata services of clouds
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3], // multicast, reserved, broadcast
];

/** Ranges in 2000::/3 that are not public. All addresses outside 2000::/3 are not, but for NAT64. */
const RESERVED_V6: readonly [prefix: readonly number[], bits: number][] = [
  [[0x2001, 0x0000], 23], // Teredo, benchmarks, ORCHID and other protocols
  [[0x2001, 0x0db8], 32],
  [[0x2002], 16], // 6to4, which can contain a private IPv4 address
  [[0x3fff, 0x0000], 20],
];

/** 64:ff9b::/96 (RFC 6052): the network translates such an address to the IPv4 address at its end. */
const NAT64 = [0x64, 0xff9b, 0, 0, 0, 0];

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
  if (!address.includes(":")) return isPublicV4(address);
  const groups = parseV6(address);
  if (groups === null) return false;
  if (NAT64.every((group, index) => groups[index] === group)) {
    return isPublicV4([groups[6]! >> 8, groups[6]! & 255, groups[7]! >> 8, groups[7]! & 255].join("."));
  }
  if (groups[0]! >> 13 !== 0b001) return false;
  return !RESERVED_V6.some(([prefix, bits]) => hasPrefix(groups, prefix, bits, 16));
}

function isPublicV4(address: string): boolean {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(address)) return false;
  const bytes = address.split(".").map(Number);
  if (bytes.some((byte) => byte > 255)) return false;
  return !RESERVED_V4.some(([prefix, bits]) => hasPrefix(bytes, prefix.split(".").map(Number), bits, 8));
}

/** Compares the first bits of two lists of numbers. */
function hasPrefix(parts: readonly number[], prefix: readonly number[], bits: number, width: number): boolean {
  for (let index = 0, left = bits; left > 0; index++, left -= width) {
    const shift = Math.max(0, width - left);
    if (parts[index]! >> shift !== (prefix[index] ?? 0) >> shift) return false;
  }
  return true;
}

/** Returns the eight groups; null for a text that is not an address. `URL` knows every notation. */
function parseV6(address: string): number[] | null {
  const host = URL.parse(`http://[${address.replace(/%.*$/, "")}]`)?.hostname;
  if (host === undefined) return null;
  const [head = "", tail] = host.slice(1, -1).split("::");
  const [first, last] = [head, tail ?? ""].map((part) =>
    part === "" ? [] : part.split(":").map((group) => parseInt(group, 16))
  );
  const zeros = Array<number>(tail === undefined ? 0 : 8 - first!.length - last!.length).fill(0);
  return [...first!, ...zeros, ...last!];
}
