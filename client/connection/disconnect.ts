/** Classifies the errors of requests by the state of their connection. */

import { SdkError, SdkErrorCode } from "@modelcontextprotocol/client";
import { ServerError, TransportError } from "../errors/mod.ts";

/** Returns whether the request failed because of a disconnect or a temporary outage, so that reconnecting may help. */
export function isDisconnect(error: unknown): error is ServerError {
  if (!(error instanceof ServerError)) return false;
  const { cause } = error;
  const transportError = findTransportError(cause);
  if (transportError !== undefined) return transportError.temporary;
  return hasCode(cause, SdkErrorCode.ConnectionClosed) || hasCode(cause, SdkErrorCode.NotConnected);
}

/** Returns whether the server certainly did not process the request. */
export function isUnprocessed({ cause }: ServerError): boolean {
  return findTransportError(cause)?.unprocessed ?? hasCode(cause, SdkErrorCode.NotConnected);
}

/** Returns whether the server refused the request because it has forgotten the session. */
export function isSessionExpired(error: unknown): boolean {
  return error instanceof ServerError && (findTransportError(error.cause)?.sessionExpired ?? false);
}

/** Finds the transport's own error, which the SDK wraps while it negotiates a revision. */
function findTransportError(cause: unknown): TransportError | undefined {
  if (cause instanceof TransportError) return cause;
  return cause instanceof Error ? findTransportError(cause.cause) : undefined;
}

function hasCode(error: unknown, code: SdkErrorCode): boolean {
  return error instanceof SdkError && error.code === code;
}
