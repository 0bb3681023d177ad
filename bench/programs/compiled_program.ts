/** The compiled program of these sources. */

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PROJECT } from "../../scripts/bundle/bundle.ts";
import { compile } from "../../scripts/compile.ts";

const FOLDER = fileURLToPath(PROJECT);
const BINARY = join(FOLDER, "dist", Deno.build.os === "windows" ? "support-mcp.exe" : "support-mcp");
/** The sources of the program. */
const SOURCES = [
  "main.ts",
  "deno.json",
  "deno.lock",
  "app",
  "base",
  "commands",
  "server",
  "client",
  "store",
  "data",
  "install",
  "scripts",
];

/**
 * Returns the path of `dist/support-mcp`. Compiles it first if it is missing, older than a source, or compiled by
 * another Deno.
 *
 * @param sample A program compiled by this Deno.
 * @throws {Error} If it cannot be compiled.
 */
export async function getCompiledProgram(sample: string): Promise<string> {
  try {
    const { mtime } = await Deno.stat(BINARY);
    if (
      mtime! > await findLastChange(SOURCES.map((source) => join(FOLDER, source))) &&
      await hasSameRuntime(BINARY, sample)
    ) {
      return BINARY;
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return await compile();
}

async function findLastChange(paths: readonly string[]): Promise<Date> {
  let last = new Date(0);
  for (const path of paths) {
    const { mtime, isDirectory } = await Deno.stat(path);
    const within = isDirectory ? await findLastChange(await listEntries(path)) : mtime!;
    if (within > last) last = within;
  }
  return last;
}

async function listEntries(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => join(folder, name));
}

/** Compiled programs begin with the runtime, whose code is identical in all programs of one version. */
async function hasSameRuntime(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all([one, other].map(readRuntimeCode));
  return first!.every((byte, index) => byte === second![index]);
}

/** A mebibyte from the middle of the runtime. */
async function readRuntimeCode(program: string): Promise<Uint8Array> {
  using file = await Deno.open(program);
  await file.seek(32 * 2 ** 20, Deno.SeekMode.Start);
  const bytes = new Uint8Array(2 ** 20);
  await file.read(bytes);
  return bytes;
}
