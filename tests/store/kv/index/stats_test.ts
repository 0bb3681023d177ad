import assert from "node:assert/strict";
import { completeQueueCounts } from "../../../../store/kv/background/queue_counts_pass.ts";
import { isAllCounted, isQueueCounter, readStats } from "../../../../store/kv/index/mod.ts";
import { type KeyRange, type ListedEntry, type ListOptions, StoreDecorator } from "../../../../store/kv/port/mod.ts";
import { keys, prefixes } from "../../../../store/kv/schema/mod.ts";
import { PRIORITIES } from "../../../../store/mod.ts";
import fc from "../../../fast_check.ts";
import { assertConsistent } from "../../audit.ts";
import { getRunCount } from "../../empty_store.ts";
import { BY, HOST, HOUR, MINUTE, openDeskWithCustomer } from "../../open_test_desk.ts";
import { openTestStore, type TestStore } from "../../open_test_store.ts";
import { operations, performGroups, performOperation } from "../../random_operations.ts";

Deno.test("getStats() counts what the tickets show after any operations", async () => {
  await fc.assert(
    fc.asyncProperty(operations, fc.integer({ min: 0, max: 200 }), async (groups, hours) => {
      await using store = await openTestStore();
      await performOperation(store, groups);
      store.clock.now += hours * HOUR;
      await assertStats(store);
    }),
    { numRuns: getRunCount(25) },
  );
});

Deno.test("getStats() counts the same in a store of an earlier version, before and after its counters are complete", async () => {
  await fc.assert(
    fc.asyncProperty(operations, operations, fc.integer({ min: 0, max: 90 }), async (earlier, later, minutes) => {
      await using store = await openTestStore();
      await performOperation(store, earlier);
      await removeQueueCounters(store);
      await assertStats(store);
      await performGroups(store, later);
      store.clock.now += minutes * MINUTE;
      await assertStats(store);
      await assertConsistent(store.kv);
      assert.equal(await completeQueueCounts(store), true);
      assert.equal(isAllCounted((await store.kv.get(keys.queueCounts)).value), true);
      await assertStats(store);
      await assertConsistent(store.kv);
    }),
    { numRuns: getRunCount(15) },
  );
});

/** Removes what stores of earlier versions do not have. */
async function removeQueueCounters({ kv }: TestStore): Promise<void> {
  const counters = await Array.fromAsync(kv.list({ prefix: prefixes.counters }), ({ key }) => key);
  const obsolete = [keys.queueCounts, ...counters.filter(isQueueCounter)];
  await kv.commit({ checks: [], mutations: obsolete.map((key) => ({ type: "delete", key })) });
}

Deno.test("getStats() reads as many entries on a large desk as on a small one", async () => {
  await using store = await openTestStore();
  await store.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  const kv = new CountingKv(store.kv);
  const read = async () => {
    const before = kv.listed;
    const { overdue } = await readStats(kv, { timeZone: "UTC", now: store.clock.now });
    return { overdue, listed: kv.listed - before };
  };
  const tickets = Array.from({ length: 300 }, () => ({
    ticket: { subject: "Card", customer: "ada@example.com", created_at: "2026-10-01T08:00:00.000Z" },
  }));
  await store.archive.importTickets(tickets.slice(0, 2), HOST);
  const { overdue, listed } = await read();
  assert.equal(overdue, 2);
  await store.archive.importTickets(tickets.slice(2), HOST);
  assert.deepEqual(await read(), { overdue: 300, listed });
});

/** Counts the entries that are listed. */
class CountingKv extends StoreDecorator {
  listed = 0;

  override async *list<T>(range: KeyRange, options?: ListOptions): AsyncGenerator<ListedEntry<T>> {
    for await (const entry of this.inner.list<T>(range, options)) {
      this.listed += 1;
      yield entry;
    }
  }
}

