/**
 * What one POST gets: JSON where the answer is all there is to say, and a stream where the server asks or tells something
 * on the way (MCP, basic/transports, "Sending Messages to the Server"). A stream is slower: on some systems by 40 ms, for
 * its head and its events leave in two pieces.
 */

import type { JSONRPCMessage, RequestId } from "@modelcontextprotocol/server";
import { createStreamResponse, EventStream, formatEvents } from "./event_stream.ts";
import { createJsonResponse } from "./json_response.ts";

/** A notification waits so long for the answer, to leave together with it. In milliseconds. */
const GRACE_MS = 10;

export interface PostResponseOptions {
  /** The requests that were posted, each once. */
  requests: readonly RequestId[];
  /** They came as a batch (MCP 2025-03-26). */
  isBatch: boolean;
  /** The client understands a stream that begins with an event without a message. */
  sendsPrimingEvent: boolean;
  /** What the response says besides. */
  headers: Record<string, string>;
  /** Is called when the answer becomes a stream; what it gives is called when nobody reads that any more. */
  onStream: (stream: EventStream) => () => void;
}

/** The answer to one POST, while it is made. */
export class PostResponse {
  /** Settles as soon as it is known what kind of response it is. */
  readonly response: Promise<Response>;
  readonly #respond: (response: Response) => void;
  readonly #waiting: RequestId[];
  readonly #messages: JSONRPCMessage[] = [];
  #patience: ReturnType<typeof setTimeout> | undefined;
  #stream: EventStream | undefined;

  constructor(private readonly options: PostResponseOptions) {
    const { promise, resolve } = Promise.withResolvers<Response>();
    this.response = promise;
    this.#respond = resolve;
    this.#waiting = [...options.requests];
  }

  /**
   * Takes a message that belongs to one of the requests.
   *
   * @param answerFollows The answer to that request follows at once.
   */
  send(message: JSONRPCMessage, answerFollows = false): void {
    if (!("method" in message)) this.#settle(message.id!);
    if (this.#stream !== undefined) this.#stream.send(message);
    else this.#messages.push(message);
    if (this.#waiting.length === 0) this.#finish();
    else if ("method" in message && "id" in message) this.#startStream(); // a question, which its client must see now
    else if (!answerFollows) this.#patience ??= setTimeout(() => this.#startStream(), GRACE_MS);
  }

  /** Nobody will answer this request: its client gave it up. */
  drop(request: RequestId): void {
    this.#settle(request);
    if (this.#waiting.length === 0) this.#finish();
  }

  #settle(request: RequestId): void {
    const place = this.#waiting.indexOf(request);
    if (place !== -1) this.#waiting.splice(place, 1);
  }

  #startStream(): void {
    if (this.#stream !== undefined) return;
    clearTimeout(this.#patience);
    const stream = this.#stream = new EventStream();
    for (const message of this.#messages) stream.send(message);
    const { sendsPrimingEvent: opening, headers, onStream: streaming } = this.options;
    this.#respond(createStreamResponse(stream.read(0, opening, streaming(stream)), headers));
  }

  #finish(): void {
    clearTimeout(this.#patience);
    if (this.#stream !== undefined) this.#stream.end();
    else this.#respond(this.#whole());
  }

  #whole(): Response {
    const { isBatch: batch, headers } = this.options;
    const messages = this.#messages;
    const onlyAnswers = messages.length > 0 && messages.every((message) => !("method" in message));
    if (onlyAnswers) return createJsonResponse(batch ? messages : messages[0], headers);
    return createStreamResponse(formatEvents(messages), headers);
  }
}
