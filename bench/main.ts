// deno-lint-ignore-file no-console -- what it prints is for the person at the terminal
/**
 * `deno task bench`: measures the compiled program beside programs that do next to nothing.
 *
 * `--long` takes more samples and a larger desk, `--only NAME,…` measures some matters alone, `--against FILE` takes
 * another build of the program into the same run, `--write` renews `BENCHMARKS.md`.
 *
 * @module
 */

import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PROJECT } from "../scripts/bundle.ts";
import { runDeno } from "../scripts/run_deno.ts";
import { type Bench, LONG, type Measurement, QUICK } from "./bench.ts";
import { findCorpus } from "./corpus/corpus.ts";
import { coldStart } from "./measurements/cold_start.ts";
import { deskSize } from "./measurements/desk_size.ts";
import { importRate } from "./measurements/import_rate.ts";
import { memoryGrowth } from "./measurements/memory_growth.ts";
import { requestRates } from "./measurements/request_rates.ts";
import { type Options, readOptions } from "./options.ts";
import { compileFloor } from "./programs/floor.ts";
import { compiledProduct } from "./programs/product.ts";
import { SupportMcp } from "./programs/support_mcp.ts";
import { benchmarksPage, type Run } from "./report/benchmarks_page.ts";
import { machine } from "./report/machine.ts";
import { terminalTable } from "./report/table.ts";
import { Stores } from "./stores.ts";
import { Workspace } from "./workspace.ts";

const MEASUREMENTS: Readonly<Record<string, Measurement>> = {
  "cold-start": coldStart,
  "requests": requestRates,
  "memory": memoryGrowth,
  "desk-size": deskSize,
  "import": importRate,
};

async function run(options: Options): Promise<Run> {
  const facts = machine();
  console.log(facts.join("\n"));
  await using workspace = await Workspace.make(fileURLToPath(PROJECT));
  const bench = await prepare(workspace.folder, options);
  const corpus = bench.stores.corpus.source;
  console.log(`desks filled with ${corpus}`);
  const sections = [];
  for (const name of options.only ?? Object.keys(MEASUREMENTS)) {
    const section = await MEASUREMENTS[name]!(bench);
    console.log(`\n${terminalTable(section)}`);
    sections.push(section);
  }
  return { command: ["deno task bench", ...Deno.args].join(" "), machine: facts, corpus, sections };
}

async function prepare(folder: string, { long, against }: Options): Promise<Bench> {
  const floor = await compileFloor(folder);
  const product = new SupportMcp("support-mcp", await compiledProduct(floor.empty.program));
  const others = against.map((path) => new SupportMcp(basename(path), path));
  const stores = new Stores(folder, await findCorpus());
  return { product, programs: [product, ...others], floor, stores, effort: long ? LONG : QUICK };
}

async function write(run: Run): Promise<void> {
  const page = join(fileURLToPath(PROJECT), "BENCHMARKS.md");
  await Deno.writeTextFile(page, benchmarksPage(run));
  await runDeno(["fmt", "--quiet", page], PROJECT);
  console.log(`\n${page} is renewed`);
}

async function main(): Promise<void> {
  const options = readOptions(Deno.args, Object.keys(MEASUREMENTS));
  const measured = await run(options);
  if (options.write) await write(measured);
}

if (import.meta.main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    Deno.exit(1);
  }
}
