/** The real program on a real terminal: `tmux` is the terminal, and its screen can be read. */

import { getCommandLine } from "../../end_to_end/program.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";

/** Whether there is a tmux on this machine; tests that need it are left out elsewhere, and say so by their names. */
export const hasTmux = await canRun("tmux", "-V");

/** For the name of a test that needs a terminal. */
export const onTerminal = hasTmux ? "on a terminal" : "on a terminal (left out: there is no tmux on this machine)";

/** How long a screen may take to show something, in milliseconds: the machine does other things too. */
const TIMEOUT = 30_000;
const POLL_INTERVAL = 50;

export interface TmuxOptions {
  env?: Record<string, string>;
  columns?: number;
  rows?: number;
  /** What stands around the command in the shell, such as `$ < /dev/null`; `$` is the command. */
  shell?: string;
}

/** A terminal on which the program runs. Disposing of it ends both. */
export class Tmux implements AsyncDisposable {
  readonly #folder: TemporaryFolder;

  private constructor(folder: TemporaryFolder) {
    this.#folder = folder;
  }

  /** Starts the program on a terminal of its own. The exit code is shown at its end. */
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

  /** Presses keys: texts as they are, and names such as `Enter`, `Escape`, `Down` and `C-c`. */
  async press(...keys: string[]): Promise<void> {
    await this.#run("send-keys", ...keys);
  }

  /** What the screen shows, with what has scrolled off its top. */
  async readScreen(): Promise<string> {
    return (await this.#run("capture-pane", "-p", "-S", "-")).trimEnd();
  }

  /** The same with its escape sequences. */
  async readStyledScreen(): Promise<string> {
    return await this.#run("capture-pane", "-p", "-e", "-S", "-");
  }

  /** Waits until the screen shows something. */
  async waitFor(expected: string | RegExp): Promise<string> {
    const until = Date.now() + TIMEOUT;
    for (;;) {
      const screen = await this.readScreen();
      if (typeof expected === "string" ? screen.includes(expected) : expected.test(screen)) return screen;
      if (Date.now() > until) throw new Error(`The screen doesn't show ${expected}, but:\n${screen}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#run("kill-server").catch(() => {}); // it may be gone already
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
