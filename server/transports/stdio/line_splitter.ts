/** Bytes as lines of UTF-8, however the pipe cut them. */

import { concatBytes } from "../../../base/concat_bytes.ts";

const NEWLINE = 0x0a;

export class LineSplitter {
  /** The pieces of a line without an end yet: joining them at each chunk would be quadratic. */
  #begun: Uint8Array[] = [];
  #length = 0;
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });

  /** @param limit The longest line that is taken, in bytes. */
  constructor(private readonly limit: number) {}

  /**
   * The lines that are complete with `chunk`, without their ends.
   *
   * @param chunk May be overwritten afterwards.
   * @throws {RangeError} When a line is too long.
   */
  push(chunk: Uint8Array): string[] {
    const lines: string[] = [];
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      lines.push(this.#line(chunk.subarray(from, end)));
      from = end + 1;
    }
    if (from < chunk.length) this.#begin(chunk.slice(from));
    return lines;
  }

  #begin(piece: Uint8Array): void {
    this.#begun.push(piece);
    this.#length += piece.length;
    if (this.#length > this.limit) throw new RangeError(`A line is longer than ${this.limit} bytes.`);
  }

  #line(end: Uint8Array): string {
    if (this.#begun.length === 0) return this.#text(end);
    this.#begin(end);
    const bytes = concatBytes(this.#begun);
    this.#begun = [];
    this.#length = 0;
    return this.#text(bytes);
  }

  #text(bytes: Uint8Array): string {
    return this.#decoder.decode(bytes).replace(/\r$/, "");
  }
}
