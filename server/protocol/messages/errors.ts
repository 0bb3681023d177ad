/** Errors of JSON-RPC. */

import type { JSONRPCErrorResponse, RequestId } from "@modelcontextprotocol/server";

/** The codes of JSON-RPC errors: its own, and those of the range that it leaves to servers (JSON-RPC 2.0, section 5.1). */
export const RPC_CODES = {
  parseError: -32700,
  invalidRequest: -32600,
  invalidParams: -32602,
  internalError: -32603,
  /** A refused HTTP request. */
  refused: -32000,
  noSession: -32001,
} as const;

/** Fails a request with this code, message and data. */
export class RpcError extends Error {
  override name = "RpcError";

  constructor(readonly code: number, message: string, readonly data?: unknown) {
    super(message);
  }
}

/** Rejects a message that is not valid JSON-RPC. */
export class InvalidMessageError extends RpcError {
  override name = "InvalidMessageError";

  /** @param id The id for the error response; undefined if there must be none, because the message is itself a response. */
  constructor(message: string, readonly id: unknown, code: number = RPC_CODES.invalidRequest) {
    super(code, message);
  }
}

/** Rejects an invalid response to a request of the server's. There is no response to it, but the request fails. */
export class InvalidResponseError extends InvalidMessageError {
  override name = "InvalidResponseError";

  /** @param requestId The id of that request; undefined if the response has no valid one. */
  constructor(problem: string, readonly requestId: RequestId | undefined) {
    const id = JSON.stringify(requestId)?.slice(0, 100);
    super(id === undefined ? problem : `The response to request ${id} is invalid: ${problem}`, undefined);
  }
}

/** In UTF-16 code units. */
const MAX_URI_LENGTH = 2_000;

/** Returns the data of an error about a resource: its URI, unless that is longer than any of a resource. */
export function toUriData(uri: string): { uri: string } | undefined {
  return uri.length <= MAX_URI_LENGTH ? { uri } : undefined;
}

/** The `error` of a response, from whatever a handler threw. Equal to what the SDK makes of it. */
export function toErrorObject(error: unknown): JSONRPCErrorResponse["error"] {
  const { code, message, data } = error as { code?: unknown; message?: string; data?: unknown };
  return {
    code: Number.isSafeInteger(code) ? code as number : RPC_CODES.internalError,
    message: message ?? "Internal error",
    ...data !== undefined && { data },
  };
}
