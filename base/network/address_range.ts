/** Addresses of machines, and ranges of them (RFC 4291, section 2.3; RFC 4632, section 3.1). */

/** The addresses that share their first bits with one. */
export interface AddressRange {
  /** The first address. IPv4 addresses are mapped to IPv6 (RFC 4291, section 2.5.5.2). */
  first: bigint;
  /** The number of bits that may differ. */
  freeBits: number;
}

const IPV4_PREFIX = 0xffffn << 32n;
const IPV4 = /^(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;

/**
 * Parses an address, or a range in CIDR notation.
 *
 * @returns Undefined if the text is neither.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { isInRange, parseAddressRange } from "./address_range.ts";
 *
 * const range = parseAddressRange("10.0.0.0/8")!;
 * assert.ok(isInRange("10.1.2.3", range) && isInRange("::ffff:10.1.2.3", range));
 * assert.ok(!isInRange("11.1.2.3", range));
 * ```
 */
export function parseAddressRange(text: string): AddressRange | undefined {
  const [, address, length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const bits = toBits(address ?? "");
  if (bits === undefined) return undefined;
  const size = IPV4.test(address!) ? 32 : 128;
  const freeBits = size - Number(length ?? size);
  if (freeBits < 0) return undefined;
  return { first: bits >> BigInt(freeBits) << BigInt(freeBits), freeBits };
}

/** Checks whether an address is in a range. Text that is not an address is in no range. */
export function isInRange(address: string, { first, freeBits }: AddressRange): boolean {
  const bits = toBits(address);
  return bits !== undefined && bits >> BigInt(freeBits) === first >> BigInt(freeBits);
}

/**
 * Writes an address in its shortest form, so that equal addresses are equal texts (RFC 5952).
 *
 * @returns Undefined if the text is not an address.
 */
export function normalizeAddress(text: string): string | undefined {
  if (IPV4.test(text)) return text;
  const hostname = parseIpv6(text);
  if (hostname === undefined) return undefined;
  const bits = readGroups(hostname);
  return bits >> 32n === 0xffffn ? formatIpv4(bits) : hostname;
}

function toBits(address: string): bigint | undefined {
  if (IPV4.test(address)) return address.split(".").reduce((bits, byte) => bits << 8n | BigInt(byte), 0xffffn);
  const hostname = parseIpv6(address);
  return hostname === undefined ? undefined : readGroups(hostname);
}

/** Returns the shortest form of an IPv6 address. */
function parseIpv6(text: string): string | undefined {
  return /^[\da-f:.]+$/i.test(text) ? URL.parse(`http://[${text}]`)?.hostname.slice(1, -1) : undefined;
}

/** @param hostname In the shortest form, which has no dots. */
function readGroups(hostname: string): bigint {
  const [before = "", after] = hostname.split("::");
  const [first, last] = [before, after ?? ""].map((part) => part === "" ? [] : part.split(":"));
  const zeros = Array.from({ length: 8 - first!.length - last!.length }, () => "0");
  return [...first!, ...zeros, ...last!].reduce((bits, group) => bits << 16n | BigInt(`0x${group}`), 0n);
}

function formatIpv4(bits: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((bits - IPV4_PREFIX) >> shift & 0xffn)).join(".");
}
