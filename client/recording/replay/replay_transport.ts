import type { JSONRPCMessage, Transport } from "@modelcontextprotocol/client";
import type { DiagnosableTransport, Diagnosis } from "../../transports/mod.ts";
import { TransportError } from "../../errors/mod.ts";
import { isTimingDependent } from "./comparable_message.ts";
import type { EntryOf } from "../format/mod.ts";
import { ExpectedMessages } from "./expected_messages.ts";
import { MessageIds } from "./message_ids.ts";
import type { ReplayEnd } from "./replay_end.ts";
import { findUnanswered } from "./unanswered_requests.ts";

/** The entries of a recorded connection. */
export interface RecordedConnection {
  opened: EntryOf<"opened">;
  entries: readonly ConnectionEntry[];
}
export type ConnectionEntry = EntryOf<"message" | "unsent" | "diagnosis" | "closed">;

export interface ReplayTransportOptions {
  /** Time limit for an earlier message to arrive, in milliseconds. */
  patience: number;
  end: ReplayEnd;
}

/**
 * Replays a server: sends its messages after the client has sent what preceded them. Messages that the client sends at the
 * same time may arrive in any order.
 */
export class ReplayTransport implements DiagnosableTransport {
  onclose?: Transport["onclose"];
  onerror?: Transport["onerror"];
  onmessage?: Transport["onmessage"];
  readonly hasPerRequestStream: boolean;
  readonly #recorded: RecordedConnection;
  readonly #options: ReplayTransportOptions;
  readonly #ids = new MessageIds();
  readonly #expected: ExpectedMessages;
  /** The connection was lost while sending. */
  isDisconnected = false;
  #next = 0;
  readonly #closing = new AbortController();
  #stalled: ReturnType<typeof setTimeout> | undefined;
  #advancing: ReturnType<typeof setTimeout> | undefined;

  constructor(recorded: RecordedConnection, options: ReplayTransportOptions) {
    this.#recorded = recorded;
    this.#options = options;
    this.#expected = new ExpectedMessages(recorded.opened.server, recorded.entries);
    this.hasPerRequestStream = recorded.opened.perRequestStream;
    // The SDK recognizes a stdio transport by these two members.
    if (recorded.opened.stdio) Object.assign(this, { pid: null, stderr: null });
  }

  start(): Promise<void> {
    this.#advance();
    return Promise.resolve();
  }

  // deno-lint-ignore require-await -- a mismatch must reject, not throw
  async send(message: JSONRPCMessage): Promise<void> {
    if (isTimingDependent(message)) return;
    const { end } = this.#options;
    if (end.isEarly && this.missing === undefined) return this.#waitForEnd(message);
    const entry = this.#expected.take(message);
    if (entry === undefined) throw end.fail(this.#expected.createMismatch(this.missing, message));
    this.#ids.pair(entry.message, message);
    this.#watchOrder(entry, message);
    this.#advance();
    const { entries } = this.#recorded;
    const after = entries[entries.indexOf(entry) + 1];
    if (after?.kind !== "unsent") return;
    this.isDisconnected = after.lost ?? false;
    throw toSendError(after);
  }

  close(): Promise<void> {
    this.#close();
    return Promise.resolve();
  }

  diagnose(): Promise<Diagnosis> {
    const { end, remarks } = this.#recorded.entries.find(({ kind }) => kind === "diagnosis") as
      | EntryOf<"diagnosis">
      | undefined ?? { remarks: [] };
    return Promise.resolve({ remarks, ...end !== undefined && { end } });
  }

  /** The first recorded message of the client that has not been sent yet. */
  get missing(): EntryOf<"message"> | undefined {
    return this.#expected.next;
  }

  /** Handles a message without a recorded reaction at the end of the recording. */
  #waitForEnd(message: JSONRPCMessage): void {
    const mismatch = () => this.#expected.createMismatch(undefined, message);
    this.#options.end.wait(mismatch, this.#closing.signal).catch(() => {}); // the replay has its own signal
  }

  /** Gives earlier messages time to arrive before it reports a wrong order. */
  #watchOrder(entry: EntryOf<"message">, message: JSONRPCMessage): void {
    const { entries } = this.#recorded;
    const earlier = this.missing;
    if (earlier === undefined || entries.indexOf(earlier) > entries.indexOf(entry)) return;
    clearTimeout(this.#stalled);
    this.#stalled = setTimeout(() => {
      if (!this.#expected.hasArrived(earlier)) this.#options.end.fail(this.#expected.createMismatch(earlier, message));
    }, this.#options.patience);
  }

  /** Continues asynchronously, so that a response never arrives during `send`. */
  #advance(): void {
    if (!this.#closed) this.#advancing ??= setTimeout(() => this.#play());
  }

  /** Delivers the server's messages up to the client's next one. */
  #play(): void {
    this.#advancing = undefined;
    const { entries } = this.#recorded;
    for (let entry = entries[this.#next]; this.#isDue(entry); entry = entries[this.#next]) {
      this.#next++;
      if (entry.kind === "closed" && entry.by === "server") this.#close();
      if (entry.kind === "message" && entry.from === "server") this.onmessage?.(this.#ids.translate(entry.message));
    }
    const [unanswered] = this.#options.end.isEarly && this.#next === entries.length ? findUnanswered(entries) : [];
    if (unanswered !== undefined && !this.#closed) this.#waitForEnd(unanswered);
  }

  #isDue(entry: ConnectionEntry | undefined): entry is ConnectionEntry {
    if (this.#closed || entry === undefined) return false;
    return entry.kind !== "message" || entry.from === "server" || this.#expected.hasArrived(entry) ||
      isTimingDependent(entry.message);
  }

  get #closed(): boolean {
    return this.#closing.signal.aborted;
  }

  #close(): void {
    if (this.#closed) return;
    this.#closing.abort();
    clearTimeout(this.#stalled);
    clearTimeout(this.#advancing);
    this.onclose?.();
  }
}

function toSendError({ explained, message, ...details }: EntryOf<"unsent">): Error {
  if (!explained) return new Error(message);
  const { passing: temporary = false, untouched: unprocessed = false, forgotten: sessionExpired = false } = details;
  return new TransportError(message, { temporary, unprocessed, sessionExpired });
}
