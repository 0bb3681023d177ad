/**
 * Streamable HTTP for a session of the handshake revisions (MCP 2025-11-25, basic/transports). The SDK has a transport for
 * it too, which answers either always with a stream or always with JSON; with JSON a tool can't ask anything.
 */

import type { AuthInfo, JSONRPCMessage, MessageExtraInfo, RequestId, Transport } from "@modelcontextprotocol/server";
import type { SendOptions } from "../../../protocol/fast_path/fast_path_connection.ts";
import type { FastPathRequest } from "../../../protocol/fast_path/fast_path_request.ts";
import { PendingRequests } from "../../../protocol/pending_requests.ts";
import { PostResponse } from "../wire/post_response.ts";
import { createStreamResponse, EventStream } from "../wire/event_stream.ts";
import type { Message, PostedBody } from "../wire/posted_body.ts";
import type { StreamKind } from "../wire/open_streams.ts";
import { HttpError, RPC_CODES } from "../http_error.ts";

/** The first revision whose clients understand an event without a message. */
const PRIMING_EVENT_SINCE = "2025-11-25";
/** The streams of answers that a client can come back to: the latest ones. */
const MAX_STREAMS = 4;

export class SessionTransport implements Transport {
  onmessage?: (message: JSONRPCMessage, extra?: MessageExtraInfo) => void;
  onclose?: () => void;
  onerror?: (error: Error) => void;
  /** What the client speaks, once that is agreed. */
  revision = "";
  /** Is given every message first, and says whether it answers it. */
  intercept: (message: JSONRPCMessage, extra?: MessageExtraInfo, direct?: FastPathRequest) => boolean = () => false;

  readonly #headers: Record<string, string>;
  readonly #answers = new PendingRequests<PostResponse>();
  /** For what belongs to no request. */
  readonly #standing = new EventStream();
  readonly #streams: EventStream[] = [];
  #closed = false;

  /** @param reading Is called when a connection begins to read a stream; what it gives is called at its end. */
  constructor(readonly sessionId: string, private readonly reading: (kind: StreamKind) => () => void) {
    this.#headers = { "mcp-session-id": sessionId };
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  setProtocolVersion(revision: string): void {
    this.revision = revision;
  }

  /** Sends where it belongs: into the answer to a request, or the stream that belongs to none. */
  send(message: JSONRPCMessage, options?: SendOptions): Promise<void> {
    const request = "method" in message ? options?.relatedRequestId : message.id;
    if (request === undefined) this.#standing.send(message);
    else this.#answers.get(request)?.send(message, options?.responseFollows);
    if (!("method" in message)) this.#answers.delete(message.id!);
    return Promise.resolve();
  }

  /**
   * Hands over what was posted.
   *
   * @throws {HttpError} 400 when a request has the id of one that is under way.
   */
  post(
    request: Request,
    { body, messages, fastPathRequest: direct }: PostedBody,
    authInfo: AuthInfo | undefined,
  ): Promise<Response> {
    const requests = direct === undefined ? [...new Set(messages.flatMap(getRequestIds))] : [direct.id];
    if (requests.some((id) => this.#answers.get(id) !== undefined)) throw createDuplicateIdError();
    const answer = new PostResponse({
      requests,
      isBatch: Array.isArray(body),
      sendsPrimingEvent: this.revision >= PRIMING_EVENT_SINCE,
      headers: this.#headers,
      onStream: this.#keep,
    });
    for (const id of requests) this.#answers.add(id, answer);
    const extra = authInfo === undefined ? { request } : { request, authInfo };
    for (const message of messages) {
      this.#receive(message as JSONRPCMessage, extra, direct);
      for (const id of getCancelledIds(message)) this.#drop(id);
    }
    return requests.length > 0 ? answer.response : Promise.resolve(new Response(null, { status: 202 }));
  }

  /** Cancels requests as their client would, so that their handlers stop. */
  cancelRequests(requests: readonly RequestId[]): void {
    for (const requestId of requests) {
      const params = { requestId, reason: "it took too long" };
      this.#receive({ jsonrpc: "2.0", method: "notifications/cancelled", params });
      this.#drop(requestId);
    }
  }

  /**
   * Opens the stream that belongs to no request; or goes on with one after an event.
   *
   * @throws {HttpError} 400 when that event isn't there any more, 409 when another connection reads the stream.
   */
  stream(lastEventId: string | null): Response {
    const { stream, after } = this.#streamAfter(lastEventId);
    if (lastEventId === null && stream.hasReader) throw createStreamTakenError();
    const opening = lastEventId === null && this.revision >= PRIMING_EVENT_SINCE;
    const ended = this.reading(stream === this.#standing ? "standing" : "call");
    return createStreamResponse(stream.read(after, opening, ended), this.#headers);
  }

  close(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#closed = true;
    this.onclose?.();
    for (const id of this.#answers.ids()) this.#drop(id);
    this.#standing.end();
    return Promise.resolve();
  }

  #receive(message: JSONRPCMessage, extra?: MessageExtraInfo, direct?: FastPathRequest): void {
    if (!this.intercept(message, extra, direct)) this.onmessage?.(message, extra);
  }

  #drop(request: RequestId): void {
    this.#answers.get(request)?.drop(request);
    this.#answers.delete(request);
  }

  readonly #keep = (stream: EventStream): () => void => {
    this.#streams.push(stream);
    if (this.#streams.length > MAX_STREAMS) this.#streams.shift();
    return this.reading("call");
  };

  #streamAfter(lastEventId: string | null): { stream: EventStream; after: number } {
    if (lastEventId === null) return { stream: this.#standing, after: this.#standing.lastNumber };
    for (const stream of [this.#standing, ...this.#streams]) {
      const after = stream.findPosition(lastEventId);
      if (after !== undefined) return { stream, after };
    }
    throw new HttpError(400, "What came after this event is not there any more: ask again without Last-Event-ID.");
  }
}

function createDuplicateIdError(): HttpError {
  return new HttpError(400, "A request with this id is under way: give each its own.", {
    code: RPC_CODES.invalidRequest,
  });
}

function createStreamTakenError(): HttpError {
  return new HttpError(409, "Another connection reads the stream of this session: there is one for each.");
}

/** The id of a message that wants an answer. */
export function getRequestIds({ method, id }: Message): RequestId[] {
  return method === undefined || id === undefined || id === null ? [] : [id];
}

/** The request that its client gave up, which nobody will answer. */
function getCancelledIds({ method, params }: Message): RequestId[] {
  const id = method === "notifications/cancelled" ? params?.requestId : undefined;
  return typeof id === "string" || typeof id === "number" ? [id] : [];
}
