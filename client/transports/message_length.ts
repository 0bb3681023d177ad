/** The longest message accepted from a server, in the units of its transport: UTF-16 code units (stdio) or bytes (HTTP). */
export const MAX_MESSAGE_LENGTH = 16 * 1024 * 1024;

const [LINE_FEED, CARRIAGE_RETURN] = [10, 13];

/** Measures the message being received over HTTP: the whole body, or one event of an event stream. */
export class MessageLength {
  readonly #inEvents: boolean;
  #length = 0;
  #lineIsEmpty = true;
  #last = 0;

  /** @param contentType The Content-Type header of the body. */
  constructor(contentType: string | null) {
    this.#inEvents = contentType?.startsWith("text/event-stream") ?? false;
  }

  /**
   * Counts a chunk of the body.
   *
   * @returns The greatest message length reached within the chunk, in bytes.
   */
  add(bytes: Uint8Array): number {
    if (!this.#inEvents) return this.#length += bytes.length;
    let longest = 0;
    for (const byte of bytes) {
      this.#count(byte);
      longest = Math.max(longest, this.#length);
    }
    return longest;
  }

  /** Counts one byte. An empty line ends an event; there are three line endings (HTML, 9.2.5 "Parsing an event stream"). */
  #count(byte: number): void {
    const isSecondOfPair = byte === LINE_FEED && this.#last === CARRIAGE_RETURN;
    this.#last = byte;
    if (isSecondOfPair) return;
    this.#length++;
    const isEnd = byte === LINE_FEED || byte === CARRIAGE_RETURN;
    if (isEnd && this.#lineIsEmpty) this.#length = 0;
    this.#lineIsEmpty = isEnd;
  }
}
