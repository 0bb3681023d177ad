/** Reads parts of a byte stream, regardless of chunks. */

/** Reads more into `into`. Returns the number of bytes, or null at the end. */
export type ReadBytes = (into: Uint8Array) => Promise<number | null>;

export class IncomingBytes {
  #bytes = new Uint8Array(64 * 1024);
  #from = 0;
  #to = 0;

  constructor(private readonly read: ReadBytes) {}

  /**
   * Reads the bytes before the next `mark`, and consumes the mark. The result is valid until the next call.
   *
   * @throws {Error} If the stream ends first.
   */
  async readUntil(mark: Uint8Array): Promise<Uint8Array> {
    for (let looked = 0;;) {
      const held = this.#bytes.subarray(this.#from, this.#to);
      const found = findBytes(held, mark, looked);
      if (found !== -1) {
        this.#from += found + mark.length;
        return held.subarray(0, found);
      }
      looked = Math.max(0, held.length - mark.length + 1);
      await this.#more(held.length + 1);
    }
  }

  /**
   * Reads the next `count` bytes. The result is valid until the next call.
   *
   * @throws {Error} If the stream ends first.
   */
  async readExactly(count: number): Promise<Uint8Array> {
    while (this.#to - this.#from < count) await this.#more(count);
    this.#from += count;
    return this.#bytes.subarray(this.#from - count, this.#from);
  }

  /** Reads what is available, with room for `count` bytes in total. */
  async #more(count: number): Promise<void> {
    if (this.#from + count > this.#bytes.length) this.#makeRoom(count);
    const read = await this.read(this.#bytes.subarray(this.#to));
    if (read === null) throw new Error("The connection ended in the middle of a response");
    this.#to += read;
  }

  #makeRoom(count: number): void {
    const held = this.#bytes.subarray(this.#from, this.#to);
    const bytes = count > this.#bytes.length ? new Uint8Array(2 * count) : this.#bytes;
    bytes.set(held);
    [this.#bytes, this.#from, this.#to] = [bytes, 0, held.length];
  }
}

function findBytes(bytes: Uint8Array, mark: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(mark[0]!, from); at !== -1; at = bytes.indexOf(mark[0]!, at + 1)) {
    if (at + mark.length > bytes.length) return -1;
    if (mark.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
}
