import assert from "node:assert/strict";
import { BlockCache } from "../../../../../store/kv/index/search/block_cache.ts";
import { keys } from "../../../../../store/kv/schema/mod.ts";
import { encodePostings } from "../../../../../store/search/postings/mod.ts";
import { openTestStore } from "../../../open_test_store.ts";

Deno.test("blocks that other reads remove from a full cache meanwhile are still read", async () => {
  await using store = await openTestStore();
  const references = Array.from({ length: 6 }, (_, id) => ({ id, first: 10 * id + 1, last: 10 * id + 9, count: 9 }));
  for (const { id, first } of references) {
    const numbers = Uint32Array.from({ length: 9 }, (_, index) => first + index);
    await store.kv.set(keys.block("word:x", id), encodePostings({ numbers, data: new Uint16Array(9).fill(16) }));
  }
  const cache = new BlockCache(store.kv, 20); // two blocks
  const read = async (...ids: number[]) =>
    (await cache.read("word:x", ids.map((id) => references[id]!))).map(({ numbers }) => (numbers[0]! - 1) / 10);
  assert.deepEqual(await read(0, 1), [0, 1]);
  assert.deepEqual(await read(2, 3, 0, 1), [2, 3, 0, 1]);
  assert.deepEqual(await Promise.all([read(0, 1, 4), read(2, 3, 5), read(4, 5)]), [[0, 1, 4], [2, 3, 5], [4, 5]]);
  assert.deepEqual(await read(0, 1, 2, 3, 4, 5), [0, 1, 2, 3, 4, 5]);
});
