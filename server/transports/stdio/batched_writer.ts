/** Texts, written in batches. */

/** The destination, such as `Deno.stdout`. */
export interface Sink {
  write(bytes: Uint8Array): Promise<number>;
}

/** The maximum size of one write, in bytes. */
const BUFFER_BYTES = 256 * 1024;

/** The maximum number of bytes of a character in UTF-8. */
const MAX_CHARACTER_BYTES = 4;

/**
 * Writes texts in order. Those that arrive at the same moment, or while others are being written, are written together: a
 * write costs as much as the rest of a call, and wakes the reader.
 */
export class BatchedWriter {
  /** In pieces: concatenating long texts would copy them once more. */
  #waiting: string[] = [];
  #writing: Promise<void> | undefined;
  #size = 0;
  readonly #encoder = new TextEncoder();
  /** Shared by all writes: memory that is allocated for every text is collected late. */
  readonly #buffer = new Uint8Array(BUFFER_BYTES);

  constructor(private readonly sink: Sink) {}

  /** The length of everything that is not written yet, in UTF-16 code units. */
  get size(): number {
    return this.#size;
  }

  /** Writes texts, one after the other. Settles when they are written. */
  write(...texts: readonly string[]): Promise<void> {
    this.#waiting.push(...texts);
    for (const { length } of texts) this.#size += length;
    return this.#writing ??= this.#writeAll();
  }

  /** Settles when everything is written. */
  flush(): Promise<void> {
    return this.#writing ?? Promise.resolve();
  }

  async #writeAll(): Promise<void> {
    await Promise.resolve(); // collects the texts of the same moment
    try {
      while (this.#waiting.length > 0) await this.#writeTexts(this.#takeWaiting());
    } finally {
      this.#writing = undefined; // before the promise settles, so that no text arrives in between
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
      this.#size -= text.length;
    }
    await this.#writeFully(this.#buffer.subarray(0, filled));
  }

  async #writeFully(bytes: Uint8Array): Promise<void> {
    for (let rest = bytes; rest.length > 0;) rest = rest.subarray(await this.sink.write(rest));
  }
}
