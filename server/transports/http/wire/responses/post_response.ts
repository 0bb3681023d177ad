/**
 * The response to one POST: JSON if it consists of JSON-RPC responses only, and a stream if the server sends requests or
 * notifications before them (MCP, basic/transports, "Sending Messages to the Server"). A stream is slower, on some systems by
 * 40 ms, because its head and its events are sent in two pieces.
 */

import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import type { Reply } from "../../../../protocol/mod.ts";
import { createStreamResponse, EventStream, formatEvents } from "./event_stream.ts";
import { createJsonResponse } from "./json_response.ts";

/** A notification waits this long for the response, so that they are sent together. */
const GRACE_MS = 10;

export interface PostResponseOptions {
  /** The number of JSON-RPC responses. */
  expected: number;
  /** The messages were a batch (MCP 2025-03-26). */
  isBatch: boolean;
  /** Checks that the client accepts a stream. Called for the first request or notification. */
  acceptsStream: () => boolean;
  /** Takes the requests and notifications for a client that accepts JSON only. */
  sendElsewhere: (message: JSONRPCMessage) => void;
  /** The client accepts a stream that starts with an event without a message. */
  sendsPrimingEvent: boolean;
  headers: Record<string, string>;
  /** Called before the client gets a request. What it throws fails the request. */
  onRequest?: () => void;
  /** Called when all responses are sent or dropped. */
  onFinish?: () => void;
  /** Called when the response becomes a stream. Returns the function to call when no connection reads it any more. */
  onStream: (stream: EventStream) => () => void;
}

/** Collects what the server sends for the messages of one POST. */
export class PostResponse implements Reply {
  /** Settles as soon as the kind of response is known. */
  readonly response: Promise<Response>;
  readonly #respond: (response: Response) => void;
  readonly #messages: JSONRPCMessage[] = [];
  #expected: number;
  #isStreamAccepted: boolean | undefined;
  #graceTimer: ReturnType<typeof setTimeout> | undefined;
  #stream: EventStream | undefined;

  constructor(private readonly options: PostResponseOptions) {
    const { promise, resolve } = Promise.withResolvers<Response>();
    this.response = promise;
    this.#respond = resolve;
    this.#expected = options.expected;
    if (options.expected === 0) resolve(new Response(null, { status: 202 }));
  }

  /** @throws {Error} If the client may get no request now. */
  send(message: JSONRPCMessage, responseFollows = false): void {
    if ("method" in message && "id" in message) this.options.onRequest?.();
    if ("method" in message && !this.#acceptsStream()) return this.options.sendElsewhere(message);
    if (!("method" in message)) this.#expected--;
    if (this.#stream !== undefined) this.#stream.send(message);
    else this.#messages.push(message);
    if (this.#expected === 0) this.#finish();
    else if ("method" in message && "id" in message) this.#startStream(); // a request, which the client must see now
    else if (!responseFollows) this.#graceTimer ??= setTimeout(() => this.#startStream(), GRACE_MS);
  }

  drop(): void {
    this.#expected--;
    if (this.#expected === 0) this.#finish();
  }

  /** Reads send only their response: their headers need not be searched for this. */
  #acceptsStream(): boolean {
    return this.#isStreamAccepted ??= this.options.acceptsStream();
  }

  #startStream(): void {
    if (this.#stream !== undefined) return;
    clearTimeout(this.#graceTimer);
    const stream = this.#stream = new EventStream();
    for (const message of this.#messages) stream.send(message);
    const { sendsPrimingEvent, headers, onStream } = this.options;
    this.#respond(createStreamResponse(stream.read(0, sendsPrimingEvent, onStream(stream)), headers));
  }

  #finish(): void {
    clearTimeout(this.#graceTimer);
    this.options.onFinish?.();
    if (this.#stream !== undefined) this.#stream.end();
    else this.#respond(this.#createWhole());
  }

  #createWhole(): Response {
    const { isBatch, headers } = this.options;
    const messages = this.#messages;
    const hasOnlyResponses = messages.length > 0 && messages.every((message) => !("method" in message));
    if (hasOnlyResponses) return createJsonResponse(isBatch ? messages : messages[0], headers);
    return createStreamResponse(formatEvents(messages), headers);
  }
}
