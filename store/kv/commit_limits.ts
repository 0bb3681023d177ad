/** How much one commit may hold. */

import { keyBytes } from "./key.ts";
import type { Entry } from "./snapshot.ts";
import type { Staging } from "./staging.ts";
import { valueBytes } from "./value.ts";

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

/** Deno KV takes 100 checks, 1,000 mutations, 80 KiB of keys and 800 KiB in all; a little is left as a margin. */
export const COMMIT_LIMITS: Weight = {
  checks: 100,
  mutations: 990,
  keyBytes: 80_000,
  bytes: 800_000,
  changeBytes: 60_000,
};

/** The checks that a KV Connect server takes in one commit. */
export const KV_CONNECT_CHECKS = 10;

/** The entry of the change log itself: one mutation with a short key. */
const CHANGE_ENTRY: Weight = { checks: 0, mutations: 1, keyBytes: 40, bytes: 40, changeBytes: 0 };

/** What writing this would take, when `before` is written in the same commit. */
export function addedWeight(
  before: { reads: ReadonlyMap<string, Entry>; staged: Staging },
  rule: { reads: ReadonlyMap<string, Entry>; staged: Staging },
): Weight {
  const weight = before.staged.changes.size === 0 && rule.staged.changes.size > 0
    ? { ...CHANGE_ENTRY }
    : { checks: 0, mutations: 0, keyBytes: 0, bytes: 0, changeBytes: 0 };
  for (const [identity, { key }] of rule.reads) {
    if (before.reads.has(identity)) continue;
    weight.checks += 1;
    weight.bytes += keyBytes(key);
  }
  for (const [identity, write] of rule.staged.writes) {
    weight.bytes += write.bytes;
    if (before.staged.writes.has(identity)) continue;
    weight.mutations += 1;
    weight.keyBytes += keyBytes(write.key);
  }
  for (const [identity, { key }] of rule.staged.sums) {
    if (before.staged.sums.has(identity)) continue;
    weight.mutations += 1;
    weight.keyBytes += keyBytes(key);
    weight.bytes += keyBytes(key) + 8;
  }
  for (const [identity, change] of rule.staged.changes) {
    if (!before.staged.changes.has(identity)) weight.changeBytes += valueBytes(change);
  }
  weight.bytes += weight.changeBytes;
  return weight;
}

export function sumOf(one: Weight, other: Weight): Weight {
  return {
    checks: one.checks + other.checks,
    mutations: one.mutations + other.mutations,
    keyBytes: one.keyBytes + other.keyBytes,
    bytes: one.bytes + other.bytes,
    changeBytes: one.changeBytes + other.changeBytes,
  };
}

/** The first limit that the weight goes over, in words; null when it fits. */
export function excess(weight: Weight, limits: Weight): string | null {
  const over = (Object.keys(limits) as (keyof Weight)[]).find((measure) => weight[measure] > limits[measure]);
  return over === undefined ? null : `${weight[over]} ${NAMES[over]}, where a commit takes ${limits[over]}`;
}

const NAMES: Record<keyof Weight, string> = {
  checks: "keys read",
  mutations: "keys written",
  keyBytes: "bytes of keys",
  bytes: "bytes",
  changeBytes: "bytes in the change log",
};
