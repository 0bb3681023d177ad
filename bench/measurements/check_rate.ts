/** Tickets that a check of the store reads per second. */

import { type BenchContext, MEDIUM_DESK } from "../bench_context.ts";
import { measureRun } from "../processes/measure_run.ts";
import type { Figure, Section } from "../report/figure.ts";
import { measureInterleaved } from "./measure_interleaved.ts";

/** The goal of a check, in tickets per second. */
const GOAL = 20_000;

/** Measures checks of a desk with the questions of the corpus, and with `--long` of a large one. */
export async function measureCheckRate({ product, builds, stores, effort }: BenchContext): Promise<Section> {
  const figures: Figure[] = [];
  for (const size of new Set([MEDIUM_DESK, effort.largeDesk])) {
    await using store = await stores.copy(product, size);
    const checks = builds.map((build) =>
      [build.name, async () => {
        const { seconds } = await measureRun(build.check(store.folder));
        return { rate: size / seconds };
      }] as const
    );
    const samples = await measureInterleaved(effort.imports, Object.fromEntries(checks));
    for (const [program, { rate }] of Object.entries(samples)) {
      figures.push({
        what: `${size.toLocaleString("en")} tickets`,
        program,
        unit: "/s",
        samples: rate!,
        ...program === product.name && { goal: { atLeast: GOAL } },
      });
    }
  }
  return { note: NOTE, figures };
}

const NOTE = "From the start of the command to its exit, on a store without problems.";
