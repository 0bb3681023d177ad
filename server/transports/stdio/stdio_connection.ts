/** One host over standard input and output. Pending requests are answered before the connection closes. */

import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import { settlesWithin } from "../../../base/settles_within.ts";
import { Dispatcher, type DispatcherOptions } from "../../protocol/mod.ts";
import { MessageSerializer } from "../../protocol/mod.ts";
import { BatchedWriter, type Sink } from "./batched_writer.ts";
import { LineReader, type Source } from "./line_reader.ts";

/**
 * Hosts expect the process to end within a second after they close its standard input. Requests that wait for another
 * process must fail before that, to be answered at all.
 */
const DRAIN_TIMEOUT_MS = 700;
const WAIT_TIMEOUT_MS = 450;

/** The limit of the SDK's own transport (`STDIO_DEFAULT_MAX_BUFFER_SIZE`). */
export const MAX_LINE_BYTES = 10 * 1024 * 1024;

/** The output that may wait for the host, in UTF-16 code units. While there is more, no input is read. */
const MAX_UNWRITTEN = 4 * 1024 * 1024;

/** The requests that are worked on at the same time. While there are more, input is read slowly. */
const MAX_PENDING = 100;
const PENDING_WAIT_MS = 20;

export interface StdioConnectionOptions extends Omit<DispatcherOptions, "write" | "close"> {
  drainTimeoutMs?: number;
  /** Called when pending requests are not completed soon after the end of the input: what they wait for should end. */
  onSlowDrain?: () => void;
}

/**
 * One JSON-RPC message a line (MCP, basic/transports, "stdio"), without the SDK and without node's streams: both take longer
 * to load than the first response should take. When the host closes our standard input, pending requests are completed. The
 * SDK's own transport would drop them, and with them a change that was requested in the last moment.
 */
export class StdioConnection {
  /** Settles when the connection is closed. */
  readonly closed: Promise<void>;
  readonly #dispatcher: Dispatcher;
  readonly #reader: LineReader;
  readonly #writer: BatchedWriter;
  readonly #serializer = new MessageSerializer();
  readonly #end = Promise.withResolvers<void>();
  #draining: Promise<void> | undefined;
  #isClosed = false;

  constructor(source: Source, sink: Sink, private readonly options: StdioConnectionOptions) {
    this.closed = this.#end.promise;
    this.#reader = new LineReader(source, MAX_LINE_BYTES, () => this.#waitForRoom());
    this.#writer = new BatchedWriter(sink);
    this.#dispatcher = new Dispatcher({
      ...options,
      write: (message) => this.#write(message),
      close: () => this.close(),
    });
  }

  /** Starts to read. */
  start(): void {
    this.#reader.read(this.#dispatcher)
      .catch((error) => this.options.onerror?.(error))
      .then(() => this.#drain())
      .then(() => this.close());
  }

  /** Reads nothing more, completes pending requests and closes the connection. */
  async stop(): Promise<void> {
    await this.#drain();
    await this.#dispatcher.stop();
    this.close();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#reader.stop();
    this.#dispatcher.handleClose();
    this.#end.resolve();
  }

  /** Reports its own failures and never rejects. If the host no longer reads, this closes the connection. */
  async #write(message: JSONRPCMessage | readonly JSONRPCMessage[]): Promise<void> {
    if (this.#isClosed) return;
    try {
      await this.#writer.write(...this.#serializer.serialize(message), "\n");
    } catch (error) {
      const isDisconnect = this.#isClosed || error instanceof Deno.errors.BrokenPipe;
      if (!isDisconnect) this.options.onerror?.(error as Error);
      this.close();
    }
  }

  /** Returns undefined while there is room for another message, so that reading goes on at once. */
  #waitForRoom(): Promise<void> | undefined {
    const isFull = this.#writer.size > MAX_UNWRITTEN || this.#dispatcher.pendingCount > MAX_PENDING;
    return isFull ? this.#makeRoom() : undefined;
  }

  async #makeRoom(): Promise<void> {
    while (this.#writer.size > MAX_UNWRITTEN && !this.#isClosed) {
      await Promise.race([this.#writer.flush(), this.closed]).catch(() => {});
    }
    // Pending requests may themselves wait for a message of the host, so this does not wait for them for ever.
    if (this.#dispatcher.pendingCount <= MAX_PENDING) return;
    await settlesWithin(this.#dispatcher.whenPendingAtMost(MAX_PENDING), PENDING_WAIT_MS);
  }

  #drain(): Promise<void> {
    return this.#draining ??= this.#complete();
  }

  /** Waits for pending requests, but not for long once everything that they need is loaded. */
  async #complete(): Promise<void> {
    this.#reader.stop();
    const completed = this.#dispatcher.whenIdle().then(() => this.#writer.flush());
    await Promise.race([completed, this.#dispatcher.loading ?? completed, this.closed]).catch(() => {});
    const slow = setTimeout(() => this.options.onSlowDrain?.(), WAIT_TIMEOUT_MS);
    await settlesWithin(Promise.race([completed, this.closed]), this.options.drainTimeoutMs ?? DRAIN_TIMEOUT_MS);
    clearTimeout(slow);
  }
}
