/** Requests that are refused, and the responses to them. */

import { type InvalidMessageError, RPC_CODES } from "../../../protocol/mod.ts";

export { RPC_CODES };

/** The id of a request as it was sent; null if it is unknown. */
export type JsonRpcId = unknown;

export interface HttpErrorOptions extends ErrorOptions {
  /** One of {@linkcode RPC_CODES}; by default `refused`. */
  code?: number;
  headers?: Record<string, string>;
}

/** Refuses a request with an HTTP status (RFC 9110, section 15) and a message for its sender. */
export class HttpError extends Error {
  override name = "HttpError";
  readonly code: number;
  readonly headers: Record<string, string>;

  constructor(readonly status: number, message: string, options: HttpErrorOptions = {}) {
    super(message, options);
    this.code = options.code ?? RPC_CODES.refused;
    this.headers = options.headers ?? {};
  }
}

/** Refuses a body without a valid message. */
export function toHttpError({ message, code }: InvalidMessageError): HttpError {
  return new HttpError(400, message, { code });
}

/**
 * The response to a refused request: a JSON-RPC error.
 *
 * @param id The id of the JSON-RPC request, if it is known.
 */
export function toErrorResponse({ status, code, message, headers }: HttpError, id: JsonRpcId): Response {
  return Response.json({ jsonrpc: "2.0", error: { code, message }, id: id ?? null }, { status, headers });
}
