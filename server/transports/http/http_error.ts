/** Requests that aren't served, and how their senders are told. */

import type { JSONRPCErrorResponse } from "@modelcontextprotocol/server";
import { RPC_CODES } from "../../protocol/errors.ts";

export { RPC_CODES };

export type JsonRpcId = JSONRPCErrorResponse["id"] | null;

export interface HttpErrorOptions extends ErrorOptions {
  /** One of {@linkcode RPC_CODES}; `refused` when left out. */
  code?: number;
  headers?: Record<string, string>;
}

/** A request that isn't served: an HTTP status (RFC 9110, section 15), and a message for whoever sent it. */
export class HttpError extends Error {
  override name = "Refusal";
  readonly code: number;
  readonly headers: Record<string, string>;

  constructor(readonly status: number, message: string, options: HttpErrorOptions = {}) {
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
export function toErrorResponse({ status, code, message, headers }: HttpError, id: JsonRpcId): Response {
  return Response.json({ jsonrpc: "2.0", error: { code, message }, id }, { status, headers });
}
