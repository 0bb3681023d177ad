/** Bundles the program, with all of its imports, into a few files of plain JavaScript. */

import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildPages } from "../../app/build/mod.ts";
import manifest from "../../deno.json" with { type: "json" };
import { writeCompressedModule } from "./compressed_module.ts";
import { escapeCharacters } from "./escape_characters.ts";
import { nameChunks } from "./name_chunks.ts";
import { prepareResponses } from "./prepare_responses.ts";
import { preparePages } from "./prepare_pages.ts";
import { prepareTools } from "./prepare_tools.ts";
import { packPackages, packThread, toExport } from "./packed_modules.ts";
import { runDeno } from "../run_deno.ts";

/** The folder of `deno.json`. */
export const PROJECT = new URL("../../", import.meta.url);

/** The module of the SDK that `sdk_platform.ts` replaces. */
const SDK_PLATFORM = "@modelcontextprotocol/server/_shims";

/**
 * The packages for models, which import all of zod. A bundler emits each module once, with everything that any importer uses:
 * in the same bundle, they would make a server load 300 KB of zod that it never uses. So they get a separate bundle, which is
 * compressed.
 */
const SEPARATE_PACKAGES = ["ai", "@ai-sdk/anthropic", "@ai-sdk/openai-compatible"];

/**
 * The main modules of other threads, by the names under which they are started. Each has a separate bundle, which is
 * compressed: a shared one would be split into more chunks, which every command would load.
 */
const THREADS = { "#check_worker": "store/kv/check/threads/check_worker.ts" };

/** The modules that are replaced by data prepared at build time, exported as `prepared`. */
const PREPARED = {
  "server/protocol/prepared/prepared.ts": prepareResponses,
  "server/definitions/arguments/prepared.ts": prepareTools,
  "commands/pages/prepared.ts": preparePages,
  "app/prepared.ts": buildPages,
  "commands/notices/prepared.ts": () => Deno.readTextFile(new URL("THIRD_PARTY_NOTICES", PROJECT)),
};

/** Those of them that few runs need. They are large, and the binary is read into memory as a whole whenever it starts. */
const COMPRESSED = ["app/prepared.ts", "commands/notices/prepared.ts"];

/** Those of them that are mostly texts, which a literal has without parsing. `JSON.parse` is faster for all other data. */
const TEXTS = ["server/protocol/prepared/prepared.ts"];

export interface Bundle {
  /** The name of the main module in the bundle's folder. */
  main: string;
  /** The name of the import map that it needs, in the same folder. */
  importMap: string;
}

/**
 * Bundles the program into `directory`: the main module, and a chunk for each command, which is loaded on demand.
 *
 * @param directory An absolute path.
 * @throws {Error} If `deno bundle` fails, with its output.
 */
export async function bundle(directory: string): Promise<Bundle> {
  const ingredients = await Deno.makeTempDir({ prefix: "support-mcp-" });
  try {
    const importMap = await writeReplacements(ingredients);
    const externals = [SDK_PLATFORM, ...SEPARATE_PACKAGES];
    await runBundler(["main.ts", "scripts/sdk_platform.ts"], importMap, directory, { externals, isSplit: true });
    await completeModules(directory);
    await nameChunks(directory);
    await bundlePackages(ingredients, importMap, join(directory, "apart"));
    await bundleThreads(importMap, join(directory, "threads"));
  } finally {
    await Deno.remove(ingredients, { recursive: true });
  }
  const apart = SEPARATE_PACKAGES.map((name) => [name, `./apart/${basename(name)}.js`]);
  const threads = Object.entries(THREADS).map(([name, module]) => [name, `./threads/${basename(module, ".ts")}.js`]);
  const imports = { [SDK_PLATFORM]: "./scripts/sdk_platform.js", ...Object.fromEntries([...apart, ...threads]) };
  await Deno.writeTextFile(join(directory, "import_map.json"), JSON.stringify({ imports }));
  return { main: "main.js", importMap: "import_map.json" };
}

/** Bundles the separate packages, as one file. */
async function bundlePackages(ingredients: string, importMap: string, directory: string): Promise<void> {
  const entry = join(ingredients, "packages.js");
  const lines = SEPARATE_PACKAGES.map((name) => `export * as ${toExport(name)} from ${JSON.stringify(name)};\n`);
  await Deno.writeTextFile(entry, lines.join(""));
  await runBundler([entry], importMap, directory);
  await completeModules(directory);
  await packPackages(directory, basename(entry), SEPARATE_PACKAGES);
}

/** Bundles the main modules of other threads, each as one file. */
async function bundleThreads(importMap: string, directory: string): Promise<void> {
  await runBundler(Object.values(THREADS), importMap, directory);
  await completeModules(directory);
  for (const module of Object.values(THREADS)) await packThread(directory, `${basename(module, ".ts")}.js`);
}

/**
 * Bundles modules. External ones are resolved at run time.
 *
 * @param options `isSplit` puts modules that are imported dynamically into separate files.
 */
async function runBundler(
  entries: readonly string[],
  importMap: string,
  directory: string,
  { externals = [], isSplit = false }: { externals?: readonly string[]; isSplit?: boolean } = {},
): Promise<void> {
  const format = ["--platform", "deno", "--minify", ...isSplit ? ["--code-splitting"] : []];
  const options = ["--import-map", importMap, "--outdir", directory];
  const without = externals.map((name) => `--external=${name}`);
  await runDeno(["bundle", "--quiet", ...format, ...options, ...without, ...entries], PROJECT);
}

/** Writes the replacement modules, and the import map that points to them. */
async function writeReplacements(directory: string): Promise<string> {
  const imports: Record<string, string> = { ...manifest.imports };
  for (const [module, prepare] of Object.entries(PREPARED)) {
    const standIn = join(directory, module.replaceAll("/", "_").replace(".ts", ".js"));
    const json = JSON.stringify(await prepare());
    const data = TEXTS.includes(module) ? json : `JSON.parse(${JSON.stringify(json)})`;
    const text = COMPRESSED.includes(module) ? await writeCompressedModule(json) : `export const prepared = ${data};\n`;
    await Deno.writeTextFile(standIn, text);
    imports[new URL(module, PROJECT).href] = pathToFileURL(standIn).href;
  }
  const importMap = join(directory, "import_map.json");
  await Deno.writeTextFile(importMap, JSON.stringify({ imports }));
  return importMap;
}

/** Defines `require`, which bundled CommonJS packages call for built-in modules. Nothing is loaded before they do. */
const REQUIRE = "const require=(name)=>globalThis.process.getBuiltinModule(name);\n";

/** Adds `require` to the modules that need it, and writes all of them in ASCII. */
async function completeModules(directory: string): Promise<void> {
  for await (const { name, isFile } of Deno.readDir(directory)) {
    if (!isFile) continue;
    const file = join(directory, name);
    const text = await Deno.readTextFile(file);
    await Deno.writeTextFile(file, (text.includes("Dynamic require of") ? REQUIRE : "") + escapeCharacters(text));
  }
}
