/** The addresses of clients behind proxies (RFC 7239). */

import { type AddressRange, isInRange, normalizeAddress } from "../../../../base/network/address_range.ts";

/** One entry of a proxy's header: who sent the request to it. Undefined if it does not say. */
type Hop = string | undefined;

/** Finds clients by the headers of proxies. Any client can send these headers, so only those of known proxies count. */
export class TrustedProxies {
  constructor(private readonly ranges: readonly AddressRange[]) {}

  /**
   * Finds who sent a request: the last machine before it that is no trusted proxy. What that one claims about others is ignored.
   *
   * @param peer The other end of the connection.
   */
  findClient(peer: string, headers: Headers): string {
    if (!this.#trusts(peer)) return peer;
    const chains = [readForwarded(headers), readForwardedFor(headers)].filter((hops) => hops.length > 0);
    const clients = new Set(chains.map((hops) => this.#followBack(peer, hops)));
    // A proxy may write one of the headers, and pass on the other as the client wrote it.
    return clients.size === 1 ? [...clients][0]! : peer;
  }

  /** Follows the request back to its sender, through trusted proxies. */
  #followBack(peer: string, hops: readonly Hop[]): string {
    let client = peer;
    for (const hop of hops.toReversed()) {
      if (hop === undefined) return client;
      client = hop;
      if (!this.#trusts(hop)) return client;
    }
    return client;
  }

  #trusts(address: string): boolean {
    return this.ranges.some((range) => isInRange(address, range));
  }
}

/** Reads `X-Forwarded-For`: addresses, the latest last. */
function readForwardedFor(headers: Headers): Hop[] {
  const header = headers.get("x-forwarded-for");
  return header === null ? [] : header.split(",").map((text) => toAddress(text.trim()));
}

/** A header in which every quoted text ends. */
const QUOTES_END = /^[^"]*(?:"(?:[^"\\]|\\.)*"[^"]*)*$/;

/**
 * Reads the `for` of each element of `Forwarded` (RFC 7239, section 4). In a header with an open quote, the elements of a
 * proxy could be part of a client's text, so it says nothing.
 */
function readForwarded(headers: Headers): Hop[] {
  const header = headers.get("forwarded");
  if (header === null) return [];
  if (!QUOTES_END.test(header)) return [undefined];
  const elements = header.match(/(?:[^,"]|"(?:[^"\\]|\\.)*")+/g) ?? [];
  return elements.map((element) => {
    const value = /(?:^|;)\s*for\s*=\s*("(?:[^"\\]|\\.)*"|[^;\s"]*)/i.exec(element)?.[1] ?? "";
    return toAddress(value.replace(/^"|"$/g, ""));
  });
}

/** Reads a node, with or without a port (RFC 7239, section 6). `unknown` and invented names have no address. */
function toAddress(node: string): string | undefined {
  const address = /^\[([^\]]*)\](?::\d+)?$/.exec(node)?.[1] ?? /^([\d.]+):\d+$/.exec(node)?.[1] ?? node;
  return normalizeAddress(address);
}
