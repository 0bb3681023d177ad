import { readLines } from "./read_lines.ts";
import type { ServerCommand } from "./server_command.ts";
import { settlesWithin } from "../../base/timing/settles_within.ts";
import { HAS_PROCESS_GROUPS, signalProcessGroup } from "../../base/system/process_group.ts";
import { spawnServer } from "./spawn_server.ts";

/** Time limit for each step of stopping a server (end of input, SIGTERM), in milliseconds. */
const STOP_TIMEOUT = 2_000;
/** The same while this program shuts down, which must take less than a second. */
const FAST_STOP_TIMEOUT = 300;
/** Time limit for the last output of an exited process, in milliseconds: its children may keep the pipes open. */
const OUTPUT_TIMEOUT = 200;
/** Length of standard error to keep, in UTF-16 code units. */
const MAX_STDERR_LENGTH = 8_000;

/** The end of a process. */
export interface ProcessExit {
  code: number;
  /** Null if no signal killed it. */
  signal: string | null;
  /** {@linkcode ServerProcess.stop} was called before. */
  requested: boolean;
}

/**
 * A server that runs as a child process in its own process group. Ctrl+C then reaches only this program, which stops its
 * servers in order, and the processes that a server started (behind `npx` or a shell) are stopped with it.
 */
export class ServerProcess {
  /** Resolves when the process has exited and its standard error has been read. Never rejects. */
  readonly exited: Promise<ProcessExit>;
  readonly #child: Deno.ChildProcess;
  readonly #shutdown: AbortSignal;
  readonly #input: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #encoder = new TextEncoder();
  readonly #reading = new AbortController();
  #stderr = "";
  #stopped: Promise<void> | undefined;

  /**
   * Starts a server.
   *
   * @param shutdown Stops the server fast when aborted.
   * @throws {ServerError} If {@linkcode spawnServer} throws it.
   */
  constructor(command: ServerCommand, shutdown: AbortSignal) {
    shutdown.throwIfAborted();
    this.#child = spawnServer(command);
    this.#shutdown = shutdown;
    this.#input = this.#child.stdin.getWriter();
    this.exited = this.#watch();
    const stop = () => void this.stop();
    shutdown.addEventListener("abort", stop);
    this.exited.then(() => shutdown.removeEventListener("abort", stop));
  }

  get id(): number {
    return this.#child.pid;
  }

  /** The last part of standard error so far. */
  get stderr(): string {
    return this.#stderr;
  }

  /** Reads standard output to its end; see {@linkcode readLines}. */
  readOutput(onLine: (line: string) => void, limit: number): Promise<void> {
    return readLines(this.#child.stdout, onLine, limit, this.#reading.signal);
  }

  /** Writes to standard input. Rejects if the server no longer reads it. */
  write(text: string): Promise<void> {
    return this.#input.write(this.#encoder.encode(text));
  }

  /**
   * Stops the process as MCP specifies (basic/lifecycle, "Shutdown", stdio): closes its input, waits, sends SIGTERM,
   * waits, kills it. Idempotent.
   *
   * @returns A promise that resolves when the process is gone. Never rejects.
   */
  stop(): Promise<void> {
    return this.#stopped ??= this.#stop();
  }

  async #stop(): Promise<void> {
    this.#input.close().catch(() => {}); // rejects if the process is already exiting
    if (!await this.#exitsInTime()) this.#signal("SIGTERM");
    if (!await this.#exitsInTime()) this.#signal("SIGKILL");
    await this.exited;
    if (HAS_PROCESS_GROUPS) this.#signal("SIGTERM"); // for the children it left behind
    this.#reading.abort();
    if (!this.#child.stdout.locked) await this.#child.stdout.cancel();
  }

  async #exitsInTime(): Promise<boolean> {
    for (let waited = 0; waited < STOP_TIMEOUT; waited += FAST_STOP_TIMEOUT) {
      if (await settlesWithin(this.exited, FAST_STOP_TIMEOUT)) return true;
      if (this.#shutdown.aborted) return false;
    }
    return false;
  }

  #signal(signal: Deno.Signal): void {
    signalProcessGroup(this.#child, signal);
  }

  async #watch(): Promise<ProcessExit> {
    const stderrRead = this.#keepStderr();
    const { code, signal } = await this.#child.status;
    const requested = this.#stopped !== undefined;
    await settlesWithin(stderrRead, OUTPUT_TIMEOUT);
    return { code, signal, requested };
  }

  #keepStderr(): Promise<void> {
    const write = (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-MAX_STDERR_LENGTH);
    };
    return this.#child.stderr.pipeThrough(new TextDecoderStream())
      .pipeTo(new WritableStream({ write }), { signal: this.#reading.signal });
  }
}
