/** Lines of UTF-8 text, read from a stream of bytes. */

import { concatBytes } from "../../../base/bytes/concat_bytes.ts";
import { decodeUtf8 } from "../../../base/bytes/decode_utf8.ts";
import { createEncodingError, InvalidMessageError } from "../../protocol/mod.ts";
import { createTooLongError } from "./too_long_error.ts";

/** The source of bytes, such as `Deno.stdin`. Null at the end. */
export interface Source {
  read(buffer: Uint8Array): Promise<number | null>;
}

/** Receives the lines of a {@linkcode LineReader}. */
export interface LineReceiver {
  receiveText(line: string): void;
  reject(error: InvalidMessageError): void;
}

const CHUNK_BYTES = 64 * 1024;
const NEWLINE = 0x0a;

/** The number of bytes at each end of an overlong line that are searched for its id. */
const END_BYTES = 512;

/** Reads lines. A line that is too long is skipped and rejected. */
export class LineReader {
  /** The pieces of an incomplete line: concatenating them for each chunk would take quadratic time. */
  #pieces: Uint8Array[] = [];
  #length = 0;
  /** The start of a line that is being skipped, and its latest bytes. */
  #skipped: { start: Uint8Array; end: Uint8Array } | undefined;
  #isStopped = false;
  #pause: Promise<void> | undefined;
  readonly #decoder = new TextDecoder();

  /** @param maxBytes The longest line. */
  constructor(private readonly source: Source, private readonly maxBytes: number) {}

  /** Reads until the end of the source, or until this is stopped. */
  async read(receiver: LineReceiver): Promise<void> {
    const buffer = new Uint8Array(CHUNK_BYTES);
    while (!this.#isStopped) {
      const length = await this.source.read(buffer);
      if (length === null) return this.#isStopped ? undefined : this.#endLine(new Uint8Array(), receiver);
      await this.#split(buffer.subarray(0, length), receiver);
    }
  }

  /** Receives no more lines until the promise settles, and those of earlier pauses. */
  pause(until: Promise<void>): void {
    const pause = Promise.allSettled([this.#pause, until]).then(() => {
      if (this.#pause === pause) this.#pause = undefined;
    });
    this.#pause = pause;
  }

  /** Discards everything from now on, and reports how many messages these are. */
  stop(): void {
    this.#isStopped = true;
  }

  async #split(chunk: Uint8Array, receiver: LineReceiver): Promise<void> {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      if (this.#pause !== undefined) await this.#pause;
      if (this.#isStopped) return rejectUnread(chunk.subarray(start), receiver);
      this.#endLine(chunk.subarray(start, end), receiver);
      start = end + 1;
    }
    if (start < chunk.length) this.#keep(chunk.slice(start));
  }

  #keep(piece: Uint8Array): void {
    if (this.#skipped !== undefined) {
      this.#skipped.end = concatBytes([this.#skipped.end, piece]).slice(-END_BYTES);
      return;
    }
    this.#pieces.push(piece);
    this.#length += piece.length;
    if (this.#length <= this.maxBytes) return;
    const line = this.#takeLine();
    this.#skipped = { start: line.slice(0, END_BYTES), end: line.slice(-END_BYTES) };
  }

  #endLine(piece: Uint8Array, receiver: LineReceiver): void {
    if (this.#length + piece.length > this.maxBytes || this.#skipped !== undefined) {
      this.#keep(piece);
      const { start, end } = this.#skipped!;
      this.#skipped = undefined;
      return receiver.reject(createTooLongError(this.#decoder.decode(start), this.#decoder.decode(end), this.maxBytes));
    }
    if (this.#length > 0) {
      this.#keep(piece);
      piece = this.#takeLine();
    }
    this.#receive(piece, receiver);
  }

  #receive(bytes: Uint8Array, receiver: LineReceiver): void {
    let line: string;
    try {
      line = decodeUtf8(bytes);
    } catch {
      return receiver.reject(createEncodingError(this.#decoder.decode(bytes)));
    }
    if (line.trim() !== "") receiver.receiveText(line);
  }

  #takeLine(): Uint8Array {
    const line = concatBytes(this.#pieces);
    this.#pieces = [];
    this.#length = 0;
    return line;
  }
}

function rejectUnread(bytes: Uint8Array, receiver: LineReceiver): void {
  const count = bytes.reduce((lines, byte) => byte === NEWLINE ? lines + 1 : lines, 0);
  const messages = count === 1 ? "1 message" : `${count} messages`;
  receiver.reject(new InvalidMessageError(`Discarded ${messages}: the connection is closing.`, undefined));
}
