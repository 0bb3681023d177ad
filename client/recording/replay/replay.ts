import { delay } from "../../../base/timing/delay.ts";
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

/** Time limit for an earlier message to arrive, in milliseconds. */
const ORDER_TIMEOUT = 5_000;

/** Replays the environment of a recorded run: servers, models and the person. The run itself is executed again. */
export class Replay implements RunEnvironment {
  readonly #recording: Recording;
  readonly #attempts: (EntryOf<"opened"> | EntryOf<"unreachable">)[];
  readonly #transports: { server: string; transport: ReplayTransport }[] = [];
  readonly #models: RecordedModels;
  readonly #terminal: ReplayTerminal;
  readonly #end: ReplayEnd;
  readonly #patience: number;

  constructor(recording: Recording, patience = ORDER_TIMEOUT) {
    const { entries } = recording;
    this.#recording = recording;
    this.#attempts = entries.filter(isConnectionAttempt);
    this.#end = new ReplayEnd({ run: getRunEnd(entries), patience, missing: () => this.#missing() });
    this.#models = new RecordedModels(entries, this.#end);
    this.#terminal = new ReplayTerminal(entries, this.#end);
    this.#patience = patience;
  }

  /**
   * Aborted with a {@linkcode ReplayMismatchError} when the run differs from its recording, or with a
   * `RecordingEndedError` when it continues past the end of a recording that ended early.
   */
  get failed(): AbortSignal {
    return this.#end.ended;
  }

  /** Returns the recorded server. The real one is not started. */
  server(source: ServerSource): ServerSource {
    return { ...source, openTransport: () => this.#openTransport(source.name) };
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

  /** Does not wait: the result of waiting is in the recording. */
  pause(_seconds: number, signal: AbortSignal): Promise<void> {
    return delay(0, { signal });
  }

  /**
   * Asserts that everything in the recording has happened again.
   *
   * @throws {ReplayMismatchError} If the run differed or ended early.
   */
  assertComplete(): void {
    this.failed.throwIfAborted();
    const missing = this.#missing();
    if (missing !== undefined) {
      throw new ReplayMismatchError(`the run ended, but the recording continues with ${missing}`);
    }
  }

  /** @throws {ReplayMismatchError} If there is no further recorded connection to the server. */
  #openTransport(server: string): DiagnosableTransport {
    this.failed.throwIfAborted();
    const attempt = this.#takeAttempt(server);
    if (attempt.kind === "unreachable") throw new ServerError(server, attempt.happened, attempt.remarks);
    const entries = this.#recording.entries.filter(isConnectionEntry).filter(({ connection }) =>
      connection === attempt.connection
    );
    const transport = new ReplayTransport({ opened: attempt, entries }, { patience: this.#patience, end: this.#end });
    this.failed.addEventListener("abort", () => void transport.close());
    this.#transports.push({ server, transport });
    return transport;
  }

  /** Takes the next recorded connection to the server. */
  #takeAttempt(server: string): EntryOf<"opened"> | EntryOf<"unreachable"> {
    const index = this.#attempts.findIndex((attempt) => attempt.server === server);
    const [attempt] = index === -1 ? [] : this.#attempts.splice(index, 1);
    if (attempt !== undefined) return attempt;
    if (this.#end.isEarly && this.#attempts.length === 0) return createUnrecordedConnection(server);
    throw this.#end.fail(ReplayMismatchError.between("connection", this.#attempts[0]?.server, server));
  }

  #missing(): string | undefined {
    const [attempt] = this.#attempts;
    if (attempt !== undefined) return `a connection to the server ${attempt.server}`;
    for (const { server, transport } of this.#transports) {
      const message = transport.missing?.message;
      if (message !== undefined) return `a message to the server ${server}: ${JSON.stringify(toComparable(message))}`;
    }
    if (this.#models.missing !== undefined) return `a request to the model ${this.#models.missing.model}`;
    if (this.#terminal.missing !== undefined) return `a conversation with the person (${this.#terminal.missing})`;
  }
}

/** Creates a connection past the end of the recording, which never receives anything. */
function createUnrecordedConnection(server: string): EntryOf<"opened"> {
  return { kind: "opened", at: 0, connection: 0, server, stdio: false, perRequestStream: false };
}

function isConnectionAttempt(entry: Entry): entry is EntryOf<"opened"> | EntryOf<"unreachable"> {
  return entry.kind === "opened" || entry.kind === "unreachable";
}

function isConnectionEntry(entry: Entry): entry is ConnectionEntry {
  return ["message", "unsent", "diagnosis", "closed"].includes(entry.kind);
}
