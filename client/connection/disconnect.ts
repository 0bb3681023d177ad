/** What a failed request says of the connection that it was made on. */

import { SdkError, SdkErrorCode } from "@modelcontextprotocol/client";
import { ServerError, TransportError } from "../errors/mod.ts";

/** Whether it failed because the connection is lost, or the server away for the moment: connecting anew may help. */
export function isDisconnect(error: unknown): error is ServerError {
  if (!(error instanceof ServerError)) return false;
  const { cause } = error;
  const unsent = findTransportError(cause);
  if (unsent !== undefined) return unsent.passing;
  return hasCode(cause, SdkErrorCode.ConnectionClosed) || hasCode(cause, SdkErrorCode.NotConnected);
}

/** Whether the server has certainly done nothing of what it was asked for. */
export function isUnprocessed({ cause }: ServerError): boolean {
  return findTransportError(cause)?.untouched ?? hasCode(cause, SdkErrorCode.NotConnected);
}

/** The SDK wraps what happens while it finds out which revisions a server knows. */
function findTransportError(cause: unknown): TransportError | undefined {
  if (cause instanceof TransportError) return cause;
  return cause instanceof Error ? findTransportError(cause.cause) : undefined;
}

function hasCode(error: unknown, code: SdkErrorCode): boolean {
  return error instanceof SdkError && error.code === code;
}
