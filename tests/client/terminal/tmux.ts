/** Runs the real program on a real terminal: `tmux`, with a screen that tests can read. */

import { getCommandLine } from "../../end_to_end/program.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";

/** True if this machine has tmux. Elsewhere, the tests that need it are skipped, and their names say so. */
export const hasTmux = await canRun("tmux", "-V");

/** A part of the name of a test that needs a terminal. */
export const onTerminal = hasTmux ? "on a terminal" : "on a terminal (skipped: this machine has no tmux)";

/** The longest wait for a text on the screen, in milliseconds, with room for a busy machine. */
const TIMEOUT = 60_000;
const POLL_INTERVAL = 50;

export interface TmuxOptions {
  env?: Record<string, string>;
  columns?: number;
  rows?: number;
  /** A shell line around the command, such as `$ < /dev/null`; `$` is the command. */
  shell?: string;
}

/** A terminal that runs the program. Disposing of it ends both. */
export class Tmux implements AsyncDisposable {
  readonly #folder: TemporaryFolder;

  private constructor(folder: TemporaryFolder) {
    this.#folder = folder;
  }

  /** Starts the program on a new terminal, which shows the exit code at the end. */
  static async start(args: readonly string[], options: TmuxOptions = {}): Promise<Tmux> {
    const { env = {}, columns = 100, rows = 60, shell = "$" } = options;
    const tmux = new Tmux(await TemporaryFolder.create());
    const { program, args: all } = getCommandLine(args);
    const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
    const words = ["env", "-u", "NO_COLOR", ...variables, program, ...all].map(quote).join(" ");
    const line = `${shell.replace("$", words)}; echo "[ended with $?]"; sleep 600`;
    await tmux.#run("-f", "/dev/null", "new-session", "-d", "-x", `${columns}`, "-y", `${rows}`, line);
    return tmux;
  }

  /** Presses keys: literal texts, and names such as `Enter`, `Escape`, `Down` and `C-c`. */
  async press(...keys: string[]): Promise<void> {
    await this.#run("send-keys", ...keys);
  }

  /** Reads the screen, including the lines that scrolled off its top. */
  async readScreen(): Promise<string> {
    return (await this.#run("capture-pane", "-p", "-S", "-")).trimEnd();
  }

  /** Reads the screen with its escape sequences. */
  async readStyledScreen(): Promise<string> {
    return await this.#run("capture-pane", "-p", "-e", "-S", "-");
  }

  /** Waits until the screen shows a text. */
  async waitFor(expected: string | RegExp): Promise<string> {
    const until = Date.now() + TIMEOUT;
    for (;;) {
      const screen = await this.readScreen();
      if (typeof expected === "string" ? screen.includes(expected) : expected.test(screen)) return screen;
      if (Date.now() > until) throw new Error(`The screen does not show ${expected}:\n${screen}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#run("kill-server").catch(() => {}); // the server may have exited already
    await this.#folder[Symbol.asyncDispose]();
  }

  async #run(...args: string[]): Promise<string> {
    const socket = this.#folder.file("socket");
    const { success, stdout, stderr } = await new Deno.Command("tmux", { args: ["-S", socket, ...args] }).output();
    if (!success) throw new Error(`tmux ${args[0]}: ${new TextDecoder().decode(stderr)}`);
    return new TextDecoder().decode(stdout);
  }
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

async function canRun(program: string, ...args: string[]): Promise<boolean> {
  try {
    return (await new Deno.Command(program, { args, stdout: "null", stderr: "null" }).output()).success;
  } catch {
    return false;
  }
}
