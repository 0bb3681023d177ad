import type { JSONRPCMessage, Transport } from "@modelcontextprotocol/client";
import type { DiagnosableTransport, Diagnosis } from "../../transports/mod.ts";
import { TransportError } from "../../errors/mod.ts";
import { isTimingDependent } from "./comparable_message.ts";
import type { EntryOf } from "../format/mod.ts";
import { ExpectedMessages } from "./expected_messages.ts";
import { MessageIds } from "./message_ids.ts";
import type { ReplayEnd } from "./replay_end.ts";
import { findUnanswered } from "./unanswered_requests.ts";

/** What was recorded of one connection. */
export interface RecordedConnection {
  opened: EntryOf<"opened">;
  entries: readonly ConnectionEntry[];
}
export type ConnectionEntry = EntryOf<"message" | "unsent" | "diagnosis" | "closed">;

export interface ReplayTransportOptions {
  /** How long a message may wait for an earlier one that hasn't come, in milliseconds. */
  patience: number;
  end: ReplayEnd;
}

/**
 * Plays a server, as it was recorded: what it sent comes once the client has sent what came before it. What the client
 * sends at the same time may come in any order.
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
  /** The connection was lost when a message was to be sent. */
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
    // The SDK takes a transport with these two for one over a child process.
    if (recorded.opened.stdio) Object.assign(this, { pid: null, stderr: null });
  }

  start(): Promise<void> {
    this.#advance();
    return Promise.resolve();
  }

  // deno-lint-ignore require-await -- a departure, too, is a rejection
  async send(message: JSONRPCMessage): Promise<void> {
    if (isTimingDependent(message)) return;
    const { end } = this.#options;
    if (end.isEarly && this.missing === undefined) return this.#starve(message);
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

  /** The first message of the client's that is recorded and hasn't been sent. */
  get missing(): EntryOf<"message"> | undefined {
    return this.#expected.next;
  }

  /** The recording ended before anything came of a message. */
  #starve(message: JSONRPCMessage): void {
    const departure = () => this.#expected.createMismatch(undefined, message);
    this.#options.end.wait(departure, this.#closing.signal).catch(() => {}); // the replay ends by its own signal
  }

  /** A message that comes before its time waits a while for the earlier ones: they may be on their way. */
  #watchOrder(entry: EntryOf<"message">, message: JSONRPCMessage): void {
    const { entries } = this.#recorded;
    const earlier = this.missing;
    if (earlier === undefined || entries.indexOf(earlier) > entries.indexOf(entry)) return;
    clearTimeout(this.#stalled);
    this.#stalled = setTimeout(() => {
      if (!this.#expected.hasArrived(earlier)) this.#options.end.fail(this.#expected.createMismatch(earlier, message));
    }, this.#options.patience);
  }

  /** In a moment, so that whoever sends isn't answered while they do. */
  #advance(): void {
    if (!this.#closed) this.#advancing ??= setTimeout(() => this.#play());
  }

  /** Brings what the server sent, until the client's next message. */
  #play(): void {
    this.#advancing = undefined;
    const { entries } = this.#recorded;
    for (let entry = entries[this.#next]; this.#isDue(entry); entry = entries[this.#next]) {
      this.#next++;
      if (entry.kind === "closed" && entry.by === "server") this.#close();
      if (entry.kind === "message" && entry.from === "server") this.onmessage?.(this.#ids.translate(entry.message));
    }
    const [unanswered] = this.#options.end.isEarly && this.#next === entries.length ? findUnanswered(entries) : [];
    if (unanswered !== undefined && !this.#closed) this.#starve(unanswered);
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

function toSendError({ explained, message, passing = false, untouched = false }: EntryOf<"unsent">): Error {
  return explained ? new TransportError(message, { passing, untouched }) : new Error(message);
}
