import { fileURLToPath } from "node:url";

/** A script of this folder in a separate process. */
export class Child implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  /** The complete lines on its standard output so far. */
  readonly lines: string[] = [];
  readonly #read: Promise<void>;
  readonly #errors: Promise<string>;

  constructor(script: string, args: string[], options: { shell?: string; env?: Record<string, string> } = {}) {
    const path = fileURLToPath(new URL(script, import.meta.url));
    const command = [Deno.execPath(), "run", "-A", "--unstable-kv", path, ...args];
    const [program, ...rest] = options.shell === undefined
      ? command
      : ["bash", "-c", `${options.shell}; exec "$@"`, "bash", ...command];
    this.#process = new Deno.Command(program!, { args: rest, stdout: "piped", stderr: "piped", ...options }).spawn();
    this.#read = this.#readLines();
    this.#errors = new Response(this.#process.stderr).text();
  }

  async #readLines(): Promise<void> {
    let rest = "";
    for await (const text of this.#process.stdout.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split("\n");
      rest = lines.pop()!;
      this.lines.push(...lines);
    }
  }

  /** Waits for its end. `errors` is its standard error. */
  async end(): Promise<{ success: boolean; errors: string }> {
    await this.#read;
    const errors = await this.#errors;
    return { success: (await this.#process.status).success, errors };
  }

  get pid(): number {
    return this.#process.pid;
  }

  signal(signal: Deno.Signal): void {
    this.#process.kill(signal);
  }

  /** Kills it at once, as a power cut would. */
  async kill(): Promise<void> {
    try {
      this.#process.kill("SIGKILL");
    } catch {
      // It has already ended.
    }
    await this.end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }
}
