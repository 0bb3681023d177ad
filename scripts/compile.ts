// deno-lint-ignore-file no-console -- what it prints is for the person at the terminal
/**
 * `deno task compile`: makes `dist/support-mcp`, one file that runs where there is no Deno.
 *
 * The program is bundled first and compiled from the bundle alone. Compiled from its sources it would hold every npm
 * package of the project, those of the tests too, and take longer to start.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import manifest from "../deno.json" with { type: "json" };
import { type Bundle, bundle, PROJECT } from "./bundle.ts";
import { runDeno } from "./run_deno.ts";

const EXTENSION = Deno.build.os === "windows" ? ".exe" : "";
const PROGRAM = fileURLToPath(new URL(`dist/support-mcp${EXTENSION}`, PROJECT));

/**
 * Compiles the program.
 *
 * @returns The path of the one file.
 * @throws {Error} When Deno can't compile it, or the result doesn't run.
 */
export async function compile(program = PROGRAM): Promise<string> {
  const directory = await Deno.makeTempDir({ prefix: "support-mcp-" });
  try {
    await compileBundle(directory, await bundle(directory), program);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
  await assertRuns(program);
  return program;
}

/**
 * Left to itself, V8 takes 200 MB before it looks for garbage: it thinks that the computer is there for this program alone,
 * but hosts keep several such servers running. With these it stays below half of that (docs/performance/memory.md).
 */
export const V8_FLAGS = [
  "--max-semi-space-size=2",
  "--memory-saver-mode",
  "--no-allocation-site-pretenuring",
  "--no-maglev",
  "--no-concurrent-recompilation",
  "--invocation-count-for-turbofan=12000",
].join();

/** Without a configuration or a lock file no npm package is taken in: the bundle has all it needs. */
async function compileBundle(directory: string, { main, importMap }: Bundle, program: string): Promise<void> {
  const runtime = ["-A", "--no-prompt", "--unstable-kv", "--unstable-no-legacy-abort", `--v8-flags=${V8_FLAGS}`];
  const alone = [
    "--no-config",
    "--no-lock",
    "--no-check",
    "--no-code-cache",
    "--import-map",
    importMap,
    "--include",
    ".",
  ];
  try {
    await runDeno(["compile", "--quiet", ...runtime, ...alone, "--output", program, main], directory);
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${DENORT_HINT}`);
  }
}

const DENORT_HINT =
  `deno compile appends the program to denort ${Deno.version.deno}, which it downloads. Where it can't be ` +
  `downloaded, set DENORT_BIN to the path of a denort of the very same version.`;

/** A denort of another version than the compiler's makes a program that doesn't even start. */
async function assertRuns(program: string): Promise<void> {
  if (await readVersion(program) === manifest.version) return;
  await Deno.remove(program);
  throw new Error(`The compiled program doesn't run. ${DENORT_HINT}`);
}

async function readVersion(program: string): Promise<string | undefined> {
  try {
    const { success, stdout } = await new Deno.Command(program, { args: ["--version"], stdin: "null" }).output();
    return success ? new TextDecoder().decode(stdout).trim() : undefined;
  } catch {
    return undefined; // the system doesn't take it for a program at all
  }
}

if (import.meta.main) {
  try {
    const program = await compile();
    const { size } = await Deno.stat(program);
    console.log(`${program}: ${(size / 1e6).toFixed(1)} MB, Deno ${Deno.version.deno}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    Deno.exit(1);
  }
}
