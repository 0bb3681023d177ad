/** Imported tickets per second, and the memory of an import. */

import { fileURLToPath } from "node:url";
import { runDeno } from "../../scripts/run_deno.ts";
import { type BenchContext, MEDIUM_DESK, SMALL_DESK } from "../bench_context.ts";
import type { FillResult } from "../programs/program.ts";
import type { Comparison, Figure, Section } from "../report/figure.ts";
import { measureInterleaved } from "./measure_interleaved.ts";

const PLAIN_COMMITS = fileURLToPath(new URL("../programs/plain_commits.ts", import.meta.url));

const SORTED = "plain commits, sorted";
const WRITTEN = "plain commits, as written";

/** Compares an import with plain commits of the same keys, 200 per commit. */
export async function measureImportRate(bench: BenchContext): Promise<Section> {
  const { product, stores, effort } = bench;
  const known = [await stores.filling(product, MEDIUM_DESK)]; // created for other benchmarks too
  const samples = await measureInterleaved(effort.imports, {
    [product.name]: async () => toRate(known.pop() ?? await stores.refill(product, MEDIUM_DESK)),
    [SORTED]: async () => toRate(await measurePlainCommits(bench, "sorted")),
    [WRITTEN]: async () => toRate(await measurePlainCommits(bench, "as-written")),
  });
  const { [product.name]: imports, ...plain } = samples;
  const what = `${MEDIUM_DESK.toLocaleString("en")} tickets`;
  const others = Object.entries(plain).map(([name, { rate }]) => ({ with: name, samples: rate! }));
  const compared = others.map((other) => other.with === WRITTEN ? { ...other, goal: { atLeast: 0.5 } } : other);
  const figures = [
    ...others.map(({ with: program, samples }): Figure => ({ what, program, unit: "/s", samples })),
    { what, program: product.name, unit: "/s" as const, samples: imports!.rate!, compared },
  ];
  return { note: NOTE, figures: [...figures, ...await listMemoryFigures(bench)] };
}

const NOTE =
  "From the start of the command to its exit. Plain commits write the same keys and values into an empty file, 200 per " +
  "commit, with nothing to read, check or compute: sorted by key, or in the order of the import, ticket by ticket.";

function toRate({ tickets, seconds }: Pick<FillResult, "tickets" | "seconds">): { rate: number } {
  return { rate: tickets / seconds };
}

async function measurePlainCommits({ product, stores }: BenchContext, order: "sorted" | "as-written") {
  await using from = await stores.copy(product, MEDIUM_DESK);
  await using to = await stores.createEmpty();
  const args = [...[from, to].map(({ folder }) => product.storeFile(folder)), order];
  const seconds = await runDeno(["run", "-A", "--no-config", "--unstable-kv", PLAIN_COMMITS, ...args], to.folder);
  return { tickets: MEDIUM_DESK, seconds: Number(seconds) };
}

/** Compares each size with the smallest, because memory must not grow with the file. */
async function listMemoryFigures({ product, stores, effort }: BenchContext): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of new Set([SMALL_DESK, MEDIUM_DESK, effort.largeDesk])) {
    const { megabytes } = await stores.filling(product, size);
    if (megabytes === undefined) continue;
    const what = `memory at most, ${size.toLocaleString("en")} tickets`;
    const smallest = figures[0];
    const compared: Comparison[] = smallest
      ? [{ with: `at ${SMALL_DESK.toLocaleString("en")}`, samples: smallest.samples }]
      : [];
    figures.push({ what, program: product.name, unit: "MB", samples: [megabytes], compared });
  }
  return figures;
}
