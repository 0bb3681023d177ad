// deno-lint-ignore-file no-console -- what it prints is for the person at the terminal
/**
 * `deno task compile`: compiles `dist/support-mcp`, a single executable that runs without Deno.
 *
 * The program is compiled from its bundle. Compiled from the sources, it would contain every npm package of the project,
 * including those of the tests, and start more slowly.
 *
 * @module
 */

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import manifest from "../deno.json" with { type: "json" };
import { type Bundle, bundle, PROJECT } from "./bundle/bundle.ts";
import { runDeno } from "./run_deno.ts";

const EXTENSION = Deno.build.os === "windows" ? ".exe" : "";
const PROGRAM = fileURLToPath(new URL(`dist/support-mcp${EXTENSION}`, PROJECT));

/**
 * Compiles the program.
 *
 * @param denort The path of the `denort` to use. By default `DENORT_BIN`, or the one that Deno downloads.
 * @returns The path of the executable.
 * @throws {Error} If `deno compile` fails, or the executable does not run.
 */
export async function compile(program = PROGRAM, denort?: string): Promise<string> {
  const directory = await Deno.makeTempDir({ prefix: "support-mcp-" });
  try {
    const bundled = await bundle(directory);
    await setTimes(directory);
    await compileBundle(directory, bundled, program, denort);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
  await assertRuns(program);
  return program;
}

/**
 * By default, V8 lets the heap grow to 200 MB before it collects garbage, but hosts keep several such servers running. With
 * these flags, memory stays below half of that (docs/performance/memory.md).
 */
export const V8_FLAGS = [
  "--max-semi-space-size=2",
  "--memory-saver-mode",
  "--no-allocation-site-pretenuring",
  "--no-concurrent-recompilation",
  "--invocation-count-for-turbofan=12000",
].join();

/** The time that every embedded file gets: their real times would make each binary different. */
const EMBEDDED_TIME = new Date("2000-01-01T00:00:00Z");

/** Sets the times of a folder and of everything in it. */
async function setTimes(directory: string): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(directory)) {
    const path = join(directory, name);
    if (isDirectory) await setTimes(path);
    else await Deno.utime(path, EMBEDDED_TIME, EMBEDDED_TIME);
  }
  await Deno.utime(directory, EMBEDDED_TIME, EMBEDDED_TIME);
}

/** Compiles without configuration or lock file, so that no npm package is embedded: the bundle is complete. */
async function compileBundle(directory: string, bundled: Bundle, program: string, denort?: string): Promise<void> {
  const runtime = ["-A", "--no-prompt", "--unstable-kv", "--unstable-no-legacy-abort", `--v8-flags=${V8_FLAGS}`];
  const alone = [
    "--no-config",
    "--no-lock",
    "--no-check",
    "--no-code-cache",
    "--import-map",
    bundled.importMap,
    "--include",
    ".",
  ];
  try {
    const args = ["compile", "--quiet", ...runtime, ...alone, "--output", program, bundled.main];
    await runDeno(args, directory, denort === undefined ? {} : { DENORT_BIN: denort });
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${DENORT_HINT}`);
  }
}

const DENORT_HINT =
  `deno compile needs denort ${Deno.version.deno}, which it downloads. If the download fails, set DENORT_BIN to the path ` +
  `of a denort of exactly this version.`;

/** Checks that the program starts: compiled with a denort of another version, it would not. */
async function assertRuns(program: string): Promise<void> {
  if (await readVersion(program) === manifest.version) return;
  await Deno.remove(program);
  throw new Error(`The compiled program does not run. ${DENORT_HINT}`);
}

async function readVersion(program: string): Promise<string | undefined> {
  try {
    const { success, stdout } = await new Deno.Command(program, { args: ["--version"], stdin: "null" }).output();
    return success ? new TextDecoder().decode(stdout).trim() : undefined;
  } catch {
    return undefined; // not executable on this system
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
