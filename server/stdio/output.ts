/** Texts on their way out. */

/** Where they go, such as `Deno.stdout`. */
export interface Sink {
  write(bytes: Uint8Array): Promise<number>;
}

/** Writes texts in the order in which they came. Those that come while one is being written go out together. */
export class Output {
  #waiting = "";
  #writing: Promise<void> | undefined;
  readonly #encoder = new TextEncoder();

  constructor(private readonly sink: Sink) {}

  /** Settles when the text is written. */
  write(text: string): Promise<void> {
    this.#waiting += text;
    return this.#writing ??= this.#writeAll();
  }

  async #writeAll(): Promise<void> {
    try {
      while (this.#waiting !== "") await this.#writeFully(this.#takeWaiting());
    } finally {
      this.#writing = undefined; // here, and not once the promise has settled: somebody may write in between
    }
  }

  #takeWaiting(): Uint8Array {
    const bytes = this.#encoder.encode(this.#waiting);
    this.#waiting = "";
    return bytes;
  }

  async #writeFully(bytes: Uint8Array): Promise<void> {
    for (let rest = bytes; rest.length > 0;) rest = rest.subarray(await this.sink.write(rest));
  }
}