async function assertStats({ tickets, clock }: TestStore): Promise<void> {
  const { total, unassigned, unassigned_by_priority, waiting, overdue, due_today, snoozed, snoozed_open } =
    await tickets
      .getStats();
  const all = await Promise.all(Array.from({ length: total }, (_, index) => tickets.get(String(index + 1))));
  const asleep = all.filter(({ snoozed_until }) => snoozed_until !== undefined);
  assert.equal(snoozed, asleep.length);
  assert.equal(snoozed_open, asleep.filter(({ status }) => status === "open").length);
  const awake = all.filter((ticket) => !asleep.includes(ticket));
  const free = awake.filter(({ status, assignee }) => status === "open" && assignee === null);
  assert.equal(unassigned, free.length);
  for (const priority of PRIORITIES) {
    assert.equal(unassigned_by_priority[priority], free.filter((ticket) => ticket.priority === priority).length);
  }
  const due = awake.flatMap(({ due_at }) => due_at === null ? [] : [Date.parse(due_at)]);
  const midnight = Date.parse(new Date(clock.now + 24 * HOUR).toISOString().slice(0, 10));
  assert.equal(overdue, due.filter((time) => time < clock.now).length);
  assert.equal(due_today, due.filter((time) => time >= clock.now && time < midnight).length);
  const wroteLast = await Promise.all(awake.map(async ({ id, status }) => {
    const { items } = await tickets.listComments(id, { limit: 100 });
    const last = items.findLast(({ kind, merged_from }) => kind !== "note" && merged_from === undefined);
    return (status === "open" || status === "on_hold") && (last === undefined || last.kind === "customer");
  }));
  assert.equal(waiting, wroteLast.filter(Boolean).length);
}

Deno.test("getStats() and the queues leave out a snoozed ticket until it returns", async () => {
  await using desk = await openDeskWithCustomer();
  const ticket = { subject: "Card", customer: "ada@example.com", priority: "urgent" } as const; // pro: due in 4 hours
  const { id } = await desk.tickets.create(ticket, BY);
  const read = async () => {
    const { unassigned, waiting, overdue, due_today, snoozed, snoozed_open } = await desk.tickets.getStats();
    const queries = ["is:unassigned", "is:waiting", "is:overdue", "view:overdue", "is:snoozed", "is:snoozed due<0h"];
    const found = await Promise.all(queries.map(async (query) => (await desk.tickets.search(query)).items.length));
    return [[unassigned, waiting, overdue, due_today, snoozed, snoozed_open], found];
  };
  assert.deepEqual(await read(), [[1, 1, 0, 1, 0, 0], [1, 1, 0, 0, 0, 0]]);
  await desk.tickets.update(id, { snoozed_until: "6h" }, BY);
  assert.deepEqual(await read(), [[0, 0, 0, 0, 1, 1], [0, 0, 0, 0, 1, 0]]);
  desk.clock.now += 5 * HOUR;
  assert.deepEqual(await read(), [[0, 0, 0, 0, 1, 1], [0, 0, 0, 0, 1, 1]]);
  await desk.tickets.update(id, { status: "on_hold" }, BY);
  assert.deepEqual(await read(), [[0, 0, 0, 0, 1, 0], [0, 0, 0, 0, 1, 0]]);
  await desk.tickets.update(id, { status: "open" }, BY);
  desk.clock.now += 3 * HOUR;
  assert.deepEqual(await read(), [[1, 1, 1, 0, 0, 0], [1, 1, 1, 1, 0, 0]]);
});

Deno.test("getStats() counts a ticket as overdue once its due time is over, and as waiting until it is answered", async () => {
  await using desk = await openDeskWithCustomer();
  const read = async () => {
    const { overdue, due_today, waiting } = await desk.tickets.getStats();
    return [overdue, due_today, waiting];
  };
  const ticket = { subject: "Card", customer: "ada@example.com", priority: "high" } as const; // pro: due in 8 hours
  const { id } = await desk.tickets.create(ticket, BY);
  assert.deepEqual(await read(), [0, 1, 1]);
  desk.clock.now += 8 * HOUR + MINUTE;
  assert.deepEqual(await read(), [1, 0, 1]);
  await desk.tickets.addComment(id, { kind: "reply", body: "We look into it." }, BY);
  assert.equal((await read())[2], 0);
  await desk.tickets.addComment(id, { kind: "customer", body: "And?" }, BY);
  assert.equal((await read())[2], 1);
  await desk.tickets.close(id, "Done.", BY);
  assert.deepEqual(await read(), [0, 0, 0]);
});
