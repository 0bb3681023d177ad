// deno-lint-ignore-file no-console -- prints for a person at a terminal
/**
 * `deno task bench`: compares the compiled program with the article's server, ports of it to current Python packages, and
 * baselines.
 *
 *     --long           Run every benchmark, with more samples and larger desks
 *     --only NAME,…    Run only these benchmarks
 *     --skip NAME,…    Skip these benchmarks
 *     --against FILE   Compare with another build of the program, interleaved in the same run (repeatable)
 *     --keep FOLDER    Keep filled desks in a folder on the same disk, and use those of an earlier run
 *     --write          Update `docs/performance/benchmarks.md`
 *
 * @module
 */

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PROJECT } from "../scripts/bundle/bundle.ts";
import { runDeno } from "../scripts/run_deno.ts";
import { type BenchContext, LONG, QUICK } from "./bench_context.ts";
import { findCorpus } from "./corpus/corpus.ts";
import { BENCHMARKS } from "./benchmarks.ts";
import { type Options, parseOptions } from "./options.ts";
import { compileBaselines } from "./programs/baselines.ts";
import { preparePeers } from "./programs/peers.ts";
import { getCompiledProgram } from "./programs/compiled_program.ts";
import { SupportMcp } from "./programs/support_mcp.ts";
import { formatBenchmarksPage, type Run } from "./report/benchmarks_page.ts";
import { formatBuildComparison } from "./report/compare_builds.ts";
import type { TitledSection } from "./report/figure.ts";
import { describeCircumstances, describeMachine } from "./report/machine.ts";
import { formatTerminalTable } from "./report/table.ts";
import { Stores } from "./stores.ts";
import { Workspace } from "./workspace.ts";

const FOLDER = fileURLToPath(PROJECT);

async function run(options: Options): Promise<Run> {
  await using workspace = await Workspace.make(FOLDER);
  const bench = await prepare(workspace.folder, options);
  const facts = [...describeMachine(), bench.peers.remark];
  const corpus = bench.stores.corpus.source;
  console.log([...facts, `desks filled with ${corpus}`].join("\n"));
  const sections: TitledSection[] = [];
  for (const name of options.benchmarks) sections.push(await runBenchmark(name, bench));
  const [product, ...others] = bench.builds.map(({ name }) => name);
  for (const other of others) console.log(`\n${formatBuildComparison(sections, product!, other)}`);
  return { machine: facts, corpus, sections };
}

async function runBenchmark(name: string, bench: BenchContext): Promise<TitledSection> {
  const { title, measure } = BENCHMARKS[name]!;
  const began = performance.now();
  const section = { title, circumstances: describeCircumstances(), ...await measure(bench) };
  console.log(`\n${formatTerminalTable(section)}\n  ${section.circumstances} It took ${formatElapsed(began)}.`);
  return section;
}

function formatElapsed(began: number): string {
  return `${Math.round((performance.now() - began) / 1000)} s`;
}

async function prepare(folder: string, { long, against, keep }: Options): Promise<BenchContext> {
  const baselines = await compileBaselines(folder);
  const product = await copyProgram("support-mcp", await getCompiledProgram(baselines.empty.program), folder);
  const others = await Promise.all(against.map((path) => copyProgram(path, path, folder)));
  const peers = await preparePeers(join(FOLDER, "dist", "peers"));
  const stores = new Stores(folder, await findCorpus(), keep);
  return { product, builds: [product, ...others], peers, baselines, stores, effort: long ? LONG : QUICK };
}

/**
 * Copies a build just before the run, so that it is in the system's file cache in the same way as the baselines. Start-up
 * of the same bytes differs by a tenth otherwise.
 */
async function copyProgram(name: string, program: string, folder: string): Promise<SupportMcp> {
  const copy = await Deno.makeTempFile({ dir: folder, prefix: "program-" });
  await Deno.copyFile(program, copy);
  return new SupportMcp(name, copy);
}

async function write(run: Run): Promise<void> {
  const page = join(FOLDER, "docs", "performance", "benchmarks.md");
  const titles = Object.values(BENCHMARKS).map(({ title }) => title);
  await Deno.writeTextFile(page, formatBenchmarksPage(run, titles, await Deno.readTextFile(page)));
  await runDeno(["fmt", "--quiet", page], PROJECT);
  console.log(`\nUpdated ${page}`);
}

async function main(): Promise<void> {
  const options = parseOptions(Deno.args, BENCHMARKS);
  const began = performance.now();
  const done = await run(options);
  if (options.write) await write(done);
  console.log(`\nTotal: ${formatElapsed(began)}.`);
}

if (import.meta.main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    Deno.exit(1);
  }
}
