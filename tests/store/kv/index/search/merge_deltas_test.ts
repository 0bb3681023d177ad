import assert from "node:assert/strict";
import { planMerge } from "../../../../../store/kv/index/search/merge_deltas.ts";
import type { PendingChange } from "../../../../../store/kv/index/search/pending_changes.ts";
import { packText, toReplacingChanges } from "../../../../../store/search/postings/mod.ts";
import { listKeysUnder, openTestStore, type TestStore } from "../../../open_test_store.ts";

const TERM = "word:secret";

/** Merges the same posting of each ticket from 1 to `count`; 0 removes them. */
async function merge(store: TestStore, count: number, data: number, versionstamp: string): Promise<void> {
  const changes = Array.from(
    { length: count },
    (_, index) =>
      toReplacingChanges(data).map((change): PendingChange => ({ number: index + 1, change, versionstamp })),
  );
  for await (const mutations of planMerge(store.kv, new Map([[TERM, changes.flat()]]), versionstamp)) {
    await store.kv.commit({ checks: [], mutations });
  }
}

Deno.test("a term without postings leaves no key, even if it had blocks", async () => {
  for (const count of [3, 5_000]) {
    await using store = await openTestStore();
    await merge(store, count, packText(1, 8), "01");
    const blocks = await listKeysUnder(store.kv, "b");
    assert.equal(blocks.length > 0, count > 3);
    assert.equal((await listKeysUnder(store.kv, "h")).length, 1);
    await merge(store, count, 0, "02");
    assert.deepEqual(await listKeysUnder(store.kv, "h", "b"), []);

    await merge(store, count, packText(1, 8), "03");
    const again = await listKeysUnder(store.kv, "b");
    assert.equal(again.length, blocks.length);
    assert.deepEqual(again.filter((key) => blocks.includes(key)), [], "the ids of blocks are not used again");
  }
});
