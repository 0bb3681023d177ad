import assert from "node:assert/strict";
import { IndexReader } from "../../../../../store/kv/index/mod.ts";
import { planMerge } from "../../../../../store/kv/index/search/merge_deltas.ts";
import { keys } from "../../../../../store/kv/schema/mod.ts";
import { packText, type PostingChange, postingChanges } from "../../../../../store/search/postings/mod.ts";
import { openTestStore } from "../../../open_test_store.ts";

const TERM = "word:cormorant";
const ADDED = packText(1, 8);

Deno.test("the exact number of postings leaves out those that changes which are not merged remove", async () => {
  await using store = await openTestStore();
  const stamp = (at: number) => String(at).padStart(20, "0");
  let commits = 0;
  const stage = async (...changes: [number: number, change: PostingChange][]) => {
    const deltas = changes.map(([number, change]) => [number, TERM, change]);
    await store.kv.set([...keys.delta(0), stamp(++commits)], deltas);
  };
  const reader = new IndexReader(store.kv);
  const read = async () => {
    const [postings] = await (await reader.open()).readTerms([TERM]);
    const lists = await postings!.readAll();
    const count = await postings!.readCount();
    assert.equal(count, lists.reduce((sum, { numbers }) => sum + numbers.length, 0));
    return count;
  };
  const numbers = Array.from({ length: 6_000 }, (_, index) => 2 * (index + 1)); // with blocks, and a tail
  const changes = numbers.map((number) => ({ number, change: ADDED, versionstamp: stamp(0) }));
  for await (const mutations of planMerge(store.kv, new Map([[TERM, changes]]), stamp(0))) {
    await store.kv.commit({ checks: [], mutations });
  }
  assert.equal(await read(), 6_000);
  await stage([2, 0], [4_000, 0], [12_000, 0]);
  assert.equal(await read(), 5_997);
  await stage([4, ADDED], [5, ADDED], [13_000, ADDED]); // the first one has it already
  assert.equal(await read(), 5_999);
  await stage([5, 0], [13_000, 0], [13_000, postingChanges.addComment], [7, postingChanges.setComments(0)]);
  assert.equal(await read(), 5_998);
});

Deno.test("a head or a block of too few bytes is named as damaged", async () => {
  await using store = await openTestStore();
  const stamp = String(0).padStart(20, "0");
  const numbers = Array.from({ length: 6_000 }, (_, index) => index + 1); // with blocks
  const changes = numbers.map((number) => ({ number, change: ADDED, versionstamp: stamp }));
  for await (const mutations of planMerge(store.kv, new Map([[TERM, changes]]), stamp)) {
    await store.kv.commit({ checks: [], mutations });
  }
  const blocks = await Array.fromAsync(store.kv.list<Uint8Array>({ prefix: ["b", TERM] }));
  const head = await store.kv.get<Uint8Array>(keys.head(TERM));
  assert.ok(blocks.length > 0);
  for (const { key, value } of [...blocks.slice(0, 1), { key: keys.head(TERM), value: head.value! }]) {
    await store.kv.set(key, value.slice(0, value.length / 3));
    const read = async () => {
      const [postings] = await (await new IndexReader(store.kv).open()).readTerms([TERM]);
      await postings!.readAll();
    };
    await assert.rejects(read, { name: "DamagedEntryError", message: /search index .*check --repair/s });
  }
});
