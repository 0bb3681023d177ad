import { toBatches } from "../../../base/values/to_batches.ts";
import { readLatestCommit } from "../change_log/mod.ts";
import type { Store } from "../commit/mod.ts";
import { countLists, type CountsByKey, isAllCounted, isQueueCounter, readCounters } from "../index/mod.ts";
import type { Key } from "../port/mod.ts";
import { keys, NOT_COUNTED, type QueueCountsState } from "../schema/mod.ts";

/** The counters that one commit corrects. */
const COUNTERS_PER_COMMIT = 400;

/** The part of its count that a counter lacks. */
interface Difference {
  key: Key;
  amount: number;
}

/**
 * Completes the counters of due and snoozed tickets in a store of an earlier version. Changes keep these counters in any case,
 * so what they lack stays the same, and can be added while others write.
 *
 * @returns True if the counters are complete; false to try again later, because tickets changed in the meantime.
 */
export async function completeQueueCounts({ kv, commits }: Store): Promise<boolean> {
  const { value } = await kv.get<QueueCountsState>(keys.queueCounts);
  if (isAllCounted(value)) return true;
  const latest = await readLatestCommit(kv);
  const differences = listDifferences(await countLists(kv), await readCounters(kv, { firstHour: -Infinity }));
  if (await readLatestCommit(kv) !== latest) return false;
  const batches = [...toBatches(differences, COUNTERS_PER_COMMIT), []];
  let turn = (value ?? NOT_COUNTED).turn;
  for (const [index, batch] of batches.entries()) {
    const isLast = index === batches.length - 1;
    if (!await addAll(commits, batch, { isComplete: isLast, turn: ++turn })) return false;
  }
  return true;
}

/** Adds to counters, unless another process was first. It may have added the same. */
function addAll(
  commits: Store["commits"],
  differences: readonly Difference[],
  state: QueueCountsState,
): Promise<boolean> {
  return commits.commit(async (transaction) => {
    const before = await transaction.get<QueueCountsState>(keys.queueCounts) ?? NOT_COUNTED;
    if (before.isComplete || before.turn !== state.turn - 1) return false;
    for (const { key, amount } of differences) transaction.add(key, amount);
    transaction.set(keys.queueCounts, state);
    return true;
  }, { reads: [keys.queueCounts] });
}

function listDifferences(counted: CountsByKey, stored: CountsByKey): Difference[] {
  return [...new Map([...stored, ...counted])]
    .filter(([, { key }]) => isQueueCounter(key))
    .map(([identity, { key }]) => ({
      key,
      amount: (counted.get(identity)?.count ?? 0) - (stored.get(identity)?.count ?? 0),
    }))
    .filter(({ amount }) => amount !== 0);
}
