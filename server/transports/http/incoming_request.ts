/** A request while it is served. */

import { type Exchange, getRequestId } from "./exchange.ts";
import { getPath } from "./wire/host_check.ts";
import type { JsonRpcId } from "./http_error.ts";

/** Where a request comes from, as Deno tells. */
export interface ConnectionInfo {
  readonly remoteAddr: { readonly hostname: string };
}

/** A request, and what is found out about it on the way. */
export class IncomingRequest {
  readonly startedAt = performance.now();
  /** Its Host header. (Deno goes through all headers, letter by letter, for each one that it is asked for.) */
  readonly host: string | null;
  /** Gets what becomes known of it. */
  readonly exchange: Exchange;
  /** The id of the JSON-RPC request, once it could be read. */
  rpcId: JsonRpcId = null;
  #revision: string | null = null;

  constructor(readonly request: Request, private readonly sender: ConnectionInfo) {
    const id = getRequestId(request);
    this.host = request.headers.get("host");
    this.exchange = { id, method: request.method, path: getPath(request, this.host), status: 0, milliseconds: 0 };
  }

  /** The protocol revision that it names (MCP 2025-11-25, basic/transports, "Protocol Version Header"). */
  get revision(): string | null {
    return this.#revision ??= this.request.headers.get("mcp-protocol-version");
  }

  /** The address that it comes from. Nobody knows it any more once the request has its answer. */
  get address(): string {
    return this.sender.remoteAddr.hostname;
  }
}
