import type { JSONRPCMessage } from "@modelcontextprotocol/client";
import { isTimingDependent, toComparable } from "./comparable_message.ts";
import { ReplayMismatchError } from "./replay_mismatch_error.ts";
import { findDifference } from "./difference.ts";
import type { Entry, EntryOf } from "../format/mod.ts";

/** The messages of one connection that the client sent in the recorded run, as it sends them again. */
export class ExpectedMessages {
  readonly #server: string;
  readonly #entries: readonly Entry[];
  readonly #came = new Set<Entry>();

  /**
   * @param server Its name, for people.
   * @param entries What was recorded of the connection.
   */
  constructor(server: string, entries: readonly Entry[]) {
    this.#server = server;
    this.#entries = entries;
  }

  /** The first one that hasn't come. */
  get next(): EntryOf<"message"> | undefined {
    return this.#missing()[0];
  }

  hasArrived(entry: Entry): boolean {
    return this.#came.has(entry);
  }

  /** Finds the one that the client sends, which then has come; undefined when none is like it. */
  take(message: JSONRPCMessage): EntryOf<"message"> | undefined {
    const entry = this.#missing().find((candidate) => this.#isLike(candidate, message));
    if (entry !== undefined) this.#came.add(entry);
    return entry;
  }

  /**
   * Tells how a message differs from what was recorded.
   *
   * @param expected Undefined when nothing was.
   */
  createMismatch(expected: EntryOf<"message"> | undefined, came: JSONRPCMessage): ReplayMismatchError {
    const what = `a message to the server ${this.#server}`;
    return ReplayMismatchError.between(what, expected && toComparable(expected.message), toComparable(came));
  }

  #missing(): EntryOf<"message">[] {
    return this.#entries.filter((entry) => entry.kind === "message").filter((entry) =>
      entry.from === "client" && !this.#came.has(entry) && !isTimingDependent(entry.message)
    );
  }

  #isLike({ message: recorded }: EntryOf<"message">, message: JSONRPCMessage): boolean {
    const answersRoots = this.#answersRoots(recorded);
    return findDifference(toComparable(recorded, answersRoots), toComparable(message, answersRoots)) === undefined;
  }

  /** Whether a recorded answer is one to a question for folders. */
  #answersRoots(answer: JSONRPCMessage): boolean {
    return "result" in answer &&
      this.#entries.some((entry) =>
        entry.kind === "message" && entry.from === "server" && "method" in entry.message &&
        entry.message.method === "roots/list" && "id" in entry.message && entry.message.id === answer.id
      );
  }
}
