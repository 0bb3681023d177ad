/** Starts the real program: the compiled binary where `SUPPORT_MCP_BINARY` names one, else `main.ts`. */

import { fileURLToPath } from "node:url";
import { memoize } from "../../base/values/memoize.ts";

const MAIN = fileURLToPath(new URL("../../main.ts", import.meta.url));

/** A program and its arguments. */
export interface CommandLine {
  program: string;
  args: string[];
}

/** Returns the command line that starts the program with `args`. */
export function getCommandLine(args: readonly string[]): CommandLine {
  const binary = Deno.env.get("SUPPORT_MCP_BINARY");
  if (binary) return { program: binary, args: [...args] };
  return { program: Deno.execPath(), args: ["run", "-A", "--unstable-kv", MAIN, ...args] };
}

export interface StartOptions {
  /** Added to the environment, from which `SUPPORT_MCP_*` variables are removed. */
  env?: Record<string, string>;
  cwd?: string;
}

/** The result of a program. */
export interface ProgramResult {
  code: number;
  signal: Deno.Signal | null;
  stdout: string;
  stderr: string;
}

/** Runs the program to its end with an empty standard input. */
export async function runProgram(args: readonly string[], options?: StartOptions): Promise<ProgramResult> {
  await using running = startProgram(args, options);
  await running.closeInput();
  return await running.waitForExit();
}

/** Starts the program. */
export function startProgram(args: readonly string[], options: StartOptions = {}): RunningProgram {
  const { program, args: all } = getCommandLine(args);
  return new RunningProgram(
    new Deno.Command(program, {
      args: all,
      env: { ...getEnvironment(), ...options.env },
      clearEnv: true,
      ...options.cwd !== undefined && { cwd: options.cwd },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn(),
  );
}

/** Long enough for a busy machine: a program that takes longer is stuck. In milliseconds. */
const TIMEOUT = 60_000;

/** A running program. Disposing of it kills it. */
export class RunningProgram implements AsyncDisposable {
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #output: StreamText;
  readonly #errors: StreamText;

  constructor(private readonly child: Deno.ChildProcess) {
    this.#input = child.stdin.getWriter();
    this.#output = new StreamText(child.stdout);
    this.#errors = new StreamText(child.stderr);
  }

  get pid(): number {
    return this.child.pid;
  }

  async write(text: string): Promise<void> {
    await this.#input.write(new TextEncoder().encode(text));
  }

  async writeBytes(bytes: Uint8Array): Promise<void> {
    await this.#input.write(bytes).catch(() => {}); // it may have exited already
  }

  async closeInput(): Promise<void> {
    await this.#input.close().catch(() => {}); // it may have exited already
  }

  /** Closes its standard output. */
  async closeOutput(): Promise<void> {
    await this.#output.cancel();
  }

  /** Sends a signal. Does nothing if the program has exited. */
  signal(signal: Deno.Signal): void {
    try {
      this.child.kill(signal);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }

  /** Waits until standard output satisfies `found`. Fails with the whole output if the program exits before. */
  waitForOutput(found: (text: string) => boolean): Promise<string> {
    return withTimeout(
      this.#output.waitFor(found),
      () => `standard output was: ${this.#output.text}\n${this.#errors.text}`,
    );
  }

  /** The same for standard error. */
  waitForErrors(found: (text: string) => boolean): Promise<string> {
    return withTimeout(this.#errors.waitFor(found), () => `standard error was: ${this.#errors.text}`);
  }

  /** Waits until it has exited and its output is complete. */
  async waitForExit(): Promise<ProgramResult> {
    const status = await withTimeout(
      this.child.status,
      () => `it still runs; standard error was: ${this.#errors.text}`,
    );
    await Promise.all([this.#output.all, this.#errors.all]);
    return { code: status.code, signal: status.signal, stdout: this.#output.text, stderr: this.#errors.text };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.signal("SIGKILL");
    await this.closeInput();
    await this.waitForExit();
  }
}

/** The text of a stream so far. */
class StreamText {
  text = "";
  /** Settles at the stream's end. */
  readonly all: Promise<void>;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #waiting = new Set<() => void>();

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader();
    this.all = this.#collect();
  }

  async #collect(): Promise<void> {
    const decoder = new TextDecoder();
    for (let read = await this.#reader.read(); !read.done; read = await this.#reader.read()) {
      this.text += decoder.decode(read.value, { stream: true });
      for (const look of this.#waiting) look();
    }
  }

  async cancel(): Promise<void> {
    await this.#reader.cancel();
  }

  waitFor(found: (text: string) => boolean): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const look = () => {
      if (found(this.text)) resolve(this.text);
    };
    this.#waiting.add(look);
    this.all.then(() => reject(new Error(`the stream ended with: ${this.text}`)));
    look();
    return promise.finally(() => this.#waiting.delete(look));
  }
}

async function withTimeout<T>(promise: Promise<T>, otherwise: () => string): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`After ${TIMEOUT} ms, ${otherwise()}`)), TIMEOUT);
  return await Promise.race([promise, late.promise]).finally(() => clearTimeout(timer));
}

function getEnvironment(): Record<string, string> {
  const entries = Object.entries(Deno.env.toObject()).filter(([name]) => !name.startsWith("SUPPORT_MCP_"));
  return Object.fromEntries(entries);
}

/** Returns Deno's cache folder, which would otherwise depend on HOME. */
export const getDenoCache = memoize(async (): Promise<string> => {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  return JSON.parse(new TextDecoder().decode(stdout)).denoDir;
});
