import { parseAddressRange } from "../../base/network/address_range.ts";

/**
 * Parses the address of a machine, or a range of addresses.
 *
 * @returns The text unchanged.
 * @throws {SyntaxError} If it is neither.
 */
export function parseAddresses(text: string): string {
  if (parseAddressRange(text) !== undefined) return text;
  throw new SyntaxError("Use an address or a range of them, such as 127.0.0.1, 10.0.0.0/8 or fd00::/8");
}
