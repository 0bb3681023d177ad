import {
  InsufficientScopeError,
  type JSONRPCMessage,
  SdkHttpError,
  StreamableHTTPClientTransport,
} from "@modelcontextprotocol/client";
import type { DiagnosableTransport, Diagnosis } from "./diagnosis.ts";
import { MAX_MESSAGE_LENGTH, MessageLength } from "./message_length.ts";
import { settlesWithin } from "../../base/settles_within.ts";
import { TransportError, type TransportErrorDetails } from "../errors/mod.ts";
import { explainFetchError, isConnectionRefused, isTemporary } from "./fetch_failure.ts";

/** How long a server may take to hear that its session is over, in milliseconds. */
const SESSION_END_TIMEOUT = 500;
/** How much of an answer that is none is told, in UTF-16 code units. */
const MAX_REASON_LENGTH = 200;

/** What a proxy answers whose server is away, and a server that is about to end (RFC 9110, section 15.6). */
const UNAVAILABLE_STATUSES = [502, 503, 504];

const SESSION_EXPIRED = "has forgotten this session";
const MESSAGE_TOO_LONG = `sent a message that is longer than ${MAX_MESSAGE_LENGTH} bytes`;

type SendOptions = Parameters<StreamableHTTPClientTransport["send"]>[1];

/**
 * MCP over HTTP (MCP, basic/transports, "Streamable HTTP").
 *
 * The SDK's own transport never notices that its server is gone: this one closes when the server can't be reached any
 * longer, or doesn't know the session any more, so that somebody can connect anew.
 */
export class HttpTransport extends StreamableHTTPClientTransport implements DiagnosableTransport {
  readonly #url: URL;
  readonly #headers: Headers;
  #end: string | undefined;
  #isCut = false;
  #closing: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param headers Sent with every request to this server, and with none to another.
   * @param hurry Aborted when this program must end at once.
   */
  constructor(url: URL, headers: Readonly<Record<string, string>>, hurry: AbortSignal) {
    super(url, { requestInit: { headers: { ...headers } }, fetch: (input, init) => this.#fetch(input, init) });
    this.#url = url;
    this.#headers = new Headers(headers);
    hurry.addEventListener("abort", () => void this.#cut(), { once: true });
  }

  override async send(message: JSONRPCMessage, options?: SendOptions): Promise<void> {
    try {
      await super.send(message, options);
    } catch (error) {
      if (error instanceof SdkHttpError) throw this.#refused(error);
      if (error instanceof InsufficientScopeError) throw createScopeError(error);
      if (error instanceof TransportError && error.untouched && isContinuation(message)) {
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

  /** Tells why the connection is lost, where it is. */
  diagnose(): Promise<Diagnosis> {
    return Promise.resolve({ remarks: [], ...this.#end !== undefined && { end: this.#end } });
  }

  async #fetch(input: string | URL, init?: RequestInit): Promise<Response> {
    try {
      const response = await fetch(input, init);
      if (response.status === 404 && isResumption(init)) this.#lose(SESSION_EXPIRED, response, { passing: true });
      return response.body === null ? response : this.#watched(response, response.body, init?.signal);
    } catch (error) {
      if (init?.signal?.aborted) throw error;
      throw this.#lose(`can't be reached at ${this.#url.origin} (${explainFetchError(error)})`, error, {
        passing: isTemporary(error),
        untouched: isConnectionRefused(error),
      });
    }
  }

  /** The same answer within bounds; when it breaks off, the server may be gone, which the next request finds out. */
  #watched(
    response: Response,
    body: ReadableStream<Uint8Array<ArrayBuffer>>,
    signal: AbortSignal | null | undefined,
  ): Response {
    const reader = body.getReader();
    const length = new MessageLength(response.headers.get("content-type"));
    const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull: async (controller) => {
        try {
          const { done, value } = await reader.read();
          if (done) return controller.close();
          if (length.add(value) > MAX_MESSAGE_LENGTH) {
            throw this.#lose(MESSAGE_TOO_LONG, new RangeError(MESSAGE_TOO_LONG));
          }
          controller.enqueue(value);
        } catch (error) {
          if (error instanceof TransportError) {
            controller.error(error);
            return await reader.cancel();
          }
          controller.error(signal?.aborted ? error : createBrokenStreamError(error));
          if (!signal?.aborted) await this.#look();
        }
      },
      cancel: (reason) => reader.cancel(reason),
    });
    return new Response(stream, response);
  }

  /** Any answer of the server's own shows that it is there. */
  async #look(): Promise<void> {
    const response = await this.#fetch(this.#url, { method: "OPTIONS", headers: this.#headers }).catch(() => undefined);
    await response?.body?.cancel();
    if (response !== undefined && UNAVAILABLE_STATUSES.includes(response.status)) {
      this.#lose(`answered with the HTTP status ${response.status}`, response, { passing: true });
    }
  }

  #refused(error: SdkHttpError): TransportError {
    const { status = 0, text = "" } = error.data as { status?: number; text?: string | null };
    if (status === 404 && this.sessionId !== undefined) {
      return this.#lose(SESSION_EXPIRED, error, { passing: true, untouched: true });
    }
    return new TransportError(this.#inWords(status, text ?? ""), {
      cause: error,
      passing: UNAVAILABLE_STATUSES.includes(status),
    });
  }

  #inWords(status: number, text: string): string {
    switch (status) {
      case 401:
        return this.#headers.has("authorization")
          ? "does not accept the token that it was given (401): check the Authorization header"
          : "wants to know who asks (401): give it an Authorization header";
      case 403:
        return `does not let this program in (403): ${truncate(extractMessage(text))}`;
      case 404:
      case 405:
        return `has no MCP endpoint at ${this.#url.pathname} (${status}): check the path, which often is /mcp`;
      default:
        return `answered with the HTTP status ${status}: ${truncate(extractMessage(text))}`;
    }
  }

  #lose(end: string, cause: unknown, prospects: TransportErrorDetails = {}): TransportError {
    this.#end ??= end;
    // Whoever sent something is to hear first what became of that.
    if (!this.#isCut) this.#closing ??= setTimeout(() => void this.#cut());
    return new TransportError(end, { cause, ...prospects });
  }

  async #cut(): Promise<void> {
    this.#isCut = true;
    clearTimeout(this.#closing);
    await super.close();
  }
}

