/** Requests that aren't served, and how their senders are told. */

import {
  INTERNAL_ERROR,
  INVALID_PARAMS,
  INVALID_REQUEST,
  type JSONRPCErrorResponse,
  PARSE_ERROR,
} from "@modelcontextprotocol/server";

/** The codes of JSON-RPC errors: its own, and of the range that it leaves to servers (JSON-RPC 2.0, section 5.1). */
export const RPC_CODES = {
  parseError: PARSE_ERROR,
  invalidRequest: INVALID_REQUEST,
  invalidParams: INVALID_PARAMS,
  internalError: INTERNAL_ERROR,
  refused: -32000,
  noSession: -32001,
} as const;

export type RpcId = JSONRPCErrorResponse["id"] | null;

export interface RefusalOptions extends ErrorOptions {
  /** One of {@linkcode RPC_CODES}; `refused` when left out. */
  code?: number;
  headers?: Record<string, string>;
}

/** A request that isn't served: an HTTP status (RFC 9110, section 15), and a message for whoever sent it. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly code: number;
  readonly headers: Record<string, string>;

  constructor(readonly status: number, message: string, options: RefusalOptions = {}) {
    super(message, options);
    this.code = options.code ?? RPC_CODES.refused;
    this.headers = options.headers ?? {};
  }
}

/**
 * The answer to a request that isn't served: a JSON-RPC error.
 *
 * @param id The request's, where it could be read.
 */
export function refusalResponse({ status, code, message, headers }: Refusal, id: RpcId): Response {
  return Response.json({ jsonrpc: "2.0", error: { code, message }, id }, { status, headers });
}
