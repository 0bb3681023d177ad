import assert from "node:assert/strict";
import { TemporaryFolder } from "../../../../end_to_end/temporary_folder.ts";
import { openDesk } from "../../../../../store/mod.ts";
import { IndexMerger } from "../../../../../store/kv/index/mod.ts";
import { assertConsistent } from "../../../audit.ts";
import { BY } from "../../../open_test_desk.ts";
import { listKeysUnder, openTestStore, type TestStore } from "../../../open_test_store.ts";
import { TestKv } from "../../test_kv.ts";

/** Counts a commit and merges everything. */
async function mergeAll(store: TestStore): Promise<void> {
  const merger = new IndexMerger(store);
  merger.noteCommit();
  await merger.close();
}

async function fill(store: TestStore, subjects: readonly string[]): Promise<void> {
  for (const subject of subjects) await store.tickets.create({ subject, customer: "ada@example.com" }, BY);
}

Deno.test("a merge leaves no deltas, and the index as it was", async () => {
  await using store = await openTestStore();
  await fill(store, ["card declined", "card lost", "refund missing"]);
  await store.tickets.close("1", "Sent another card", BY);
  await store.tickets.reopen("1", "It did not come", BY);
  await store.tickets.update("2", { subject: "a card was stolen", add_tags: ["fraud"] }, BY);
  const find = async (query: string) => (await store.tickets.search(query)).items.map(({ id }) => id);
  const queries = ["card", "lost", "stolen", "sent", "fraud", "status:open", "missing OR declined"];
  const before = await Promise.all(queries.map(find));
  await mergeAll(store);
  assert.deepEqual(await listKeysUnder(store.kv, "d"), []);
  assert.deepEqual(await Promise.all(queries.map(find)), before);
  await assertConsistent(store.kv);
  await store.tickets.addComment("3", { kind: "note", body: "found the refund" }, BY);
  assert.deepEqual(await find("found"), ["3"]);
  await mergeAll(store);
  await assertConsistent(store.kv);
});

Deno.test("several processes that merge one store at once count nothing twice", async () => {
  await using store = await openTestStore();
  await fill(store, Array.from({ length: 30 }, (_, index) => `card ${index % 7} of ${index}`));
  for (const id of ["1", "2", "3"]) await store.tickets.addComment(id, { kind: "note", body: "card card" }, BY);
  await Promise.all([1, 2, 3, 4].map(() => mergeAll(store)));
  await mergeAll(store);
  assert.deepEqual(await listKeysUnder(store.kv, "d"), []);
  await assertConsistent(store.kv);
});

Deno.test("a word of thousands of tickets is kept in blocks", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  const desk = await openDesk(path);
  await desk.tickets.create({ subject: "card", customer: "ada@example.com" }, BY);
  const tickets = Array.from({ length: 2_500 }, (_, index) => ({
    ticket: { subject: `card ${index}`, customer: "ada@example.com" },
  }));
  for (let start = 0; start < tickets.length; start += 500) {
    await desk.archive.importTickets(tickets.slice(start, start + 500), BY.by);
  }
  await desk.tickets.close("7", "Blocked the card", BY);
  const { items } = await desk.tickets.search('"card 2499"');
  assert.deepEqual(items.map(({ id }) => id), ["2501"]);
  await desk.close();
  using kv = await TestKv.open(path);
  assert.ok((await listKeysUnder(kv, "b")).some((key) => key.startsWith('["b","wcard"')));
  await assertConsistent(kv);
});