/** Whether a request wants to go on with the stream of an earlier one (MCP, basic/transports, "Resumability"). */
function isResumption(init: RequestInit | undefined): boolean {
  return new Headers(init?.headers).has("last-event-id");
}

/** Whether a message goes on with a call that the server knows already, and has asked something for. */
function isContinuation(message: JSONRPCMessage): boolean {
  const params = "params" in message ? message.params ?? {} : {};
  return "inputResponses" in params || "requestState" in params;
}

function toPossiblyProcessed({ message, passing, cause }: TransportError): TransportError {
  return new TransportError(message, { cause, passing });
}

function createBrokenStreamError(cause: unknown): TransportError {
  return new TransportError("broke off in the middle of an answer", { cause, passing: true });
}

/** The token is good, but not for this (RFC 6750, section 3.1). */
function createScopeError(error: InsufficientScopeError): TransportError {
  const { errorDescription, requiredScope } = error;
  const needed = requiredScope === undefined ? "it needs another one" : `it needs the scope ${requiredScope}`;
  return new TransportError(`does not let this token do that (403): ${truncate(errorDescription ?? needed)}`, {
    cause: error,
  });
}

/** What a body says to a person: the message alone where it is a JSON-RPC error. */
function extractMessage(text: string): string {
  try {
    const { error } = JSON.parse(text);
    return typeof error.message === "string" ? error.message : text;
  } catch {
    return text;
  }
}

function truncate(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim() || "no more was said";
  return line.length > MAX_REASON_LENGTH ? line.slice(0, MAX_REASON_LENGTH) + "…" : line;
}
