/** A request while it is answered. */

import { getPath } from "./host_check.ts";
import type { JsonRpcId } from "./http_error.ts";
import type { TrustedProxies } from "./trusted_proxies.ts";

/** A request and its response, for logs and metrics. */
export interface Exchange {
  /** Identifies the request in logs. The client gets it as `X-Request-Id`, or chose it by that header. */
  id: string;
  method: string;
  path: string;
  status: number;
  /** Until the start of the response. */
  milliseconds: number;
  /** The JSON-RPC method, if it is known; of a batch, the first. */
  rpc?: string;
  /** The tool, resource or prompt that it names. */
  target?: string;
  /** The name of the principal. */
  principal?: string;
  /** The reason for an error status. */
  refusal?: string;
  /** The address of the client, if it was refused access. */
  address?: string;
}

/** The sender of a request, as in `Deno.serve`. */
export interface ConnectionInfo {
  readonly remoteAddr: { readonly hostname: string };
}

/** A request, and what becomes known about it. */
export class IncomingRequest {
  readonly startedAt = performance.now();
  /** Its Host header. (Deno compares all headers, letter by letter, each time that one is read.) */
  readonly host: string | null;
  /** The revision in its header (MCP 2025-11-25, basic/transports, "Protocol Version Header"). */
  readonly revision: string | null;
  readonly exchange: Exchange;
  /** The id of the JSON-RPC request, once it is known. */
  rpcId: JsonRpcId = null;
  /** Identifies who is charged for it: the principal, or the address if there is none. Known once it is authenticated. */
  client = "";
  #origin: string | null | undefined;

  constructor(
    readonly request: Request,
    private readonly connection: ConnectionInfo,
    private readonly proxies: TrustedProxies,
  ) {
    const id = getRequestId(request);
    this.host = request.headers.get("host");
    this.revision = request.headers.get("mcp-protocol-version");
    this.exchange = { id, method: request.method, path: getPath(request, this.host), status: 0, milliseconds: 0 };
  }

  /** The site of the web page that sent it; null if no page did. */
  get origin(): string | null {
    return this.#origin === undefined ? this.#origin = this.request.headers.get("origin") : this.#origin;
  }

  /** The address of its client. Unknown once the request is answered. */
  get address(): string {
    return this.proxies.findClient(this.connection.remoteAddr.hostname, this.request.headers);
  }
}

const ID = /^[\w.:-]{1,64}$/;

/** The id that a client, or a proxy before us, has chosen; otherwise a new one. */
function getRequestId({ headers }: Request): string {
  const given = headers.get("x-request-id");
  return given !== null && ID.test(given) ? given : crypto.randomUUID();
}
