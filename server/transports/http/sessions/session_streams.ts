/** The event streams of a session (MCP 2025-11-25, basic/transports, "Listening for Messages from the Server"). */

import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import { acceptsPrimingEvent } from "../../../protocol/mod.ts";
import { createStreamResponse, EventStream, HttpError, type StreamKind } from "../wire/mod.ts";

/** The latest streams of responses, which a client can resume. */
const MAX_STREAMS = 4;

/** The standing stream, for messages that belong to no request, and the streams of responses. */
export class SessionStreams {
  readonly #standing = new EventStream();
  readonly #resumable: EventStream[] = [];

  /**
   * @param open Called when a connection starts to read a stream, with a function that closes the connection. Returns the
   * function to call at its end.
   * @param listSubscriptions Lists the resources that the client has subscribed to.
   */
  constructor(
    private readonly headers: Record<string, string>,
    private readonly open: (kind: StreamKind, disconnect: () => void) => () => void,
    private readonly listSubscriptions: () => Iterable<string>,
  ) {}

  /** Sends a message that belongs to no request. */
  send(message: JSONRPCMessage): void {
    this.#standing.send(message);
  }

  /** Keeps the stream of a response, so that a client that loses its connection can resume it. */
  readonly keep = (stream: EventStream): () => void => {
    this.#resumable.push(stream);
    if (this.#resumable.length > MAX_STREAMS) this.#resumable.shift();
    return this.open("call", () => stream.disconnect());
  };

  /**
   * Opens the standing stream, or resumes a stream after an event. A connection that reads the stream already ends: it may be
   * dead, and only the client knows.
   *
   * @throws {HttpError} 400 if the stream is not available any more.
   */
  read(lastEventId: string | null, revision: string): Response {
    const { stream, after } = this.#find(lastEventId);
    const primes = lastEventId === null && acceptsPrimingEvent(revision);
    const end = this.open(stream === this.#standing ? "standing" : "call", () => stream.disconnect());
    const body = stream.read(after, primes, end);
    if (stream === this.#standing && after < stream.firstPosition) this.#sendUpdates();
    return createStreamResponse(body, this.headers);
  }

  close(): void {
    this.#standing.end();
  }

  #find(lastEventId: string | null): { stream: EventStream; after: number } {
    if (lastEventId === null) return { stream: this.#standing, after: this.#standing.lastNumber };
    for (const stream of [this.#standing, ...this.#resumable]) {
      const after = stream.findPosition(lastEventId);
      const isComplete = after !== undefined && after >= stream.firstPosition;
      // Subscriptions make up for lost notifications; nothing makes up for a lost response.
      if (isComplete || after !== undefined && stream === this.#standing) return { stream, after };
    }
    throw new HttpError(
      400,
      "The events after this Last-Event-ID are no longer available. Open the stream without it.",
    );
  }

  /** The client has missed events: whatever it has subscribed to may have changed. */
  #sendUpdates(): void {
    for (const uri of [...this.listSubscriptions()]) {
      this.send({ jsonrpc: "2.0", method: "notifications/resources/updated", params: { uri } });
    }
  }
}
