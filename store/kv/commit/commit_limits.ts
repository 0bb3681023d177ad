/** Limits on the size of a commit. */

/** The measures that Deno KV limits in a commit, or their limits. */
export interface Weight {
  checks: number;
  mutations: number;
  /** All keys that are written. */
  keyBytes: number;
  /** All keys and values. */
  bytes: number;
  /** The entry in the change log, which is one value. */
  changeBytes: number;
  /** The changes of the index. */
  deltaBytes: number;
}

export const NO_WEIGHT: Readonly<Weight> = {
  checks: 0,
  mutations: 0,
  keyBytes: 0,
  bytes: 0,
  changeBytes: 0,
  deltaBytes: 0,
};

/** The limits of Deno KV (100 checks, 1,000 mutations, 80 KiB of keys, 800 KiB in all), with a small margin. */
export const COMMIT_LIMITS: Weight = {
  checks: 100,
  mutations: 990,
  keyBytes: 80_000,
  bytes: 800_000,
  changeBytes: 60_000,
  deltaBytes: 600_000,
};

/** The size of a key in the change log, and of a counter, in bytes. */
export const CHANGE_KEY_BYTES = 40;
export const COUNTER_BYTES = 8;

/** Describes the first limit that the weight exceeds; null if there is none. */
export function findExceededLimit(weight: Readonly<Weight>, limits: Weight): string | null {
  for (const measure of MEASURES) {
    if (weight[measure] > limits[measure]) return `${weight[measure]} ${NAMES[measure]} (limit ${limits[measure]})`;
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
  deltaBytes: "bytes of changes to the index",
};
