/** What nothing can be quicker than: compiled programs that do next to nothing. */

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runDeno } from "../../scripts/run_deno.ts";
import type { CommandLine, WebProgram } from "./program.ts";

export interface Floor {
  /** Starts and ends. */
  empty: CommandLine;
  /** Answers every request with what it made beforehand, closes after a durable commit of one key. */
  echo: WebProgram;
}

const SOURCES = new URL(".", import.meta.url);

/** As the product is compiled, so that nothing but the programs differ. */
const OPTIONS = ["-A", "--no-prompt", "--unstable-kv", "--no-config", "--no-lock", "--no-check", "--no-code-cache"];

/**
 * Compiles the floor's programs into a folder, with the Deno that runs this.
 *
 * @throws {Error} When this Deno can't compile here, with the way out.
 */
export async function compileFloor(folder: string): Promise<Floor> {
  const program = await compile("echo", folder);
  return {
    empty: { program: await compile("empty", folder), args: [] },
    echo: {
      name: "the echo",
      fill: () => Promise.resolve({ tickets: 0, seconds: 0, megabytes: undefined }),
      serve: (store) => ({ program, args: [join(store, "echo.db")] }),
      serveHttp: (store, port) => ({ program, args: [join(store, "echo.db"), String(port)] }),
    },
  };
}

async function compile(name: string, folder: string): Promise<string> {
  const program = join(folder, Deno.build.os === "windows" ? `${name}.exe` : name);
  const source = fileURLToPath(new URL(`${name}.ts`, SOURCES));
  try {
    await runDeno(["compile", "--quiet", ...OPTIONS, "--output", program, source], folder);
    await tryOut(program);
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${WAY_OUT}`);
  }
  return program;
}

/** With a denort of another version than the compiler's, programs are made that don't even start. */
async function tryOut(program: string): Promise<void> {
  const { success } = await new Deno.Command(program, { stdin: "null", stderr: "null" }).output();
  if (!success) throw new Error("What deno compile made doesn't run.");
}

const WAY_OUT =
  `The bench compiles empty programs to compare with, which takes denort ${Deno.version.deno}. Where Deno ` +
  `can't download it, set DENORT_BIN to the path of a denort of this very version, or run the bench with a Deno whose ` +
  `denort you have.`;
