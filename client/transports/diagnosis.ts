import { ProtocolError, SdkError, SdkErrorCode, type Transport } from "@modelcontextprotocol/client";
import { ServerError, TransportError } from "../errors/mod.ts";

/** What is known about a server that a request to failed. */
export interface Diagnosis {
  /** How it ended when nobody had asked it to, such as `ended with exit code 3`. */
  end?: string;
  /** Lines that help to find the reason. */
  remarks: string[];
}

/** A transport that may know more about the other side than the SDK asks for. */
export interface DiagnosableTransport extends Transport {
  diagnose?(): Promise<Diagnosis>;
  /** The connection is lost, and about to be closed. */
  readonly isDisconnected?: boolean;
}

/**
 * Puts a failed request into words.
 *
 * @param server The server's name.
 * @param wanted What it was asked for, such as `its tools`.
 * @param error What the SDK threw.
 */
export async function toServerError(
  server: string,
  wanted: string,
  error: unknown,
  transport: DiagnosableTransport,
): Promise<ServerError> {
  const asked = `when asked for ${wanted}`;
  if (error instanceof ProtocolError) {
    return new ServerError(server, `answered with an error (${error.code}) ${asked}: ${error.message}`, [], {
      cause: error,
    });
  }
  if (error instanceof TransportError && !transport.isDisconnected) {
    return new ServerError(server, error.message, [], { cause: error });
  }
  const { end, remarks } = await transport.diagnose?.() ?? { remarks: [] };
  const happened = end === undefined ? describeError(error, asked) : `${end} ${asked}`;
  return new ServerError(server, happened, remarks, { cause: error });
}

function describeError(error: unknown, asked: string): string {
  const reason = toOneLine(error instanceof Error ? error.message : String(error));
  if (!(error instanceof SdkError)) return `gave an answer that MCP doesn't allow ${asked}: ${reason}`;
  switch (error.code) {
    case SdkErrorCode.RequestTimeout:
      return `gave no answer within ${getTimeoutSeconds(error)} seconds ${asked}`;
    case SdkErrorCode.ConnectionClosed:
    case SdkErrorCode.NotConnected:
      return `closed the connection ${asked}`;
    case SdkErrorCode.CapabilityNotSupported:
      return `can't do what this needs: ${reason}`;
    case SdkErrorCode.EraNegotiationFailed:
      return `can't speak the revision of MCP that was asked for: ${reason}`;
    default:
      return `gave an answer that MCP doesn't allow ${asked}: ${reason}`;
  }
}

function getTimeoutSeconds({ data }: SdkError): number {
  return (data as { timeout: number }).timeout / 1000; // the SDK gives it with every time-out
}

/** Schema errors are long, and go over many lines. */
function toOneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 300 ? line.slice(0, 299) + "…" : line;
}
