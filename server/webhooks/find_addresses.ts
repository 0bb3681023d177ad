import { lookup } from "node:dns/promises";
import { isPublicAddress, parseAddress } from "../../base/network/public_address.ts";
import { SendError } from "./send_error.ts";

/** Resolves a host name to all of its addresses. */
export type Resolve = (hostname: string) => Promise<string[]>;

/** Resolves as other programs on this machine do. */
export async function resolveHost(hostname: string): Promise<string[]> {
  return (await lookup(hostname, { all: true })).map(({ address }) => address);
}

/**
 * Finds the addresses of a URL. Connect to one of these: another look-up can have another result (DNS rebinding).
 *
 * @param allowsPrivate Allows addresses that are not public.
 * @throws {SendError} If there is none, or one of them is not allowed.
 */
export async function findAddresses(
  { hostname }: URL,
  allowsPrivate: boolean,
  resolve: Resolve = resolveHost,
): Promise<string[]> {
  const literal = parseAddress(hostname);
  const addresses = literal === undefined ? await resolve(hostname).catch(() => []) : [literal];
  if (addresses.length === 0) throw new SendError("no_address", `${hostname} has no address.`);
  const refused = allowsPrivate ? undefined : addresses.find((address) => !isPublicAddress(address));
  if (refused === undefined) return addresses;
  const problem = literal === undefined
    ? `${hostname} has the address ${refused}, which is not public.`
    : `${hostname} is not a public address.`;
  throw new SendError("private_address", `${problem} To allow it, set private_addresses to true.`);
}
