/** Server-sent events (HTML, "Server-sent events") that a client can go on reading after its connection broke. */

import type { JSONRPCMessage } from "@modelcontextprotocol/server";

export const EVENT_STREAM_TYPE = "text/event-stream";

/** How long a comment keeps a quiet stream from being taken for a dead one by what is in between. In milliseconds. */
const KEEP_ALIVE_MS = 15_000;
/** What may be sent again: the latest events, and no more characters of them. */
const MAX_EVENTS = 100;
const MAX_CHARACTERS = 256 * 1024;
/** What may wait for a client that doesn't read, in bytes. */
export const MAX_BUFFERED_BYTES = 1024 * 1024;

interface SentEvent {
  number: number;
  text: string;
}

/** A connection that reads a stream. */
interface Reader {
  controller?: ReadableStreamDefaultController<Uint8Array>;
  keepingAlive?: ReturnType<typeof setInterval>;
  ended: () => void;
}

/** Numbers the streams of this process, which makes their events' ids unlike those of other streams. */
let streamCount = 0;

/** A stream of messages, read by one connection at a time, and perhaps by none. */
export class EventStream {
  readonly #name = String(++streamCount);
  readonly #sent: SentEvent[] = [];
  #characters = 0;
  #last = 0;
  #ended = false;
  #reader: Reader | undefined;

  /** Whether a connection reads it. */
  get hasReader(): boolean {
    return this.#reader !== undefined;
  }

  /** The number of its latest event. */
  get lastNumber(): number {
    return this.#last;
  }

  /** Sends a message, now or when somebody reads on. */
  send(message: JSONRPCMessage): void {
    const event = { number: ++this.#last, text: `data: ${JSON.stringify(message)}\n\n` };
    this.#sent.push(event);
    this.#characters += event.text.length;
    while (this.#sent.length > MAX_EVENTS || this.#characters > MAX_CHARACTERS && this.#sent.length > 1) {
      this.#characters -= this.#sent.shift()!.text.length;
    }
    this.#write(this.#numbered(event));
  }

  /** Says that nothing more will come. */
  end(): void {
    this.#ended = true;
    this.#close();
  }

  /** The number of the event that `id` names, when it is one of this stream's and all later ones are still there. */
  findPosition(id: string): number | undefined {
    const [, name, number] = /^(\d+)-(\d+)$/.exec(id) ?? [];
    const position = Number(number);
    const first = this.#sent[0]?.number ?? this.#last + 1;
    return name === this.#name && position >= first - 1 && position <= this.#last ? position : undefined;
  }

  /**
   * Reads on, after the event of that number.
   *
   * @param opening Begins with an event that has an id and no message: the client can come back with it whatever happens.
   * @param ended Is called when this connection reads no more.
   */
  read(after: number, opening: boolean, ended: () => void): ReadableStream<Uint8Array> {
    const reader: Reader = { ended };
    return new ReadableStream({
      start: (controller) => {
        this.#close();
        reader.controller = controller;
        this.#reader = reader;
        if (opening) this.#write(`id: ${this.#name}-${after}\ndata: \n\n`);
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
    if (controller.desiredSize! <= 0) this.#close(); // it doesn't read, and may come back
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
    reader.ended();
  }
}

/** The response that carries a stream. */
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

/** Messages of a stream that has ended, as it would have brought them. */
export function formatEvents(messages: readonly JSONRPCMessage[]): string {
  return messages.map((message) => `data: ${JSON.stringify(message)}\n\n`).join("");
}
