import type { JSONRPCMessage } from "@modelcontextprotocol/client";
import { isTimingDependent, toComparable } from "./comparable_message.ts";
import { ReplayMismatchError } from "./replay_mismatch_error.ts";
import { findDifference } from "./difference.ts";
import type { Entry, EntryOf } from "../format/mod.ts";

/** The messages that the client of a recorded connection sent, and is expected to send again. */
export class ExpectedMessages {
  readonly #server: string;
  readonly #entries: readonly Entry[];
  readonly #arrived = new Set<Entry>();

  /**
   * @param server The server's display name.
   * @param entries The entries of the connection.
   */
  constructor(server: string, entries: readonly Entry[]) {
    this.#server = server;
    this.#entries = entries;
  }

  /** The first message that has not arrived yet. */
  get next(): EntryOf<"message"> | undefined {
    return this.#missing()[0];
  }

  hasArrived(entry: Entry): boolean {
    return this.#arrived.has(entry);
  }

  /** Marks the recorded message that matches as arrived; undefined if none matches. */
  take(message: JSONRPCMessage): EntryOf<"message"> | undefined {
    const entry = this.#missing().find((candidate) => this.#isLike(candidate, message));
    if (entry !== undefined) this.#arrived.add(entry);
    return entry;
  }

  /**
   * Describes how a message differs from the recording.
   *
   * @param expected Undefined if no message was expected.
   */
  createMismatch(expected: EntryOf<"message"> | undefined, actual: JSONRPCMessage): ReplayMismatchError {
    const what = `message to the server ${this.#server}`;
    return ReplayMismatchError.between(what, expected && toComparable(expected.message), toComparable(actual));
  }

  #missing(): EntryOf<"message">[] {
    return this.#entries.filter((entry) => entry.kind === "message").filter((entry) =>
      entry.from === "client" && !this.#arrived.has(entry) && !isTimingDependent(entry.message)
    );
  }

  #isLike({ message: recorded }: EntryOf<"message">, message: JSONRPCMessage): boolean {
    const isRootsResponse = this.#isRootsResponse(recorded);
    return findDifference(toComparable(recorded, isRootsResponse), toComparable(message, isRootsResponse)) ===
      undefined;
  }

  /** Returns whether a recorded message is the response to `roots/list`. */
  #isRootsResponse(message: JSONRPCMessage): boolean {
    return "result" in message &&
      this.#entries.some((entry) =>
        entry.kind === "message" && entry.from === "server" && "method" in entry.message &&
        entry.message.method === "roots/list" && "id" in entry.message && entry.message.id === message.id
      );
  }
}
