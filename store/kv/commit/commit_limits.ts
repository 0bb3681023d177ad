/** How much one commit may hold. */

/** What counts towards Deno KV's limits of a commit, or those limits themselves. */
export interface Weight {
  checks: number;
  mutations: number;
  /** Of all keys that are written. */
  keyBytes: number;
  /** Of all keys and values. */
  bytes: number;
  /** Of the entry in the change log, which is one value. */
  changeBytes: number;
}

export const NO_WEIGHT: Readonly<Weight> = { checks: 0, mutations: 0, keyBytes: 0, bytes: 0, changeBytes: 0 };

/** Deno KV takes 100 checks, 1,000 mutations, 80 KiB of keys and 800 KiB in all; a little is left as a margin. */
export const COMMIT_LIMITS: Weight = {
  checks: 100,
  mutations: 990,
  keyBytes: 80_000,
  bytes: 800_000,
  changeBytes: 60_000,
};

/** A KV Connect server takes ten checks in one commit, of which the mark of the writer is one (see `MarkedCommits`). */
export const KV_CONNECT_MAX_CHECKS = 9;

/** The key of the change log's entry, and the size of a counter, in bytes. */
export const CHANGE_KEY_BYTES = 40;
export const COUNTER_BYTES = 8;

/** The first limit that the weight goes over, in words; null when it fits. */
export function findExceededLimit(weight: Readonly<Weight>, limits: Weight): string | null {
  for (const measure of MEASURES) {
    if (weight[measure] > limits[measure]) {
      return `${weight[measure]} ${NAMES[measure]}, where a commit takes ${limits[measure]}`;
    }
  }
  return null;
}

const MEASURES = Object.keys(NO_WEIGHT) as (keyof Weight)[];

const NAMES: Record<keyof Weight, string> = {
  checks: "keys read",
  mutations: "keys written",
  keyBytes: "bytes of keys",
  bytes: "bytes",
  changeBytes: "bytes in the change log",
};
