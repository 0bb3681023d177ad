/** Makes the program and everything it imports a few files of plain JavaScript. */

import { join } from "node:path";
import { runDeno } from "./run_deno.ts";

/** The folder of `deno.json`. */
export const PROJECT = new URL("../", import.meta.url);

/** The SDK's module that `sdk_platform.ts` stands in for. */
const SDK_PLATFORM = "@modelcontextprotocol/server/_shims";

export interface Bundle {
  /** The main module, in the bundle's folder. */
  main: string;
  /** The import map that it needs, in the same folder. */
  importMap: string;
}

/**
 * Bundles the program into `directory`: its main module, and a chunk for each command, loaded when it is chosen.
 *
 * @param directory An absolute path.
 * @throws {Error} When Deno can't bundle it, with what it said.
 */
export async function bundle(directory: string): Promise<Bundle> {
  const entries = ["main.ts", "scripts/sdk_platform.ts"];
  const format = ["--platform", "deno", "--minify", "--code-splitting", "--external", SDK_PLATFORM];
  await runDeno(["bundle", "--quiet", ...format, "--outdir", directory, ...entries], PROJECT);
  const importMap = { imports: { [SDK_PLATFORM]: "./scripts/sdk_platform.js" } };
  await Deno.writeTextFile(join(directory, "import_map.json"), JSON.stringify(importMap));
  return { main: "main.js", importMap: "import_map.json" };
}
