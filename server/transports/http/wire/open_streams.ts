/** Open event streams. */

import { EVENT_STREAM_TYPE, MAX_BUFFERED_BYTES } from "./event_stream.ts";
import { HttpError } from "./http_error.ts";

/** `call`: the response to a request, which ends. `standing`: notifications, until the client closes it. */
export type StreamKind = "call" | "standing";

/** Counts open streams and limits their number. */
export class OpenStreams {
  readonly #open: Record<StreamKind, number> = { call: 0, standing: 0 };

  constructor(private readonly limit: number) {}

  /** The number of open streams, of one kind or of both. */
  count(kind?: StreamKind): number {
    return kind === undefined ? this.#open.call + this.#open.standing : this.#open[kind];
  }

  /** @throws {HttpError} 503 if no more may be opened. */
  checkCapacity(): void {
    if (this.count() < this.limit) return;
    throw new HttpError(503, `Too many open streams (limit ${this.limit}). Try again in a minute.`, {
      headers: { "Retry-After": "60" },
    });
  }

  /** Counts a stream until the returned function is called. */
  open(kind: StreamKind): () => void {
    this.#open[kind]++;
    return () => this.#open[kind]--;
  }

  /**
   * Counts the stream of a response by the SDK, and ends it if the client doesn't read it.
   *
   * @param onEnd Called at its end, or at once if the response has no stream.
   */
  track(response: Response, kind: StreamKind, onEnd: () => void = () => {}): Response {
    if (!isEventStream(response) || response.body === null) {
      onEnd();
      return response;
    }
    const uncount = this.open(kind);
    const stream = relayStream(response.body, () => {
      uncount();
      onEnd();
    });
    return new Response(stream, response);
  }
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
