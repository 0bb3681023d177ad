import { delay } from "../../../base/timing/delay.ts";
import type { DiagnosableTransport } from "../../transports/mod.ts";
import type { AgentView } from "../../agent/views/mod.ts";
import type { Model } from "../../models/mod.ts";
import type { RunEnvironment } from "../../environment/mod.ts";
import { ServerError, SetupError } from "../../errors/mod.ts";
import type { ServerSource } from "../../configuration/mod.ts";
import type { Terminal } from "../../terminal/dialog/mod.ts";
import { type Entry, FORMAT, FORMAT_VERSION, type Header, type Secrets } from "../format/mod.ts";
import type { NewEntry } from "./record_entry.ts";
import { RecordingModel } from "./recording_model.ts";
import { RecordingTerminal } from "./recording_terminal.ts";
import { RecordingTransport } from "./recording_transport.ts";

export interface RecorderOptions {
  /** The path of a new file. */
  file: string;
  /** This program's version. */
  program: string;
  /** The setup of the run. */
  run: Header["run"];
  secrets: Secrets;
}

/** Records a run as it happens: the messages of servers, models and the terminal, and the output. */
export class Recorder implements RunEnvironment, Disposable {
  readonly #file: Deno.FsFile;
  readonly #secrets: Secrets;
  readonly #began = performance.now();
  readonly #encoder = new TextEncoder();
  #stopped = false;
  #counts = { connection: 0, request: 0, conversation: 0 };

  private constructor(file: Deno.FsFile, secrets: Secrets) {
    this.#file = file;
    this.#secrets = secrets;
  }

  /**
   * Creates a recording that only this user can read.
   *
   * @throws {SetupError} If the file exists or cannot be written.
   */
  static async create({ file, program, run, secrets }: RecorderOptions): Promise<Recorder> {
    const recorder = new Recorder(await createFile(file), secrets);
    const started = new Date().toISOString();
    const header: Header = { kind: "header", format: FORMAT, version: FORMAT_VERSION, program, started, run };
    recorder.#write(secrets.removeFrom(header)); // it contains command lines
    return recorder;
  }

  server(source: ServerSource): ServerSource {
    return { ...source, openTransport: (shutdown) => this.#openTransport(source, shutdown) };
  }

  async models(_ids: readonly string[], open: () => Promise<readonly Model[]>): Promise<Model[]> {
    return (await open()).map((model) => new RecordingModel(model, () => ++this.#counts.request, this.#record));
  }

  terminal(terminal: Terminal | null): Terminal | null {
    this.#record({ kind: "terminal", attended: terminal !== null });
    return terminal && new RecordingTerminal(terminal, () => ++this.#counts.conversation, this.#record);
  }

  view(view: AgentView): AgentView {
    return {
      show: (event) => {
        this.#record({ kind: "event", event });
        view.show(event);
      },
    };
  }

  print(print: (text: string) => void): (text: string) => void {
    return (text) => {
      this.#record({ kind: "shown", text });
      print(text);
    };
  }

  pause(seconds: number, signal: AbortSignal): Promise<void> {
    return delay(seconds * 1_000, { signal });
  }

  /** Marks the run as stopped in the end entry. */
  stopped(): void {
    this.#stopped = true;
  }

  /** Writes the end entry and closes the file. */
  [Symbol.dispose](): void {
    this.#record({ kind: "end", removed: this.#secrets.removed, ...this.#stopped && { stopped: true } });
    this.#file.close();
  }

  #openTransport({ name, openTransport }: ServerSource, shutdown: AbortSignal): DiagnosableTransport {
    try {
      return new RecordingTransport(openTransport(shutdown), name, ++this.#counts.connection, this.#record);
    } catch (error) {
      if (error instanceof ServerError) {
        const { problem: happened, remarks } = error;
        this.#record({ kind: "unreachable", server: name, happened, remarks: [...remarks] });
      }
      throw error;
    }
  }

  readonly #record = (entry: NewEntry): void => {
    const { kind, ...rest } = this.#secrets.removeFrom(entry);
    this.#write({ kind, at: Math.round(performance.now() - this.#began), ...rest } as Entry);
  };

  /** Writes synchronously, so that an interrupted run leaves a complete recording up to that point. */
  #write(line: Entry | Header): void {
    let bytes = this.#encoder.encode(JSON.stringify(line) + "\n");
    while (bytes.length > 0) bytes = bytes.subarray(this.#file.writeSync(bytes));
  }
}

async function createFile(path: string): Promise<Deno.FsFile> {
  try {
    return await Deno.open(path, { write: true, createNew: true, mode: 0o600 });
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) {
      throw new SetupError(`File ${path} already exists: choose another name, or remove it first.`);
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError(`Cannot write the recording to ${path}: ${reason}.`, [], { cause: error });
  }
}
