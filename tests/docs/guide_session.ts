/** Runs the commands of a guide as its reader would: in a shell, with a separate home folder. */

import { join } from "node:path";
import { findFreePort } from "../../scripts/find_free_port.ts";
import { getCommandLine, getDenoCache } from "../end_to_end/program.ts";
import { PROJECT } from "../house/sources.ts";
import type { CommandBlock } from "./guide.ts";
import { matchesOutput } from "./output.ts";

/** The home folder that guides show. */
const SHOWN_HOME = "/home/you";
/** The program that guides show. */
const SHOWN_PROGRAM = "/usr/local/bin/support-mcp";
/** The ports that guides use; each run uses free ones in their place. */
const SHOWN_PORTS = ["8080", "8081", "8089", "9090"];
/** Generous, for a busy machine. In milliseconds. */
const TIMEOUT = 60_000;

/** A shell's results: all that was printed, on either output, and the exit code. */
export interface Printed {
  code: number;
  output: string;
}

export class GuideSession implements AsyncDisposable {
  readonly #background: Deno.ChildProcess[] = [];
  readonly #ports = new Map(SHOWN_PORTS.map((port) => [port, String(findFreePort())]));

  private constructor(
    /** Holds the folders `bin` and `home`. */
    private readonly folder: string,
    private readonly env: Record<string, string>,
  ) {}

  /**
   * @param env Variables in addition to those of the machine.
   */
  static async start(env: Record<string, string> = {}): Promise<GuideSession> {
    const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "support-mcp-guide-" }));
    const bin = join(folder, "bin");
    await Deno.mkdir(bin);
    await Deno.mkdir(join(folder, "home"));
    const { program, args } = getCommandLine([]);
    await writeScript(join(bin, "support-mcp"), [program, ...args]);
    await writeScript(join(bin, "deno"), [Deno.execPath()]);
    return new GuideSession(folder, { ...await createEnvironment(folder), ...env });
  }

  /** Runs a block's commands and waits for their end. */
  async run({ commands, directives }: CommandBlock): Promise<Printed> {
    for (const command of directives.before) await this.#runShell(command);
    return await this.#runShell(commands, directives.repository);
  }

  /**
   * Starts a block's commands and leaves them running.
   *
   * @returns What was printed by the time it matched the output in the guide, or until the time was over.
   */
  async startInBackground({ commands, output = "" }: CommandBlock): Promise<Printed> {
    const log = join(this.folder, `background-${this.#background.length}`);
    this.#background.push(this.#spawn(`exec >${log} 2>&1\nexec ${this.#toReal(commands)}`));
    for (const end = Date.now() + TIMEOUT; Date.now() < end;) {
      const printed = this.#toShown(await Deno.readTextFile(log).catch(() => ""));
      if (matchesOutput(printed, output)) return { code: 0, output: printed };
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return { code: 0, output: this.#toShown(await Deno.readTextFile(log)) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#background) {
      child.kill("SIGTERM");
      await child.status;
    }
    await Deno.remove(this.folder, { recursive: true });
  }

  async #runShell(commands: string, inRepository = false): Promise<Printed> {
    const log = join(this.folder, "output");
    const child = this.#spawn(`exec >${log} 2>&1\n${this.#toReal(commands)}`, inRepository);
    const timer = setTimeout(() => child.kill("SIGKILL"), TIMEOUT);
    const { code } = await child.status;
    clearTimeout(timer);
    return { code, output: this.#toShown(await Deno.readTextFile(log)) };
  }

  #spawn(script: string, inRepository = false): Deno.ChildProcess {
    return new Deno.Command("bash", {
      args: ["-euo", "pipefail", "-c", script],
      cwd: inRepository ? PROJECT : join(this.folder, "home"),
      env: this.env,
      clearEnv: true,
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
  }

  #toReal(commands: string): string {
    const text = commands.replaceAll(/\bnpx -y deno@\S+/g, "deno");
    return [...this.#ports].reduce((replaced, [shown, real]) => replaced.replaceAll(shown, real), text);
  }

  #toShown(output: string): string {
    const { program, args } = getCommandLine([]);
    const started = args.at(-1) ?? program;
    return [...this.#ports].reduce((text, [shown, real]) => text.replaceAll(real, shown), output)
      .replaceAll(join(this.folder, "home"), SHOWN_HOME)
      .replaceAll(`file://${started}`, SHOWN_PROGRAM)
      .replaceAll(started, SHOWN_PROGRAM);
  }
}

async function writeScript(path: string, command: readonly string[]): Promise<void> {
  const words = command.map((word) => `'${word}'`).join(" ");
  await Deno.writeTextFile(path, `#!/usr/bin/env bash\nexec ${words} "$@"\n`, { mode: 0o755 });
}

/** An environment without settings of this machine's own user, in which Deno finds its cache. */
async function createEnvironment(folder: string): Promise<Record<string, string>> {
  const { PATH = "" } = Deno.env.toObject();
  const kept = ["DENO_TLS_CA_STORE", "DENO_CERT", "LANG", "TMPDIR"].flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  });
  return {
    ...Object.fromEntries(kept),
    PATH: `${join(folder, "bin")}:${PATH}`,
    HOME: join(folder, "home"),
    DENO_DIR: await getDenoCache(),
    NO_COLOR: "1",
  };
}
