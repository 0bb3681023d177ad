/** The smallest compiled programs that do the same work: the limits for every other one. */

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { V8_FLAGS } from "../../scripts/compile.ts";
import { runDeno } from "../../scripts/run_deno.ts";
import { fillBaselineDesk } from "./baseline/baseline_desk.ts";
import type { CommandLine, WebProgram } from "./program.ts";

export interface Baselines {
  /** Starts and exits. */
  empty: CommandLine;
  /** Responds to reads at once, and to changes once they are stored. */
  server: WebProgram;
}

const SOURCES = new URL(".", import.meta.url);

/** The options with which our program is compiled. */
const OPTIONS = ["-A", "--no-prompt", "--unstable-kv", "--no-config", "--no-lock", "--no-check", "--no-code-cache"];

/**
 * Compiles the baseline programs into a folder, with the Deno that runs this.
 *
 * @throws {Error} If Deno cannot compile on this machine; the message says what to do.
 */
export async function compileBaselines(folder: string): Promise<Baselines> {
  const program = await compile("baseline", "baseline/baseline_server.ts", folder, [`--v8-flags=${V8_FLAGS}`]);
  return {
    empty: { program: await compile("empty", "baseline/empty.ts", folder), args: [] },
    server: createBaselineServer(({ store, port }) => ({
      program,
      args: [store, ...port === undefined ? [] : [String(port)]],
    })),
  };
}

/** The baseline server, started by any command line that serves its store. */
export function createBaselineServer(commandLine: (what: { store: string; port?: number }) => CommandLine): WebProgram {
  const storeIn = (folder: string) => join(folder, "baseline.db");
  return {
    name: "the baseline",
    async fill(folder, tickets) {
      const began = performance.now();
      const filled = await fillBaselineDesk(storeIn(folder), tickets);
      return { tickets: filled, seconds: (performance.now() - began) / 1000, megabytes: undefined };
    },
    serve: (folder) => commandLine({ store: storeIn(folder) }),
    serveHttp: (folder, port) => commandLine({ store: storeIn(folder), port }),
  };
}

async function compile(
  name: string,
  file: string,
  folder: string,
  more: readonly string[] = [],
): Promise<string> {
  const program = join(folder, Deno.build.os === "windows" ? `${name}.exe` : name);
  const source = fileURLToPath(new URL(file, SOURCES));
  try {
    await runDeno(["compile", "--quiet", ...OPTIONS, ...more, "--output", program, source], folder);
    await assertRuns(program);
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${DENORT_HINT}`);
  }
  return program;
}

/** With a denort of another version than the compiler's, compiled programs do not start. */
async function assertRuns(program: string): Promise<void> {
  const { success } = await new Deno.Command(program, { stdin: "null", stderr: "null" }).output();
  if (!success) throw new Error("The compiled program does not run.");
}

const DENORT_HINT =
  `The bench compiles empty programs to compare with, which takes denort ${Deno.version.deno}. Where Deno ` +
  `can't download it, set DENORT_BIN to the path of a denort of this very version, or run the bench with a Deno whose ` +
  `denort you have.`;
