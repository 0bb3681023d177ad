/** One host over standard input and output. Pending requests are answered before the connection closes. */

import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import { settlesWithin } from "../../../base/timing/settles_within.ts";
import { Dispatcher, type DispatcherOptions, MessageSerializer } from "../../protocol/mod.ts";
import { BatchedWriter, type Sink } from "./batched_writer.ts";
import { LineReader, type Source } from "./line_reader.ts";

/**
 * Pending requests may take this long once the input has ended, for a busy machine is slow to load and to answer. Hosts
 * expect the process to end within a second or two, so requests that wait for another process fail well before that.
 */
const DRAIN_TIMEOUT_MS = 10_000;
const WAIT_TIMEOUT_MS = 450;

/** The limit once the process is asked to stop: hosts kill it two seconds after SIGTERM. */
const STOP_TIMEOUT_MS = 1500;

/** The limit of the SDK's own transport (`STDIO_DEFAULT_MAX_BUFFER_SIZE`). */
export const MAX_LINE_BYTES = 10 * 1024 * 1024;

/** The output that may wait for the host, in UTF-16 code units. While there is more, no input is read. */
const MAX_UNWRITTEN = 4 * 1024 * 1024;

/** The pause before the next message while the host has too many requests. */
const CROWDED_PAUSE_MS = 20;

export interface StdioConnectionOptions extends Omit<DispatcherOptions, "write" | "close"> {
  drainTimeoutMs?: number;
  /** Called when pending requests are not completed soon after the end of the input: what they wait for should end. */
  onSlowDrain?: () => void;
}

/**
 * One JSON-RPC message per line (MCP, basic/transports, "stdio"), without the SDK and without node's streams: both take longer
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
  #isPaused = false;

  constructor(source: Source, sink: Sink, private readonly options: StdioConnectionOptions) {
    this.closed = this.#end.promise;
    this.#reader = new LineReader(source, MAX_LINE_BYTES);
    this.#writer = new BatchedWriter(sink);
    this.#dispatcher = new Dispatcher({
      ...options,
      write: (message) => this.#write(message),
      close: () => this.close(),
      // Requests may themselves wait for a message of the host, so reading never waits for them for long.
      onCrowded: (room) => this.#reader.pause(settlesWithin(room, CROWDED_PAUSE_MS).then(() => {})),
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
    const isDone = await settlesWithin(this.#drain(), STOP_TIMEOUT_MS);
    if (!isDone) this.options.onerror?.(new Error("Gave up on pending requests: the server was stopped."));
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
      const written = this.#writer.write(...this.#serializer.serialize(message), "\n");
      if (this.#writer.size > MAX_UNWRITTEN) this.#pause();
      await written;
    } catch (error) {
      const isDisconnect = this.#isClosed || error instanceof Deno.errors.BrokenPipe;
      if (!isDisconnect) this.options.onerror?.(error as Error);
      this.close();
    }
  }

  /** Reads nothing until the host has read most of the output. */
  #pause(): void {
    if (this.#isPaused) return;
    this.#isPaused = true;
    const written = Promise.race([this.#writer.flush(), this.closed]);
    this.#reader.pause(written.finally(() => {
      this.#isPaused = false;
    }));
  }

  #drain(): Promise<void> {
    return this.#draining ??= this.#complete();
  }

  /** Waits for pending requests. The time limit begins when everything that they need is loaded. */
  async #complete(): Promise<void> {
    this.#reader.stop();
    this.#dispatcher.handleInputEnd();
    const completed = this.#dispatcher.whenIdle().then(() => this.#writer.flush());
    await Promise.race([completed, this.#dispatcher.loading ?? completed, this.closed]).catch(() => {});
    const slow = setTimeout(() => this.options.onSlowDrain?.(), WAIT_TIMEOUT_MS);
    const timeout = this.options.drainTimeoutMs ?? DRAIN_TIMEOUT_MS;
    const isDone = await settlesWithin(Promise.race([completed, this.closed]), timeout);
    clearTimeout(slow);
    if (!isDone) {
      this.options.onerror?.(new Error(`Gave up on pending requests ${timeout / 1000} s after the end of input.`));
    }
  }
}
