/** How much one commit may hold. */

import { keyBytes } from "./key.ts";
import type { Entry } from "./snapshot.ts";
import type { Staging, Write } from "./staging.ts";
import { encoded } from "./value.ts";

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

/** A KV Connect server takes ten checks in one commit, of which the mark of the writer is one (see `MarkedCommits`). */
export const KV_CONNECT_CHECKS = 9;

/** The key of the change log's entry, and the size of a counter, in bytes. */
const CHANGE_KEY = 40;
const COUNTER = 8;

/** What is read and staged, by one rule or by several. */
export interface Load {
  reads: ReadonlyMap<string, Entry>;
  staged: Staging;
}

/**
 * What a rule adds to the commit that `before` is in: a key that both touch counts once. Among all bytes, Deno KV counts
 * the key of every value that is written twice.
 */
export function addedWeight(before: Load, rule: Load): Weight {
  const reads = added(before.reads, rule.reads, ({ key }) => keyBytes(key) + COUNTER);
  const writes = added(before.staged.writes, rule.staged.writes, ({ keySize }) => keySize);
  const sums = added(before.staged.sums, rule.staged.sums, ({ key }) => keyBytes(key));
  const changes = added(before.staged.changes, rule.staged.changes, (change) => encoded(change).bytes.length);
  const entries = before.staged.changes.size === 0 && changes.count > 0 ? 1 : 0;
  const writtenKeys = writes.size + sums.size + entries * CHANGE_KEY;
  const values = sizeOf(rule.staged.writes.values());
  return {
    checks: reads.count,
    mutations: writes.count + sums.count + entries,
    keyBytes: writtenKeys,
    bytes: reads.size + sums.size + sums.count * COUNTER + writtenKeys + values + changes.size + entries * CHANGE_KEY,
    changeBytes: changes.size,
  };
}

/** How many items of `later` aren't in `before`, and their size. */
function added<T>(
  before: ReadonlyMap<string, unknown>,
  later: ReadonlyMap<string, T>,
  measure: (item: T) => number,
): { count: number; size: number } {
  let [count, size] = [0, 0];
  for (const [identity, item] of later) {
    if (before.has(identity)) continue;
    count += 1;
    size += measure(item);
  }
  return { count, size };
}

function sizeOf(writes: Iterable<Write>): number {
  let size = 0;
  for (const { keySize, value } of writes) size += keySize + (value?.bytes.length ?? 0);
  return size;
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
