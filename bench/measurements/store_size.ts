/** The size of a store on the disk. */

import type { BenchContext } from "../bench_context.ts";
import type { Section } from "../report/figure.ts";

const TICKETS = 100_000;

/** The goal, in megabytes. */
const GOAL = 190;

const BYTES_PER_MEGABYTE = 1_000_000;

/** Measures the file of a desk after its import. */
export async function measureStoreSize({ product, stores }: BenchContext): Promise<Section> {
  await using store = await stores.copy(product, TICKETS);
  const { size } = await Deno.stat(product.storeFile(store.folder));
  return {
    note: "The file after an import, with its free pages. All tickets are open.",
    figures: [{
      what: `${TICKETS.toLocaleString("en")} tickets`,
      program: product.name,
      unit: "MB",
      samples: [size / BYTES_PER_MEGABYTE],
      goal: { atMost: GOAL },
    }],
  };
}
