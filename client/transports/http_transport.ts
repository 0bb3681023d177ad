import { truncateLine } from "../../base/text/truncate.ts";
import {
  InsufficientScopeError,
  type JSONRPCMessage,
  SdkHttpError,
  StreamableHTTPClientTransport,
} from "@modelcontextprotocol/client";
import type { DiagnosableTransport, Diagnosis } from "./diagnosis.ts";
import { MAX_MESSAGE_LENGTH, MessageLength } from "./message_length.ts";
import { NullMetadata } from "./null_metadata.ts";
import { settlesWithin } from "../../base/timing/settles_within.ts";
import { TransportError, type TransportErrorDetails } from "../errors/mod.ts";
import { explainFetchError, isConnectionRefused, isTemporary } from "./fetch_failure.ts";

/** Time limit for ending a session, in milliseconds. */
const SESSION_END_TIMEOUT = 500;
/** Time limit for requests that were sent in an expired session to be refused, in milliseconds. */
const EXPIRED_SESSION_TIMEOUT = 500;
/** Length limit for quoted error bodies, in UTF-16 code units. */
const MAX_REASON_LENGTH = 200;

/** Statuses of a proxy without its server, and of a server that shuts down (RFC 9110, section 15.6). */
const UNAVAILABLE_STATUSES = [502, 503, 504];

const SESSION_EXPIRED = "no longer knows this session";
const MESSAGE_TOO_LONG = `sent a message longer than ${MAX_MESSAGE_LENGTH} bytes`;

type SendOptions = Parameters<StreamableHTTPClientTransport["send"]>[1];

/**
 * MCP over HTTP (MCP, basic/transports, "Streamable HTTP").
 *
 * Unlike the SDK's transport, this one closes when the server becomes unreachable or no longer knows the session, so
 * that the client can reconnect.
 */
