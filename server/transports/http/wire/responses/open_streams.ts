/** Open event streams. */

import { EVENT_STREAM_TYPE, MAX_BUFFERED_BYTES } from "./event_stream.ts";
import { findLargerHolder } from "./find_larger_holder.ts";
import { HttpError } from "../http_error.ts";

/** `call`: the response to a request, which ends. `standing`: notifications, until the client closes it. */
export type StreamKind = "call" | "standing";

/** A stream, and who reads it. */
export interface OpenStream {
  kind: StreamKind;
  /** Identifies the client. */
  client: string;
  /** Closes the connection. Standing streams can be opened again. */
  disconnect: () => void;
}

/** Counts open streams and limits their number. */
export class OpenStreams {
  /** The oldest first. */
  readonly #open = new Set<OpenStream>();
  readonly #counts: Record<StreamKind, number> = { call: 0, standing: 0 };

  /** @param files When they are crowded, there is no room for more streams either. */
  constructor(private readonly limit: number, private readonly files: { isCrowded(): boolean }) {}

  /** The number of open streams, of one kind or of both. */
  count(kind?: StreamKind): number {
    return kind === undefined ? this.#counts.call + this.#counts.standing : this.#counts[kind];
  }

  /**
   * Makes room for another stream of a client. If there is none, the client with the most standing streams loses its oldest.
   *
   * @throws {HttpError} 503 if no other client has more.
   */
  makeRoom(client: string): void {
    if (this.count() < this.limit && !this.files.isCrowded()) return;
    const standing = [...this.#open].filter(({ kind }) => kind === "standing");
    const largest = findLargerHolder(standing, (stream) => stream.client, client);
    const victim = standing.find((stream) => stream.client === largest);
    if (victim === undefined) throw createTooManyStreamsError(Math.min(this.limit, this.count()));
    this.#forget(victim);
    victim.disconnect();
  }

  /** Counts a stream until the returned function is called. */
  open(stream: OpenStream): () => void {
    this.#open.add(stream);
    this.#counts[stream.kind]++;
    return () => this.#forget(stream);
  }

  #forget(stream: OpenStream): void {
    if (this.#open.delete(stream)) this.#counts[stream.kind]--;
  }

  /**
   * Counts the stream of a response by the SDK, and ends it if the client doesn't read it.
   *
   * @param onEnd Called at its end, or at once if the response has no stream.
   */
  track(response: Response, stream: OpenStream, onEnd: () => void): Response {
    if (!isEventStream(response) || response.body === null) {
      onEnd();
      return response;
    }
    const uncount = this.open(stream);
    const relay = relayStream(response.body, () => {
      uncount();
      onEnd();
    });
    return new Response(relay, response);
  }
}

/** Nothing tells when a stream ends, so there is no time to try again. */
function createTooManyStreamsError(limit: number): HttpError {
  return new HttpError(503, `Too many open streams (limit ${limit}). Close one first.`);
}

function isEventStream({ headers }: Response): boolean {
  return headers.get("content-type")?.startsWith(EVENT_STREAM_TYPE) === true;
}

/** Copies a stream, reports its end, and ends it if its reader is too far behind. */
function relayStream(source: ReadableStream<Uint8Array>, onEnd: () => void): ReadableStream<Uint8Array> {
  const reader = source.getReader();
  const pass = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      if (controller.desiredSize! <= 0) return await reader.cancel("the client doesn't read");
      controller.enqueue(read.value);
    }
  };
  return new ReadableStream({
    start(controller) {
      pass(controller).then(() => controller.close()).catch(() => {}).finally(onEnd); // the client may have closed it
    },
    cancel: (reason) => reader.cancel(reason),
  }, { highWaterMark: MAX_BUFFERED_BYTES, size: (chunk) => chunk.length });
}
