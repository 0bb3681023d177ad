/** The two ends of a process's standard input and output, in memory. */

import type { Sink } from "../../../../server/transports/stdio/batched_writer.ts";
import type { Source } from "../../../../server/transports/stdio/line_reader.ts";

/** The messages that a host writes to a server. */
export class Input implements Source {
  readonly #chunks: (Uint8Array | null)[] = [];
  #arrived = Promise.withResolvers<void>();

  /** @param text Cut wherever it is: lines end with `\n`. */
  write(text: string): void {
    this.#add(new TextEncoder().encode(text));
  }

  close(): void {
    this.#add(null);
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#chunks.length === 0) await this.#arrived.promise;
    const chunk = this.#chunks.shift()!;
    if (chunk === null) return null;
    if (chunk.length > buffer.length) this.#chunks.unshift(chunk.subarray(buffer.length));
    buffer.set(chunk.subarray(0, buffer.length));
    return Math.min(chunk.length, buffer.length);
  }

  #add(chunk: Uint8Array | null): void {
    this.#chunks.push(chunk);
    this.#arrived.resolve();
    this.#arrived = Promise.withResolvers();
  }
}

/** The messages that a server writes to its host. */
export class CapturedOutput implements Sink {
  text = "";
  readonly #waiting = new Set<() => void>();

  write(bytes: Uint8Array): Promise<number> {
    this.text += new TextDecoder().decode(bytes);
    for (const look of this.#waiting) look();
    return Promise.resolve(bytes.length);
  }

  /** The messages so far. */
  // deno-lint-ignore no-explicit-any -- tests look into messages without a schema
  get messages(): any[] {
    return this.text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
  }

  /** Those of them that answer requests. */
  // deno-lint-ignore no-explicit-any -- see above
  get responses(): any[] {
    return this.messages.filter((message) => !("method" in message));
  }

  /** Waits until a text has been written. */
  waitForText(text: string): Promise<void> {
    return this.#until(() => this.text.includes(text));
  }

  /** Waits for the answer to a request. */
  // deno-lint-ignore no-explicit-any -- see above
  async waitForResponse(id: number | string): Promise<any> {
    await this.#until(() => this.responses.some((answer) => answer.id === id));
    return this.responses.find((answer) => answer.id === id);
  }

  /** Waits for so many answers. */
  waitForResponses(count: number): Promise<void> {
    return this.#until(() => this.responses.length >= count);
  }

  async #until(condition: () => boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = () => condition() && resolve();
    this.#waiting.add(look);
    look();
    await promise;
    this.#waiting.delete(look);
  }
}

/** A request as a line. */
export function request(id: number | string, method: string, params?: unknown): string {
  return line({ jsonrpc: "2.0", id, method, ...params !== undefined && { params } });
}

/** A notification as a line. */
export function notification(method: string, params?: unknown): string {
  return line({ jsonrpc: "2.0", method, ...params !== undefined && { params } });
}

function line(message: unknown): string {
  return JSON.stringify(message) + "\n";
}