export class HttpTransport extends StreamableHTTPClientTransport implements DiagnosableTransport {
  readonly #url: URL;
  readonly #headers: Headers;
  #end: string | undefined;
  #isCut = false;
  #closing: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param headers Sent with every request to this server, and to no other server.
   * @param shutdown Cuts the connection when aborted.
   */
  constructor(url: URL, headers: Readonly<Record<string, string>>, shutdown: AbortSignal) {
    super(url, { requestInit: { headers: { ...headers } }, fetch: (input, init) => this.#fetch(input, init) });
    this.#url = url;
    this.#headers = new Headers(headers);
    shutdown.addEventListener("abort", () => void this.#cut(), { once: true });
  }

  override async send(message: JSONRPCMessage, options?: SendOptions): Promise<void> {
    try {
      await super.send(message, options);
    } catch (error) {
      if (error instanceof SdkHttpError) throw this.#toTransportError(error);
      if (error instanceof InsufficientScopeError) throw createScopeError(error);
      if (error instanceof TransportError && error.unprocessed && isContinuation(message)) {
        throw toPossiblyProcessed(error);
      }
      throw error;
    }
  }

  override async close(): Promise<void> {
    if (this.sessionId !== undefined && this.#end === undefined) {
      await settlesWithin(this.terminateSession(), SESSION_END_TIMEOUT);
    }
    await this.#cut();
  }

  get isDisconnected(): boolean {
    return this.#end !== undefined;
  }

  /** Returns why the connection ended, if it did. */
  diagnose(): Promise<Diagnosis> {
    return Promise.resolve({ remarks: [], ...this.#end !== undefined && { end: this.#end } });
  }

  async #fetch(input: string | URL, init?: RequestInit): Promise<Response> {
    try {
      const response = await fetch(input, init);
      if (response.status === 404 && isResumption(init)) {
        this.#disconnect(SESSION_EXPIRED, response, { temporary: true });
      }
      return response.body === null ? response : this.#limit(response, response.body, init?.signal);
    } catch (error) {
      if (init?.signal?.aborted) throw error;
      throw this.#disconnect(`cannot be reached at ${this.#url.origin} (${explainFetchError(error)})`, error, {
        temporary: isTemporary(error),
        unprocessed: isConnectionRefused(error),
      });
    }
  }

  /** Limits the length of messages. When the body ends early, checks whether the server is still reachable. */
  #limit(
    response: Response,
    body: ReadableStream<Uint8Array<ArrayBuffer>>,
    signal: AbortSignal | null | undefined,
  ): Response {
    const reader = body.getReader();
    const length = new MessageLength(response.headers.get("content-type"));
    const metadata = new NullMetadata();
    const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull: async (controller) => {
        try {
          const { done, value } = await reader.read();
          if (done) {
            controller.enqueue(metadata.end());
            return controller.close();
          }
          if (length.add(value) > MAX_MESSAGE_LENGTH) {
            throw this.#disconnect(MESSAGE_TOO_LONG, new RangeError(MESSAGE_TOO_LONG));
          }
          controller.enqueue(metadata.add(value));
        } catch (error) {
          if (error instanceof TransportError) {
            controller.error(error);
            return await reader.cancel();
          }
          controller.error(signal?.aborted ? error : createBrokenStreamError(error));
          if (!signal?.aborted) await this.#probe();
        }
      },
      cancel: (reason) => reader.cancel(reason),
    });
    return new Response(stream, response);
  }

  /** Probes the server. Any response except those of a proxy without its server shows that it is running. */
  async #probe(): Promise<void> {
    const response = await this.#fetch(this.#url, { method: "OPTIONS", headers: this.#headers }).catch(() => undefined);
    await response?.body?.cancel();
    if (response !== undefined && UNAVAILABLE_STATUSES.includes(response.status)) {
      this.#disconnect(`responded with HTTP status ${response.status}`, response, { temporary: true });
    }
  }

  #toTransportError(error: SdkHttpError): TransportError {
    const { status = 0, text = "" } = error.data as { status?: number; text?: string | null };
    if (status === 404 && this.sessionId !== undefined) {
      return this.#disconnect(SESSION_EXPIRED, error, { temporary: true, unprocessed: true, sessionExpired: true });
    }
    return new TransportError(this.#explainStatus(status, text ?? ""), {
      cause: error,
      temporary: UNAVAILABLE_STATUSES.includes(status),
    });
  }

  #explainStatus(status: number, text: string): string {
    switch (status) {
      case 401:
        return this.#headers.has("authorization")
          ? "rejected the token (401): check the Authorization header"
          : "requires authentication (401): add an Authorization header";
      case 403:
        return `denied access (403): ${formatReason(extractMessage(text))}`;
      case 404:
      case 405:
        return `has no MCP endpoint at ${this.#url.pathname} (${status}): check the path, which is often /mcp`;
      default:
        return `responded with HTTP status ${status}: ${formatReason(extractMessage(text))}`;
    }
  }

  #disconnect(end: string, cause: unknown, details: TransportErrorDetails = {}): TransportError {
    this.#end ??= end;
    // The sender must see the error before the connection closes. In an expired session, so must all others.
    const wait = details.sessionExpired ? EXPIRED_SESSION_TIMEOUT : 0;
    if (!this.#isCut) this.#closing ??= setTimeout(() => void this.#cut(), wait);
    return new TransportError(end, { cause, ...details });
  }

  async #cut(): Promise<void> {
    this.#isCut = true;
    clearTimeout(this.#closing);
    await super.close();
  }
}

/** Returns whether a request resumes the stream of an earlier one (MCP, basic/transports, "Resumability"). */
function isResumption(init: RequestInit | undefined): boolean {
  return new Headers(init?.headers).has("last-event-id");
}

/** Returns whether a message continues a call that the server has already started. */
function isContinuation(message: JSONRPCMessage): boolean {
  const params = "params" in message ? message.params ?? {} : {};
  return "inputResponses" in params || "requestState" in params;
}

function toPossiblyProcessed({ message, temporary, cause }: TransportError): TransportError {
  return new TransportError(message, { cause, temporary });
}

function createBrokenStreamError(cause: unknown): TransportError {
  return new TransportError("closed the connection in the middle of a response", { cause, temporary: true });
}

/** Reports a valid token without the required scope (RFC 6750, section 3.1). */
function createScopeError(error: InsufficientScopeError): TransportError {
  const { errorDescription, requiredScope } = error;
  const needed = requiredScope === undefined ? "it needs another scope" : `it needs the scope ${requiredScope}`;
  return new TransportError(
    `denied this token access (403): ${formatReason(errorDescription ?? needed)}`,
    {
      cause: error,
    },
  );
}

/** Extracts the message of a JSON-RPC error; any other body is returned unchanged. */
function extractMessage(text: string): string {
  try {
    const { error } = JSON.parse(text);
    return typeof error.message === "string" ? error.message : text;
  } catch {
    return text;
  }
}

function formatReason(text: string): string {
  return truncateLine(text, MAX_REASON_LENGTH) || "no reason given";
}
