/** Errors of JSON-RPC. */

/** The codes of JSON-RPC errors: its own, and of the range that it leaves to servers (JSON-RPC 2.0, section 5.1). */
export const RPC_CODES = {
  parseError: -32700,
  invalidRequest: -32600,
  invalidParams: -32602,
  internalError: -32603,
  refused: -32000,
  noSession: -32001,
} as const;

/** Answers a request with an error: whoever serves the request takes code, message and data from it. */
export class RpcError extends Error {
  override name = "RpcError";

  constructor(readonly code: number, message: string, readonly data?: unknown) {
    super(message);
  }
}
