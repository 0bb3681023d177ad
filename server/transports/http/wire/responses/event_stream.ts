/** Server-sent events (HTML, "Server-sent events") that a client can resume after it has lost its connection. */

import type { JSONRPCMessage } from "@modelcontextprotocol/server";

export const EVENT_STREAM_TYPE = "text/event-stream";

/** The time between comments, which keep proxies from closing a quiet stream. In milliseconds. */
const KEEP_ALIVE_MS = 15_000;
/** The latest events can be sent again, but not more of them, and not more characters. */
const MAX_EVENTS = 100;
const MAX_CHARACTERS = 256 * 1024;
/** The maximum amount of unread data for a client, in bytes. */
export const MAX_BUFFERED_BYTES = 1024 * 1024;

interface SentEvent {
  number: number;
  text: string;
}

/** A connection that reads a stream. */
interface Reader {
  controller?: ReadableStreamDefaultController<Uint8Array>;
  keepingAlive?: ReturnType<typeof setInterval>;
  onEnd: () => void;
}

/** Numbers the streams of this process, so that no two of their events have the same id. */
let streamCount = 0;

/** A stream of messages, read by at most one connection at a time. */
export class EventStream {
  readonly #name = String(++streamCount);
  readonly #sent: SentEvent[] = [];
  #characters = 0;
  #last = 0;
  #ended = false;
  #reader: Reader | undefined;

  /** The number of its latest event. */
  get lastNumber(): number {
    return this.#last;
  }

  /** Sends a message, now or when a connection resumes the stream. */
  send(message: JSONRPCMessage): void {
    const event = { number: ++this.#last, text: `data: ${JSON.stringify(message)}\n\n` };
    this.#sent.push(event);
    this.#characters += event.text.length;
    while (this.#sent.length > MAX_EVENTS || this.#characters > MAX_CHARACTERS && this.#sent.length > 1) {
      this.#characters -= this.#sent.shift()!.text.length;
    }
    this.#write(this.#numbered(event));
  }

  /** Closes the connection that reads it. The client may resume it. */
  disconnect(): void {
    this.#close();
  }

  /** Ends the stream. */
  end(): void {
    this.#ended = true;
    this.#close();
  }

  /** The number after which all events are still available. */
  get firstPosition(): number {
    return (this.#sent[0]?.number ?? this.#last + 1) - 1;
  }

  /** Finds the number of an event of this stream. Later ones are gone if it is below {@linkcode firstPosition}. */
  findPosition(id: string): number | undefined {
    const [, name, number] = /^(\d+)-(\d+)$/.exec(id) ?? [];
    const position = Number(number);
    return name === this.#name && position <= this.#last ? position : undefined;
  }

  /**
   * Reads the events after a number.
   *
   * @param isPrimed Starts with an event that has an id and no message, so that the client can resume the stream in any case.
   * @param onEnd Called when this connection stops reading.
   */
  read(after: number, isPrimed: boolean, onEnd: () => void): ReadableStream<Uint8Array> {
    const reader: Reader = { onEnd };
    return new ReadableStream({
      start: (controller) => {
        this.#close();
        reader.controller = controller;
        this.#reader = reader;
        if (isPrimed) this.#write(`id: ${this.#name}-${after}\ndata: \n\n`);
        for (const event of this.#sent) if (event.number > after) this.#write(this.#numbered(event));
        if (this.#ended) return this.#close();
        reader.keepingAlive = setInterval(() => this.#write(": keep-alive\n\n"), KEEP_ALIVE_MS);
      },
      cancel: () => this.#forget(reader),
    }, { highWaterMark: MAX_BUFFERED_BYTES, size: (chunk) => chunk.length });
  }

  #numbered({ number, text }: SentEvent): string {
    return `id: ${this.#name}-${number}\n${text}`;
  }

  #write(text: string): void {
    const controller = this.#reader?.controller;
    if (controller === undefined) return;
    if (controller.desiredSize! <= 0) this.#close(); // the client doesn't read, and may resume
    else controller.enqueue(new TextEncoder().encode(text));
  }

  #close(): void {
    if (this.#reader === undefined) return;
    this.#reader.controller?.close();
    this.#forget(this.#reader);
  }

  #forget(reader: Reader): void {
    clearInterval(reader.keepingAlive);
    if (this.#reader !== reader) return;
    this.#reader = undefined;
    reader.onEnd();
  }
}

/** Creates the response for a stream. */
export function createStreamResponse(body: BodyInit, headers: Record<string, string>): Response {
  return new Response(body, {
    headers: {
      "content-type": EVENT_STREAM_TYPE,
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
      ...headers,
    },
  });
}

/** Formats messages as the events of a stream that has ended. */
export function formatEvents(messages: readonly JSONRPCMessage[]): string {
  return messages.map((message) => `data: ${JSON.stringify(message)}\n\n`).join("");
}
