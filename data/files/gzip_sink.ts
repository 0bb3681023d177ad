/** The target of compressed bytes: a file, for example. */
interface Target {
  /** @returns The number of bytes written. */
  write(bytes: Uint8Array): Promise<number>;
}

/** Compresses with gzip what is written to it (RFC 1952), and passes it on to a target. */
export class GzipSink {
  readonly #writer: WritableStreamDefaultWriter<BufferSource>;
  /** Ends with the last byte that the target gets, or with its failure. */
  readonly #transfer: Promise<void>;

  constructor(target: Target) {
    const { writable, readable } = new CompressionStream("gzip");
    this.#writer = writable.getWriter();
    this.#transfer = readable.pipeTo(new WritableStream({ write: (chunk) => writeAll(target, chunk) }));
    this.#transfer.catch(() => {}); // write() and finish() report it
  }

  /**
   * @returns The number of bytes, all of which are taken.
   * @throws What the target throws.
   */
  async write(bytes: Uint8Array<ArrayBuffer>): Promise<number> {
    await Promise.race([this.#writer.write(bytes), this.#transfer]);
    return bytes.length;
  }

  /** Writes what is left. */
  async finish(): Promise<void> {
    await Promise.race([this.#writer.close(), this.#transfer]);
    await this.#transfer;
  }

  /** Gives up what is left. */
  async abort(): Promise<void> {
    await this.#writer.abort().catch(() => {}); // the target has failed
  }
}

async function writeAll(target: Target, bytes: Uint8Array): Promise<void> {
  for (let rest = bytes; rest.length > 0;) rest = rest.subarray(await target.write(rest));
}
