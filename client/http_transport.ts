import {
  InsufficientScopeError,
  type JSONRPCMessage,
  SdkHttpError,
  StreamableHTTPClientTransport,
} from "@modelcontextprotocol/client";
import type { DiagnosableTransport, Diagnosis } from "./diagnosis.ts";
import { LONGEST_MESSAGE } from "./longest_message.ts";
import { MessageLength } from "./message_length.ts";
import { settlesWithin } from "./settles_within.ts";
import { TransportFailure } from "./transport_failure.ts";
import { unreachable } from "./unreachable.ts";

/** How long a server may take to hear that its session is over, in milliseconds. */
const FAREWELL = 500;
/** How much of an answer that is none is told, in UTF-16 code units. */
const LONGEST_ANSWER = 200;

const TOO_LONG = `sent a message that is longer than ${LONGEST_MESSAGE} bytes`;

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

  /**
   * @param headers Sent with every request to this server, and with none to another.
   * @param hurry Aborted when this program must end at once.
   */
  constructor(url: URL, headers: Readonly<Record<string, string>>, hurry: AbortSignal) {
    super(url, { requestInit: { headers: { ...headers } }, fetch: (input, init) => this.#fetch(input, init) });
    this.#url = url;
    this.#headers = new Headers(headers);
    hurry.addEventListener("abort", () => void super.close(), { once: true });
  }

  override async send(message: JSONRPCMessage, options?: SendOptions): Promise<void> {
    try {
      await super.send(message, options);
    } catch (error) {
      if (error instanceof SdkHttpError) throw this.#refused(error);
      if (error instanceof InsufficientScopeError) throw outOfScope(error);
      throw error;
    }
  }

  override async close(): Promise<void> {
    if (this.sessionId !== undefined && this.#end === undefined) {
      await settlesWithin(this.terminateSession(), FAREWELL);
    }
    await super.close();
  }

  /** Tells why the connection is lost, where it is. */
  diagnose(): Promise<Diagnosis> {
    return Promise.resolve({ remarks: [], ...this.#end !== undefined && { end: this.#end } });
  }

  async #fetch(input: string | URL, init?: RequestInit): Promise<Response> {
    try {
      const response = await fetch(input, init);
      return response.body === null ? response : this.#watched(response, response.body, init?.signal);
    } catch (error) {
      if (init?.signal?.aborted) throw error;
      throw this.#lose(`can't be reached at ${this.#url.origin} (${unreachable(error)})`, error);
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
          if (length.add(value) > LONGEST_MESSAGE) throw this.#lose(TOO_LONG, new RangeError(TOO_LONG));
          controller.enqueue(value);
        } catch (error) {
          controller.error(error);
          if (error instanceof TransportFailure) return await reader.cancel();
          if (!signal?.aborted) await this.#look();
        }
      },
      cancel: (reason) => reader.cancel(reason),
    });
    return new Response(stream, response);
  }

  /** Any answer shows that the server is there. */
  async #look(): Promise<void> {
    const response = await this.#fetch(this.#url, { method: "OPTIONS", headers: this.#headers }).catch(() => undefined);
    await response?.body?.cancel();
  }

  #refused(error: SdkHttpError): TransportFailure {
    const { status = 0, text = "" } = error.data as { status?: number; text?: string | null };
    if (status === 404 && this.sessionId !== undefined) return this.#lose("has forgotten this session", error);
    return new TransportFailure(this.#inWords(status, text ?? ""), { cause: error });
  }

  #inWords(status: number, text: string): string {
    switch (status) {
      case 401:
        return this.#headers.has("authorization")
          ? "does not accept the token that it was given (401): check the Authorization header"
          : "wants to know who asks (401): give it an Authorization header";
      case 403:
        return `does not let this program in (403): ${shortened(messageIn(text))}`;
      case 404:
      case 405:
        return `has no MCP endpoint at ${this.#url.pathname} (${status}): check the path, which often is /mcp`;
      default:
        return `answered with the HTTP status ${status}: ${shortened(messageIn(text))}`;
    }
  }

  #lose(end: string, cause: unknown): TransportFailure {
    this.#end ??= end;
    queueMicrotask(() => void super.close());
    return new TransportFailure(end, { cause });
  }
}

/** The token is good, but not for this (RFC 6750, section 3.1). */
function outOfScope(error: InsufficientScopeError): TransportFailure {
  const { errorDescription, requiredScope } = error;
  const needed = requiredScope === undefined ? "it needs another one" : `it needs the scope ${requiredScope}`;
  return new TransportFailure(`does not let this token do that (403): ${shortened(errorDescription ?? needed)}`, {
    cause: error,
  });
}

/** What a body says to a person: the message alone where it is a JSON-RPC error. */
function messageIn(text: string): string {
  try {
    const { error } = JSON.parse(text);
    return typeof error.message === "string" ? error.message : text;
  } catch {
    return text;
  }
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim() || "no more was said";
  return line.length > LONGEST_ANSWER ? line.slice(0, LONGEST_ANSWER) + "…" : line;
}
