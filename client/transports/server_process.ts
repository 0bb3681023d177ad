import { readLines } from "./read_lines.ts";
import type { ServerCommand } from "./server_command.ts";
import { settlesWithin } from "../../base/settles_within.ts";
import { HAS_PROCESS_GROUPS, spawnServer } from "./spawn_server.ts";

/** How long a server may take for each step of its ending, in milliseconds: by itself, and after SIGTERM. */
const STOP_TIMEOUT = 2_000;
/** The same once this program was itself told to end, which it does within a second. */
const FAST_STOP_TIMEOUT = 300;
/** How long to wait for the last output of a process that has ended: one that it left behind may hold the pipes. */
const OUTPUT_TIMEOUT = 200;
/** How much of the standard error is kept, in UTF-16 code units. */
const MAX_STDERR_LENGTH = 8_000;

/** How a process ended. */
export interface ProcessExit {
  code: number;
  /** Null for one that wasn't killed. */
  signal: string | null;
  /** Whether it was told to, by {@linkcode ServerProcess.stop}. */
  asked: boolean;
}

/**
 * A server that runs as a child process, in a process group of its own: Ctrl-C on the terminal then reaches only this
 * program, which ends its servers in good order, and what a server has started (behind `npx` or a shell) ends with it.
 */
export class ServerProcess {
  /** Settles when the process has ended and its standard error is read; never rejects. */
  readonly exited: Promise<ProcessExit>;
  readonly #child: Deno.ChildProcess;
  readonly #hurry: AbortSignal;
  readonly #input: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #encoder = new TextEncoder();
  readonly #reading = new AbortController();
  #errors = "";
  #stopped: Promise<void> | undefined;

  /**
   * Starts a server.
   *
   * @param hurry Aborted when this program is told to end: the server is stopped then, and quickly.
   * @throws {ServerFailure} As {@linkcode spawnServer} does.
   */
  constructor(command: ServerCommand, hurry: AbortSignal) {
    hurry.throwIfAborted();
    this.#child = spawnServer(command);
    this.#hurry = hurry;
    this.#input = this.#child.stdin.getWriter();
    this.exited = this.#watch();
    const stop = () => void this.stop();
    hurry.addEventListener("abort", stop);
    this.exited.then(() => hurry.removeEventListener("abort", stop));
  }

  get id(): number {
    return this.#child.pid;
  }

  /** The end of what it wrote to its standard error so far. */
  get stderr(): string {
    return this.#errors;
  }

  /** Reads its standard output to the end; see {@linkcode readLines}. */
  readOutput(onLine: (line: string) => void, limit: number): Promise<void> {
    return readLines(this.#child.stdout, onLine, limit, this.#reading.signal);
  }

  /** Writes to its standard input. Rejects when it doesn't read any longer. */
  write(text: string): Promise<void> {
    return this.#input.write(this.#encoder.encode(text));
  }

  /**
   * Ends the process, as MCP has it (basic/lifecycle, "Shutdown", stdio): closes its input, waits, sends SIGTERM, waits,
   * kills it. Calling it twice is harmless.
   *
   * @returns Settles when the process is gone; never rejects.
   */
  stop(): Promise<void> {
    return this.#stopped ??= this.#stop();
  }

  async #stop(): Promise<void> {
    this.#input.close().catch(() => {}); // nobody reads it: then the process is ending already
    if (!await this.#endsInTime()) this.#signal("SIGTERM");
    if (!await this.#endsInTime()) this.#signal("SIGKILL");
    await this.exited;
    if (HAS_PROCESS_GROUPS) this.#signal("SIGTERM"); // to what it left behind
    this.#reading.abort();
    if (!this.#child.stdout.locked) await this.#child.stdout.cancel();
  }

  async #endsInTime(): Promise<boolean> {
    for (let waited = 0; waited < STOP_TIMEOUT; waited += FAST_STOP_TIMEOUT) {
      if (await settlesWithin(this.exited, FAST_STOP_TIMEOUT)) return true;
      if (this.#hurry.aborted) return false;
    }
    return false;
  }

  #signal(signal: Deno.Signal): void {
    try {
      if (HAS_PROCESS_GROUPS) Deno.kill(-this.#child.pid, signal);
      else this.#child.kill(signal);
    } catch {
      // there is nobody left to get it
    }
  }

  async #watch(): Promise<ProcessExit> {
    const errorsRead = this.#keepErrors();
    const { code, signal } = await this.#child.status;
    const asked = this.#stopped !== undefined;
    await settlesWithin(errorsRead, OUTPUT_TIMEOUT);
    return { code, signal, asked };
  }

  #keepErrors(): Promise<void> {
    const write = (text: string) => {
      this.#errors = (this.#errors + text).slice(-MAX_STDERR_LENGTH);
    };
    return this.#child.stderr.pipeThrough(new TextDecoderStream())
      .pipeTo(new WritableStream({ write }), { signal: this.#reading.signal });
  }
}
