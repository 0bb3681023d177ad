/** Texts on their way out. */

/** Where they go, such as `Deno.stdout`. */
export interface Sink {
  write(bytes: Uint8Array): Promise<number>;
}

/** As much as leaves in one piece. */
const BUFFER_BYTES = 256 * 1024;

/** No character takes more bytes: where so many are free, the next one fits. */
const MAX_CHARACTER_BYTES = 4;

/**
 * Writes texts in the order in which they came. Those that come at the same moment, or while others are being written, go
 * out together: a write costs as much as the rest of a call, and wakes the reader.
 */
export class BatchedWriter {
  /** As they came: joined, long ones would be copied once more. */
  #waiting: string[] = [];
  #writing: Promise<void> | undefined;
  readonly #encoder = new TextEncoder();
  /** What is being written: memory of its own for every text would be slow to come back. */
  readonly #buffer = new Uint8Array(BUFFER_BYTES);

  constructor(private readonly sink: Sink) {}

  /** Settles when the texts are written, one after the other. */
  write(...texts: readonly string[]): Promise<void> {
    this.#waiting.push(...texts);
    return this.#writing ??= this.#writeAll();
  }

  async #writeAll(): Promise<void> {
    await Promise.resolve(); // whoever has several texts to write gives them one after another
    try {
      while (this.#waiting.length > 0) await this.#writeTexts(this.#takeWaiting());
    } finally {
      this.#writing = undefined; // here, and not once the promise has settled: somebody may write in between
    }
  }

  #takeWaiting(): string[] {
    const texts = this.#waiting;
    this.#waiting = [];
    return texts;
  }

  async #writeTexts(texts: readonly string[]): Promise<void> {
    let filled = 0;
    for (const text of texts) {
      for (let rest = text; rest !== "";) {
        const { read, written } = this.#encoder.encodeInto(rest, this.#buffer.subarray(filled));
        filled += written;
        rest = rest.slice(read);
        if (filled <= BUFFER_BYTES - MAX_CHARACTER_BYTES) continue;
        await this.#writeFully(this.#buffer.subarray(0, filled));
        filled = 0;
      }
    }
    await this.#writeFully(this.#buffer.subarray(0, filled));
  }

  async #writeFully(bytes: Uint8Array): Promise<void> {
    for (let rest = bytes; rest.length > 0;) rest = rest.subarray(await this.sink.write(rest));
  }
}
