/** The event streams that are open. */

import { EVENT_STREAM_TYPE, MAX_BUFFERED_BYTES } from "./event_stream.ts";
import { HttpError } from "../http_error.ts";

/** `call`: the answer to a request, which ends. `standing`: notifications, for as long as the client likes. */
export type StreamKind = "call" | "standing";

/** Counts the streams that are open. */
export class OpenStreams {
  readonly #open: Record<StreamKind, number> = { call: 0, standing: 0 };

  constructor(private readonly most: number) {}

  /** How many are open, of one kind or of both. */
  count(kind?: StreamKind): number {
    return kind === undefined ? this.#open.call + this.#open.standing : this.#open[kind];
  }

  /** @throws {HttpError} 503 when as many are open as may be. */
  checkCapacity(): void {
    if (this.count() < this.most) return;
    throw new HttpError(503, `As many streams are open as may be (${this.most}): try again in a minute.`, {
      headers: { "Retry-After": "60" },
    });
  }

  /** Counts a stream, until the function that it gives is called. */
  open(kind: StreamKind): () => void {
    this.#open[kind]++;
    return () => this.#open[kind]--;
  }

  /**
   * Counts the stream of a response that the SDK made, where it has one, and lets go of a client that doesn't read it.
   *
   * @param ended Is called at its end; at once where there is none.
   */
  track(response: Response, kind: StreamKind, ended: () => void = () => {}): Response {
    if (!isEventStream(response) || response.body === null) {
      ended();
      return response;
    }
    const uncount = this.open(kind);
    const stream = relayStream(response.body, () => {
      uncount();
      ended();
    });
    return new Response(stream, response);
  }
}

function isEventStream({ headers }: Response): boolean {
  return headers.get("content-type")?.startsWith(EVENT_STREAM_TYPE) === true;
}

/** The same stream, which tells when it has ended, and ends when its reader is too far behind. */
function relayStream(source: ReadableStream<Uint8Array>, ended: () => void): ReadableStream<Uint8Array> {
  const reader = source.getReader();
  const pass = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      if (controller.desiredSize! <= 0) return await reader.cancel("the client doesn't read");
      controller.enqueue(read.value);
    }
  };
  return new ReadableStream({
    start(controller) {
      pass(controller).then(() => controller.close()).catch(() => {}).finally(ended); // the client may have closed it
    },
    cancel: (reason) => reader.cancel(reason),
  }, { highWaterMark: MAX_BUFFERED_BYTES, size: (chunk) => chunk.length });
}
