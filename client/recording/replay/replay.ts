import { delay } from "../../../base/delay.ts";
import type { DiagnosableTransport } from "../../transports/mod.ts";
import type { AgentView } from "../../agent/views/mod.ts";
import type { Model } from "../../models/mod.ts";
import type { RunEnvironment } from "../../environment/mod.ts";
import { ServerError } from "../../errors/mod.ts";
import type { ServerSource } from "../../configuration/mod.ts";
import type { Terminal } from "../../terminal/dialog/mod.ts";
import { toComparable } from "./comparable_message.ts";
import { ReplayMismatchError } from "./replay_mismatch_error.ts";
import type { Entry, EntryOf, Recording } from "../format/mod.ts";
import { RecordedModels } from "./replay_model.ts";
import { getRunEnd, ReplayEnd } from "./replay_end.ts";
import { ReplayTerminal } from "./replay_terminal.ts";
import { type ConnectionEntry, ReplayTransport } from "./replay_transport.ts";

/** How long a message may wait for an earlier one that hasn't come, in milliseconds. */
const ORDER_TIMEOUT = 5_000;

/** Plays all that a recorded run met with: servers, models and the person. The run itself is done anew. */
export class Replay implements RunEnvironment {
  readonly #recording: Recording;
  readonly #openings: (EntryOf<"opened"> | EntryOf<"unreachable">)[];
  readonly #transports: { server: string; transport: ReplayTransport }[] = [];
  readonly #models: RecordedModels;
  readonly #terminal: ReplayTerminal;
  readonly #end: ReplayEnd;
  readonly #patience: number;

  constructor(recording: Recording, patience = ORDER_TIMEOUT) {
    const { entries } = recording;
    this.#recording = recording;
    this.#openings = entries.filter(isConnectionAttempt);
    this.#end = new ReplayEnd({ run: getRunEnd(entries), patience, missing: () => this.#missing() });
    this.#models = new RecordedModels(entries, this.#end);
    this.#terminal = new ReplayTerminal(entries, this.#end);
    this.#patience = patience;
  }

  /**
   * Aborted as soon as the run departs from its recording, with the {@linkcode ReplayMismatchError}, or wants more than there is of
   * a run that ended early, with a `RecordingOver`.
   */
  get failed(): AbortSignal {
    return this.#end.ended;
  }

  /** Reaches the server in the recording, where it may be that it can't be reached; the real one isn't started. */
  server(source: ServerSource): ServerSource {
    return { ...source, reach: () => this.#reach(source.name) };
  }

  models(ids: readonly string[]): Promise<Model[]> {
    return Promise.resolve(ids.map((id) => this.#models.model(id)));
  }

  terminal(): Terminal | null {
    const found = this.#recording.entries.find((entry) => entry.kind === "terminal");
    return found?.attended ? this.#terminal : null;
  }

  view(view: AgentView): AgentView {
    return view;
  }

  print(print: (text: string) => void): (text: string) => void {
    return print;
  }

  /** What was waited for is in the recording already. */
  pause(_seconds: number, signal: AbortSignal): Promise<void> {
    return delay(0, { signal });
  }

  /**
   * Looks whether all that was recorded has happened again.
   *
   * @throws {ReplayMismatchError} When the run departed, or ended before its time.
   */
  assertComplete(): void {
    this.failed.throwIfAborted();
    const missing = this.#missing();
    if (missing !== undefined) {
      throw new ReplayMismatchError(`it has ended, and the recorded one goes on with ${missing}`);
    }
  }

  /** @throws {ReplayMismatchError} When the server wasn't connected to, or not so often. */
  #reach(server: string): DiagnosableTransport {
    this.failed.throwIfAborted();
    const opening = this.#opening(server);
    if (opening.kind === "unreachable") throw new ServerError(server, opening.happened, opening.remarks);
    const entries = this.#recording.entries.filter(isConnectionEntry).filter(({ connection }) =>
      connection === opening.connection
    );
    const transport = new ReplayTransport({ opened: opening, entries }, { patience: this.#patience, end: this.#end });
    this.failed.addEventListener("abort", () => void transport.close());
    this.#transports.push({ server, transport });
    return transport;
  }

  /** The next time that the server was connected to. */
  #opening(server: string): EntryOf<"opened"> | EntryOf<"unreachable"> {
    const index = this.#openings.findIndex((opening) => opening.server === server);
    const [opening] = index === -1 ? [] : this.#openings.splice(index, 1);
    if (opening !== undefined) return opening;
    if (this.#end.isEarly && this.#openings.length === 0) return createUnrecordedConnection(server);
    throw this.#end.fail(ReplayMismatchError.between("a connection", this.#openings[0]?.server, server));
  }

  #missing(): string | undefined {
    const [opening] = this.#openings;
    if (opening !== undefined) return `a connection to the server ${opening.server}`;
    for (const { server, transport } of this.#transports) {
      const message = transport.missing?.message;
      if (message !== undefined) return `a message to the server ${server}: ${JSON.stringify(toComparable(message))}`;
    }
    if (this.#models.missing !== undefined) return `a request to the model ${this.#models.missing.model}`;
    if (this.#terminal.missing !== undefined) return `a conversation with the person (${this.#terminal.missing})`;
  }
}

/** A connection that the recording ended before: nothing ever comes of it. */
function createUnrecordedConnection(server: string): EntryOf<"opened"> {
  return { kind: "opened", at: 0, connection: 0, server, stdio: false, perRequestStream: false };
}

function isConnectionAttempt(entry: Entry): entry is EntryOf<"opened"> | EntryOf<"unreachable"> {
  return entry.kind === "opened" || entry.kind === "unreachable";
}

function isConnectionEntry(entry: Entry): entry is ConnectionEntry {
  return ["message", "unsent", "diagnosis", "closed"].includes(entry.kind);
}
