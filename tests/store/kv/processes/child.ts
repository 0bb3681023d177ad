import { fileURLToPath } from "node:url";

/** A script of this folder in a process of its own. */
export class Child implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  /** The lines that it has printed so far; the last one only when it was ended. */
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

  /** Waits for its end; what it wrote to stderr is in the answer. */
  async end(): Promise<{ success: boolean; errors: string }> {
    await this.#read;
    const errors = await this.#errors;
    return { success: (await this.#process.status).success, errors };
  }

  /** Ends it as a power cut would: it can do nothing more. */
  async kill(): Promise<void> {
    try {
      this.#process.kill("SIGKILL");
    } catch {
      // It has ended by itself.
    }
    await this.end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }
}
