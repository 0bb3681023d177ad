/** Makes the program and everything it imports a few files of plain JavaScript. */

import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import manifest from "../deno.json" with { type: "json" };
import { prepareResponses } from "./prepare_responses.ts";
import { preparePages } from "./prepare_pages.ts";
import { runDeno } from "./run_deno.ts";

/** The folder of `deno.json`. */
export const PROJECT = new URL("../", import.meta.url);

/** The SDK's module that `sdk_platform.ts` stands in for. */
const SDK_PLATFORM = "@modelcontextprotocol/server/_shims";

/**
 * The packages for models, which ask for all of zod. A bundler keeps of a module what anybody in the bundle asks for, in one
 * piece: with these in it, a server would load 300 KB of zod that it never uses. So they get a bundle of their own.
 */
const SEPARATE_PACKAGES = ["ai", "@ai-sdk/anthropic", "@ai-sdk/openai-compatible"];

/** The modules that what is prepared stands in for, each with its `prepared`. */
const PREPARED = {
  "server/protocol/prepared/prepared.ts": prepareResponses,
  "commands/pages/prepared.ts": preparePages,
};

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
  const ingredients = await Deno.makeTempDir({ prefix: "support-mcp-" });
  try {
    const importMap = await writeReplacements(ingredients);
    await runBundler(
      ["main.ts", "scripts/sdk_platform.ts"],
      [SDK_PLATFORM, ...SEPARATE_PACKAGES],
      importMap,
      directory,
    );
    const apart = join(directory, "apart");
    await runBundler(await writeEntries(ingredients), [], importMap, apart);
    await addRequire(apart);
  } finally {
    await Deno.remove(ingredients, { recursive: true });
  }
  const apart = SEPARATE_PACKAGES.map((name) => [name, `./apart/${basename(name)}.js`]);
  const imports = { [SDK_PLATFORM]: "./scripts/sdk_platform.js", ...Object.fromEntries(apart) };
  await Deno.writeTextFile(join(directory, "import_map.json"), JSON.stringify({ imports }));
  return { main: "main.js", importMap: "import_map.json" };
}

/** Bundles modules, all but the external ones, which are found when the program runs. */
async function runBundler(
  entries: readonly string[],
  externals: readonly string[],
  importMap: string,
  directory: string,
): Promise<void> {
  const format = ["--platform", "deno", "--minify", "--code-splitting"];
  const options = ["--import-map", importMap, "--outdir", directory];
  const without = externals.map((name) => `--external=${name}`);
  await runDeno(["bundle", "--quiet", ...format, ...options, ...without, ...entries], PROJECT);
}

/** Writes the modules that stand in for others, and the import map that puts them there. */
async function writeReplacements(directory: string): Promise<string> {
  const imports: Record<string, string> = { ...manifest.imports };
  for (const [module, prepare] of Object.entries(PREPARED)) {
    const standIn = join(directory, module.replaceAll("/", "_").replace(".ts", ".js"));
    const json = JSON.stringify(await prepare());
    await Deno.writeTextFile(standIn, `export const prepared = JSON.parse(${JSON.stringify(json)});\n`);
    imports[new URL(module, PROJECT).href] = pathToFileURL(standIn).href;
  }
  const importMap = join(directory, "import_map.json");
  await Deno.writeTextFile(importMap, JSON.stringify({ imports }));
  return importMap;
}

/** What packages of the CommonJS kind call, which a bundler leaves open in modules. */
const REQUIRE = `import{createRequire}from"node:module";const require=createRequire(import.meta.url);\n`;

/** Gives `require` to the modules that call it for what is built in. */
async function addRequire(directory: string): Promise<void> {
  for await (const { name } of Deno.readDir(directory)) {
    const file = join(directory, name);
    const text = await Deno.readTextFile(file);
    if (text.includes("Dynamic require of")) await Deno.writeTextFile(file, REQUIRE + text);
  }
}

/** Writes a module for each package that is bundled apart. */
async function writeEntries(directory: string): Promise<string[]> {
  return await Promise.all(SEPARATE_PACKAGES.map(async (name) => {
    const entry = join(directory, `${basename(name)}.js`);
    await Deno.writeTextFile(entry, `export * from ${JSON.stringify(name)};\n`);
    return entry;
  }));
}
