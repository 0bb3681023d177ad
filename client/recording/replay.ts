import type { DiagnosableTransport } from "../diagnosis.ts";
import type { AgentView } from "../loop/events.ts";
import type { Model } from "../models/model.ts";
import type { Outside } from "../outside.ts";
import { ServerFailure } from "../server_failure.ts";
import type { ServerSource } from "../server_source.ts";
import type { Terminal } from "../terminal/prompts.ts";
import { comparable } from "./comparable.ts";
import { Departure } from "./departure.ts";
import type { Entry, EntryOf } from "./entries.ts";
import type { Recording } from "./read_recording.ts";
import { RecordedModels } from "./replay_model.ts";
import { ReplayTerminal } from "./replay_terminal.ts";
import { type ConnectionEntry, ReplayTransport } from "./replay_transport.ts";

/** How long a message may wait for an earlier one that hasn't come, in milliseconds. */
const PATIENCE = 5_000;

/** Plays all that a recorded run met with: servers, models and the person. The run itself is done anew. */
export class Replay implements Outside {
  readonly #recording: Recording;
  readonly #openings: (EntryOf<"opened"> | EntryOf<"unreachable">)[];
  readonly #transports: { server: string; transport: ReplayTransport }[] = [];
  readonly #models: RecordedModels;
  readonly #terminal: ReplayTerminal;
  readonly #departed = new AbortController();
  readonly #patience: number;

  constructor(recording: Recording, patience = PATIENCE) {
    const { entries } = recording;
    this.#recording = recording;
    this.#openings = entries.filter(isOpening);
    this.#models = new RecordedModels(entries, this.#onDeparture);
    this.#terminal = new ReplayTerminal(entries, this.#onDeparture);
    this.#patience = patience;
  }

  /** Aborted, with the {@linkcode Departure}, as soon as the run departs from its recording. */
  get departed(): AbortSignal {
    return this.#departed.signal;
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

  /**
   * Looks whether all that was recorded has happened again.
   *
   * @throws {Departure} When the run departed, or ended before its time.
   */
  finish(): void {
    this.departed.throwIfAborted();
    const missing = this.#missing();
    if (missing !== undefined) throw new Departure(`it has ended, and the recorded one goes on with ${missing}`);
  }

  /** @throws {Departure} When the server wasn't connected to, or not so often. */
  #reach(server: string): DiagnosableTransport {
    const opening = this.#opening(server);
    if (opening.kind === "unreachable") throw new ServerFailure(server, opening.happened, opening.remarks);
    const entries = this.#recording.entries.filter(isOfConnection).filter(({ connection }) =>
      connection === opening.connection
    );
    const options = { patience: this.#patience, onDeparture: this.#onDeparture };
    const transport = new ReplayTransport({ opened: opening, entries }, options);
    this.#transports.push({ server, transport });
    return transport;
  }

  /** The next time that the server was connected to. */
  #opening(server: string): EntryOf<"opened"> | EntryOf<"unreachable"> {
    const index = this.#openings.findIndex((opening) => opening.server === server);
    const [opening] = index === -1 ? [] : this.#openings.splice(index, 1);
    if (opening !== undefined) return opening;
    throw this.#onDeparture(Departure.between("a connection", this.#openings[0]?.server, server));
  }

  #missing(): string | undefined {
    const [opening] = this.#openings;
    if (opening !== undefined) return `a connection to the server ${opening.server}`;
    for (const { server, transport } of this.#transports) {
      const message = transport.missing?.message;
      if (message !== undefined) return `a message to the server ${server}: ${JSON.stringify(comparable(message))}`;
    }
    if (this.#models.missing !== undefined) return `a request to the model ${this.#models.missing.model}`;
    if (this.#terminal.missing !== undefined) return `a conversation with the person (${this.#terminal.missing})`;
  }

  readonly #onDeparture = (departure: Departure): Departure => {
    this.#departed.abort(departure);
    return departure;
  };
}

function isOpening(entry: Entry): entry is EntryOf<"opened"> | EntryOf<"unreachable"> {
  return entry.kind === "opened" || entry.kind === "unreachable";
}

function isOfConnection(entry: Entry): entry is ConnectionEntry {
  return ["message", "unsent", "diagnosis", "closed"].includes(entry.kind);
}
