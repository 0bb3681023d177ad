/** Standard input and output as a transport that answers what is under way before it closes. */

import type { JSONRPCMessage, RequestId } from "@modelcontextprotocol/server";
import { LineSplitter } from "./line_splitter.ts";
import { MessageSerializer } from "../../protocol/message_serializer.ts";
import { BatchedWriter, type Sink } from "./batched_writer.ts";

/** Hosts expect the process to be gone a second after they let go of it. */
const DRAIN_TIMEOUT_MS = 700;

/** As long as the SDK's own transport takes them (`STDIO_DEFAULT_MAX_BUFFER_SIZE`). */
export const MAX_LINE_BYTES = 10 * 1024 * 1024;

const CHUNK_BYTES = 64 * 1024;

/** Where a host's lines come from, such as `Deno.stdin`; null at the end. */
export interface Source {
  read(buffer: Uint8Array): Promise<number | null>;
}

/**
 * One JSON-RPC message a line (MCP, basic/transports, "stdio"), without the SDK and without node's streams: both take longer
 * to load than the first answer should take. When the host closes our standard input the requests under way finish first,
 * which the SDK's own transport would drop: a write that was asked for in the last moment is done and answered.
 */
export class StdioTransport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  /** Gets what each line holds; lines that aren't JSON are passed over. Whether it is JSON-RPC is for the receiver to see. */
  onmessage?: (message: unknown) => void;
  /** While this is under way nothing can be answered, which is no fault of the answers: draining has patience with it. */
  loading: Promise<void> | undefined;
  /** Settles once closed. */
  readonly closed: Promise<void>;

  readonly #output: BatchedWriter;
  readonly #text = new MessageSerializer();
  readonly #underWay = new Set<RequestId>();
  readonly #idle = Promise.withResolvers<void>();
  readonly #end = Promise.withResolvers<void>();
  #draining: Promise<void> | undefined;
  #isClosed = false;

  /** @param drainWithinMs For tests. */
  constructor(private readonly source: Source, sink: Sink, private readonly drainWithinMs = DRAIN_TIMEOUT_MS) {
    this.#output = new BatchedWriter(sink);
    this.closed = this.#end.promise;
  }

  /** Begins to read. */
  start(): void {
    this.#read()
      .catch((error) => this.onerror?.(error))
      .then(() => this.drain())
      .then(() => this.close());
  }

  /**
   * Sends a message.
   *
   * @throws {Error} When this is closed, or nobody reads any more: then it closes.
   */
  async send(message: JSONRPCMessage): Promise<void> {
    try {
      await this.#write(this.#text.serialize(message));
    } finally {
      if ("id" in message && !("method" in message)) this.#settle(message.id);
    }
  }

  /** Nobody will answer that: it looked like a request and is none. */
  dismiss(message: unknown): void {
    this.#settle(getPendingId(message));
  }

  /** Takes nothing new; settles when everything under way is answered, or it took too long. */
  drain(): Promise<void> {
    return this.#draining ??= this.#drain();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.onclose?.();
    this.#end.resolve();
  }

  async #write(pieces: readonly string[]): Promise<void> {
    if (this.#isClosed) throw new Error("The connection is closed.");
    try {
      await this.#output.write(...pieces, "\n");
    } catch (error) {
      this.onerror?.(error as Error);
      this.close();
      throw error;
    }
  }

  async #read(): Promise<void> {
    const lines = new LineSplitter(MAX_LINE_BYTES);
    const buffer = new Uint8Array(CHUNK_BYTES);
    for (let read = await this.#next(buffer); read !== null; read = await this.#next(buffer)) {
      for (const line of lines.push(buffer.subarray(0, read))) this.#receive(line);
    }
  }

  /** Null at the end, and when nothing new is taken any more. */
  async #next(buffer: Uint8Array): Promise<number | null> {
    if (this.#isOver()) return null;
    const read = await this.source.read(buffer);
    return this.#isOver() ? null : read;
  }

  #isOver(): boolean {
    return this.#isClosed || this.#draining !== undefined;
  }

  #receive(line: string): void {
    const message = parseJson(line);
    if (message === undefined) return;
    this.#note(message);
    this.onmessage?.(message);
  }

  #note(message: unknown): void {
    const { method, params } = (message ?? {}) as { method?: unknown; params?: { requestId?: RequestId } };
    if (method === "notifications/cancelled") return this.#settle(params?.requestId);
    const id = getPendingId(message);
    if (id !== undefined) this.#underWay.add(id);
  }

  #settle(id: RequestId | undefined): void {
    if (id !== undefined) this.#underWay.delete(id);
    if (this.#draining !== undefined && this.#underWay.size === 0) this.#idle.resolve();
  }

  async #drain(): Promise<void> {
    if (this.#underWay.size === 0) return;
    await Promise.race([this.#idle.promise, this.loading, this.closed]);
    const patience = setTimeout(() => this.#idle.resolve(), this.drainWithinMs);
    await this.#idle.promise;
    clearTimeout(patience);
  }
}

/** The id of a message that waits for an answer. The one to `subscriptions/listen` comes when nobody listens any more. */
function getPendingId(message: unknown): RequestId | undefined {
  const { id, method } = (message ?? {}) as { id?: RequestId; method?: unknown };
  return method === undefined || method === "subscriptions/listen" ? undefined : id;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
