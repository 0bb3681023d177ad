import assert from "node:assert/strict";
import { BackgroundWork } from "../../../../store/kv/background/background_work.ts";
import { completeQueueCounts } from "../../../../store/kv/background/queue_counts_pass.ts";
import { isQueueCounter } from "../../../../store/kv/index/mod.ts";
import { type Key, type KeyRange, type ListOptions, StoreDecorator } from "../../../../store/kv/port/mod.ts";
import { keys, prefixes } from "../../../../store/kv/schema/mod.ts";
import { assertConsistent } from "../../audit.ts";
import { BY, HOST, HOUR } from "../../open_test_desk.ts";
import { openTestStore, type TestStore } from "../../open_test_store.ts";

/** Opens a store of an earlier version, with tickets that are due in many hours. */
async function openEarlierStore(tickets: number): Promise<TestStore> {
  const store = await openTestStore();
  await store.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  const imported = Array.from({ length: tickets }, (_, index) => ({
    ticket: {
      subject: "Card",
      customer: "ada@example.com",
      created_at: new Date(store.clock.now - index * HOUR).toISOString(),
    },
  }));
  for (let start = 0; start < tickets; start += 100) {
    await store.archive.importTickets(imported.slice(start, start + 100), HOST);
  }
  await store.tickets.update("1", { snoozed_until: "2h" }, BY);
  const counters = await Array.fromAsync(store.kv.list({ prefix: prefixes.counters }), ({ key }) => key);
  const obsolete: Key[] = [keys.queueCounts, ...counters.filter(isQueueCounter)];
  for (const key of obsolete) await store.kv.delete(key);
  return store;
}

async function isComplete({ kv }: TestStore): Promise<boolean> {
  return (await kv.get<{ isComplete: boolean }>(keys.queueCounts)).value?.isComplete === true;
}

Deno.test("the background completes the counters of a store of an earlier version, in several commits", async () => {
  await using store = await openEarlierStore(1_000);
  const before = await store.tickets.getStats();
  await new BackgroundWork(store).run();
  assert.equal(await isComplete(store), true);
  await assertConsistent(store.kv);
  assert.deepEqual(await store.tickets.getStats(), before);
});

Deno.test("completeQueueCounts() starts again later if a ticket changes while it counts", async () => {
  await using store = await openEarlierStore(3);
  let change: (() => Promise<unknown>) | null = () => store.tickets.close("2", "Done.", BY);
  class BusyKv extends StoreDecorator {
    override async *list<T>(range: KeyRange, options?: ListOptions) {
      const isSnoozes = "prefix" in range && range.prefix[0] === "snooze";
      if (isSnoozes) await change?.();
      yield* this.inner.list<T>(range, options);
    }
  }
  const busy = { ...store, kv: new BusyKv(store.kv) };
  assert.equal(await completeQueueCounts(busy), false);
  assert.equal(await isComplete(store), false);
  change = null;
  assert.equal(await completeQueueCounts(busy), true);
  await assertConsistent(store.kv);
});

Deno.test("several processes that complete the same counters count no ticket twice", async () => {
  await using store = await openEarlierStore(1_000);
  await Promise.all(Array.from({ length: 4 }, () => completeQueueCounts(store)));
  while (!await completeQueueCounts(store));
  await assertConsistent(store.kv);
});
