import { truncateLine } from "../../base/text/truncate.ts";
import { ProtocolError, SdkError, SdkErrorCode, type Transport } from "@modelcontextprotocol/client";
import { ServerError, TransportError } from "../errors/mod.ts";

/** Schema errors are long and span many lines. In UTF-16 code units. */
const MAX_REASON_LENGTH = 300;

/** Facts about a server after a request to it failed. */
export interface Diagnosis {
  /** The end of the connection if this program did not cause it, such as `exited with code 3`. */
  end?: string;
  /** Lines that help to find the cause, such as the last lines of standard error. */
  remarks: string[];
}

/** A transport that can explain failures. */
export interface DiagnosableTransport extends Transport {
  diagnose?(): Promise<Diagnosis>;
  /** The connection has failed and is about to be closed. */
  readonly isDisconnected?: boolean;
}

/**
 * Converts the error of a failed request to a {@linkcode ServerError}.
 *
 * @param server The server's name.
 * @param action The request in words, such as `listing its tools`.
 * @param error The error that the SDK threw.
 */
export async function toServerError(
  server: string,
  action: string,
  error: unknown,
  transport: DiagnosableTransport,
): Promise<ServerError> {
  const during = `while ${action}`;
  if (error instanceof ProtocolError) {
    return new ServerError(server, `returned error ${error.code} ${during}: ${error.message}`, [], {
      cause: error,
    });
  }
  if (error instanceof TransportError && !transport.isDisconnected) {
    return new ServerError(server, error.message, [], { cause: error });
  }
  const { end, remarks } = await transport.diagnose?.() ?? { remarks: [] };
  const problem = end === undefined ? describeError(error, during) : `${end} ${during}`;
  return new ServerError(server, problem, remarks, { cause: error });
}

function describeError(error: unknown, during: string): string {
  const reason = truncateLine(error instanceof Error ? error.message : String(error), MAX_REASON_LENGTH);
  if (!(error instanceof SdkError)) return `sent an invalid MCP response ${during}: ${reason}`;
  switch (error.code) {
    case SdkErrorCode.RequestTimeout:
      return `timed out after ${getTimeoutSeconds(error)} seconds ${during}`;
    case SdkErrorCode.ConnectionClosed:
    case SdkErrorCode.NotConnected:
      return `closed the connection ${during}`;
    case SdkErrorCode.CapabilityNotSupported:
      return `does not support this request: ${reason}`;
    case SdkErrorCode.EraNegotiationFailed:
      return `does not support the requested MCP revision: ${reason}`;
    default:
      return `sent an invalid MCP response ${during}: ${reason}`;
  }
}

function getTimeoutSeconds({ data }: SdkError): number {
  return (data as { timeout: number }).timeout / 1000; // the SDK sets it on every timeout error
}
