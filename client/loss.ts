/** What a failed request says of the connection that it was made on. */

import { SdkError, SdkErrorCode } from "@modelcontextprotocol/client";
import { ServerFailure } from "./server_failure.ts";
import { TransportFailure } from "./transport_failure.ts";

/** Whether it failed because the connection is lost, or the server away for the moment: connecting anew may help. */
export function isLoss(error: unknown): error is ServerFailure {
  if (!(error instanceof ServerFailure)) return false;
  const { cause } = error;
  const unsent = transportFailureIn(cause);
  if (unsent !== undefined) return unsent.passing;
  return isCode(cause, SdkErrorCode.ConnectionClosed) || isCode(cause, SdkErrorCode.NotConnected);
}

/** Whether the server has certainly done nothing of what it was asked for. */
export function isUntouched({ cause }: ServerFailure): boolean {
  return transportFailureIn(cause)?.untouched ?? isCode(cause, SdkErrorCode.NotConnected);
}

/** The SDK wraps what happens while it finds out which revisions a server knows. */
function transportFailureIn(cause: unknown): TransportFailure | undefined {
  if (cause instanceof TransportFailure) return cause;
  return cause instanceof Error ? transportFailureIn(cause.cause) : undefined;
}

function isCode(error: unknown, code: SdkErrorCode): boolean {
  return error instanceof SdkError && error.code === code;
}
