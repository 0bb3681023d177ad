import assert from "node:assert/strict";
import { BackgroundWork } from "../../../../store/kv/background/background_work.ts";
import { findNextDeadline } from "../../../../store/kv/background/passed_deadlines.ts";
import { KvBatches } from "../../../../store/kv/batches/mod.ts";
import { KvChanges } from "../../../../store/kv/change_log/mod.ts";
import { KvSettings } from "../../../../store/kv/settings/mod.ts";
import { type Change, DEFAULT_SETTINGS } from "../../../../store/mod.ts";
import { until } from "../../../until.ts";
import { assertConsistent } from "../../audit.ts";
import { BY, HOUR } from "../../open_test_desk.ts";
import { openTestStore, type TestStore } from "../../open_test_store.ts";

async function openStore(...subjects: string[]): Promise<TestStore & { work: BackgroundWork }> {
  const store = await openTestStore();
  const work = new BackgroundWork(store);
  await work.run();
  await store.customers.create({ email: "ada@example.com", name: "Ada", account_tier: "pro" }, BY);
  for (const subject of subjects) await store.tickets.create({ subject, customer: "ada@example.com" }, BY);
  return { ...store, work };
}

async function listOverdue({ tickets }: TestStore, id: string): Promise<string[]> {
  const { items } = await tickets.listEvents(id);
  return items.filter(({ what }) => what.endsWith("_overdue")).map(({ what, at }) => `${what} ${at}`);
}

/** Changes the hours to the first reply to a ticket of medium priority. */
async function setHours(store: TestStore, medium: number): Promise<void> {
  const { first_reply, resolution } = structuredClone(DEFAULT_SETTINGS.deadlines);
  first_reply.pro.medium = medium;
  await new KvSettings(store).change(() => ({ deadlines: { first_reply, resolution } }), BY);
}

Deno.test("a passed deadline becomes one event, and one change, without another revision", async () => {
  await using store = await openStore("one", "two");
  const changes: Change[] = [];
  const log = new KvChanges(store.kv, () => Promise.resolve());
  await store.tickets.update("2", { priority: "urgent" }, BY);
  log.subscribe((change) => changes.push(change));
  assert.equal(await findNextDeadline(store), Date.parse("2026-11-01T13:00:00.000Z"));
  store.clock.now += 4 * HOUR - 1;
  await store.work.run();
  assert.deepEqual(await listOverdue(store, "2"), []);
  store.clock.now += 1;
  await store.work.run();
  await until(() => changes.length > 0, "the change is reported");
  assert.deepEqual(changes, [{ kind: "ticket", id: "2" }]);
  assert.deepEqual(await listOverdue(store, "2"), ["first_reply_overdue 2026-11-01T13:00:00.000Z"]);
  assert.equal((await store.tickets.get("2")).revision, 2);
  await store.work.run();
  assert.equal((await listOverdue(store, "2")).length, 1, "once");
  assert.deepEqual(await listOverdue(store, "1"), []);
  await store.tickets.close("2", "Done", { ...BY, expectedRevision: 2 });
  await assertConsistent(store.kv);
  await log.close();
});

Deno.test("several processes record each deadline once, however many passed", async () => {
  await using store = await openStore(...Array.from({ length: 30 }, (_, index) => `ticket ${index}`));
  store.clock.now += 25 * HOUR;
  const others = Array.from({ length: 3 }, () => new BackgroundWork(store));
  await Promise.all([store.work, ...others].map((work) => work.run()));
  for (let id = 1; id <= 30; id++) assert.equal((await listOverdue(store, String(id))).length, 1, `ticket ${id}`);
});

Deno.test("a deadline that passes while no process runs is recorded at the next start", async () => {
  await using store = await openStore("one");
  store.clock.now += 100 * HOUR;
  await new BackgroundWork(store).run();
  assert.deepEqual(await listOverdue(store, "1"), ["first_reply_overdue 2026-11-02T09:00:00.000Z"]);
});

Deno.test("a deadline that was met or moved in time does not pass", async () => {
  await using store = await openStore("closed", "paused", "moved");
  await store.tickets.close("1", "Done", BY);
  await store.tickets.update("2", { status: "pending" }, BY);
  await store.tickets.update("3", { priority: "low" }, BY);
  store.clock.now += 25 * HOUR;
  await store.work.run();
  for (const id of ["1", "2", "3"]) assert.deepEqual(await listOverdue(store, id), []);
});

Deno.test("the resolution of a ticket passes after its first reply", async () => {
  await using store = await openStore("one");
  await store.tickets.addComment("1", { kind: "reply", body: "Hello" }, BY);
  store.clock.now += 24 * HOUR;
  await store.work.run();
  assert.deepEqual(await listOverdue(store, "1"), ["resolution_overdue 2026-11-02T09:00:00.000Z"]);
});

Deno.test("a deadline that passes before the first server of a new store is recorded, once", async () => {
  await using store = await openTestStore();
  await store.customers.create({ email: "ada@example.com", name: "Ada", account_tier: "pro" }, BY);
  await store.tickets.create({ subject: "one", customer: "ada@example.com" }, BY);
  store.clock.now += 100 * HOUR;
  const works = [new BackgroundWork(store), new BackgroundWork(store)];
  await Promise.all(works.map((work) => work.run()));
  assert.deepEqual(await listOverdue(store, "1"), ["first_reply_overdue 2026-11-02T09:00:00.000Z"]);
});

Deno.test("a store of an earlier version that no server has used keeps quiet about deadlines of the past", async () => {
  await using store = await openTestStore();
  await store.commits.commit((transaction) => Promise.resolve(transaction.delete(["meta", "deadlines"])));
  await store.customers.create({ email: "ada@example.com", name: "Ada", account_tier: "pro" }, BY);
  await store.tickets.create({ subject: "one", customer: "ada@example.com" }, BY);
  store.clock.now += 100 * HOUR;
  for (let run = 0; run < 2; run++) await new BackgroundWork(store).run();
  assert.deepEqual(await listOverdue(store, "1"), []);
});

Deno.test("a change before the first server of a new store that makes a ticket overdue is recorded, once", async () => {
  await using store = await openTestStore();
  await store.archive.importCustomers([{ customer: { email: "ada@example.com", name: "Ada" } }], BY.by);
  const ticket = { subject: "old", customer: "ada@example.com", created_at: "2026-11-01T00:00:00.000Z" };
  await store.archive.importTickets([{ ticket }], BY.by);
  await store.tickets.update("1", { priority: "urgent" }, BY);
  assert.deepEqual(await listOverdue(store, "1"), ["first_reply_overdue 2026-11-01T09:00:00.000Z"]);
  for (let run = 0; run < 2; run++) await new BackgroundWork(store).run();
  assert.equal((await listOverdue(store, "1")).length, 1);
  await assertConsistent(store.kv);
});

Deno.test("a deadline that passes between an import into a new store and its first server is recorded, once", async () => {
  await using store = await openTestStore();
  await store.archive.importCustomers(
    [{ customer: { email: "ada@example.com", name: "Ada", account_tier: "pro" } }],
    BY.by,
  );
  const rows = ["2026-10-01T12:00:00.000Z", "2026-11-01T08:00:00.000Z"].map((created_at) => ({
    ticket: { subject: "old", customer: "ada@example.com", priority: "high" as const, created_at },
  }));
  await store.archive.importTickets(rows, BY.by);
  store.clock.now += 10 * HOUR;
  for (let start = 0; start < 2; start++) await new BackgroundWork(store).run();
  assert.deepEqual(await listOverdue(store, "1"), [], "it was overdue when it was imported");
  assert.deepEqual(await listOverdue(store, "2"), ["first_reply_overdue 2026-11-01T16:00:00.000Z"]);
  await assertConsistent(store.kv);
});

Deno.test("an ended snooze is recorded without a reader", async () => {
  await using store = await openStore("one");
  await store.tickets.update("1", { snoozed_until: "1h" }, BY);
  store.clock.now += HOUR;
  await store.work.run();
  const record = (await store.kv.get<{ snoozed_until: string | null }>(["ticket", 1])).value;
  assert.equal(record?.snoozed_until, null);
});

Deno.test("a change that makes a ticket overdue at once records it, once", async () => {
  await using store = await openStore("one", "two", "three");
  store.clock.now += 6 * HOUR;
  await store.tickets.update("3", { priority: "urgent" }, BY);
  await store.work.run();
  assert.deepEqual(await listOverdue(store, "3"), ["first_reply_overdue 2026-11-01T15:00:00.000Z"]);
  // The background has recorded #3, and does not look at due times before that one.
  store.clock.now += HOUR;
  await store.tickets.update("1", { priority: "urgent" }, BY);
  assert.deepEqual(await listOverdue(store, "1"), ["first_reply_overdue 2026-11-01T16:00:00.000Z"]);
  await store.work.run();
  await new BackgroundWork(store).run();
  store.clock.now += 10 * HOUR;
  await store.tickets.update("1", { priority: "high" }, BY);
  await store.work.run();
  assert.equal((await listOverdue(store, "1")).length, 1, "it was overdue all the time");
  assert.deepEqual(await listOverdue(store, "2"), []);
  await assertConsistent(store.kv);
});

Deno.test("a changed policy that makes old tickets overdue records each, once", async () => {
  await using store = await openStore("one", "two", "three");
  await store.tickets.update("3", { priority: "urgent" }, BY);
  store.clock.now += 6 * HOUR;
  await store.work.run();
  await setHours(store, 2);
  const works = [store.work, new BackgroundWork(store), new BackgroundWork(store)];
  await Promise.all(works.map((work) => work.run()));
  await Promise.all(works.map((work) => work.run()));
  for (const id of ["1", "2"]) {
    assert.deepEqual(await listOverdue(store, id), ["first_reply_overdue 2026-11-01T15:00:00.000Z"], id);
  }
  assert.equal((await listOverdue(store, "3")).length, 1);
});

Deno.test("a late reply to a ticket that is due for both records both, even if no process ran in between", async () => {
  await using store = await openStore("one", "two");
  store.clock.now += 25 * HOUR;
  await store.tickets.addComment("1", { kind: "reply", body: "Hello" }, BY);
  await store.work.run();
  await store.tickets.addComment("2", { kind: "reply", body: "Hello" }, BY);
  await store.work.run();
  for (const id of ["1", "2"]) {
    const kinds = (await listOverdue(store, id)).map((each) => each.split(" ")[0]).sort();
    assert.deepEqual(kinds, ["first_reply_overdue", "resolution_overdue"], id);
  }
});

Deno.test("a ticket that is overdue as soon as its pause ends is recorded, once", async () => {
  await using store = await openStore("one");
  store.clock.now += HOUR;
  await store.tickets.update("1", { status: "pending" }, BY);
  store.clock.now += 0.8 * HOUR;
  await store.tickets.create({ subject: "two", customer: "ada@example.com", priority: "urgent" }, BY);
  await setHours(store, 0.5);
  store.clock.now += 4.2 * HOUR;
  await store.work.run();
  assert.equal((await listOverdue(store, "2")).length, 1);
  await store.tickets.update("1", { status: "open" }, BY);
  for (let run = 0; run < 2; run++) await store.work.run();
  assert.deepEqual(await listOverdue(store, "1"), ["first_reply_overdue 2026-11-01T15:00:00.000Z"]);
});

Deno.test("a deadline is recorded once, even if its clock stops and goes on", async () => {
  await using store = await openStore("closed", "pending", "reopened", "early", "merged");
  await store.tickets.merge("4", "5", BY); // before it was overdue
  store.clock.now += 25 * HOUR;
  const batches = new KvBatches(store);
  await batches.carryOut((await batches.plan(["1"], { resolution: "Done" })).change, BY, {});
  await store.tickets.close("3", "Done", BY);
  await store.tickets.update("2", { status: "pending" }, BY);
  await store.work.run();
  store.clock.now += HOUR;
  await store.tickets.update("2", { status: "on_hold" }, BY);
  await store.tickets.update("2", { status: "open" }, BY);
  await batches.carryOut((await batches.planUndo("B1")).change, BY, {});
  await store.tickets.undoMerge("4", undefined, BY);
  await store.tickets.reopen("3", "Again", BY);
  store.clock.now += 25 * HOUR;
  await store.work.run();
  const counts = await Promise.all(["1", "2", "3", "4"].map(async (id) => (await listOverdue(store, id)).length));
  assert.deepEqual(counts, [1, 1, 2, 1]);
  await assertConsistent(store.kv);
});

Deno.test("an imported ticket stays quiet about the due times before its import", async () => {
  await using store = await openStore("one");
  store.clock.now += 100 * HOUR;
  const ticket = { subject: "old", customer: "ada@example.com", created_at: "2026-11-01T12:00:00.000Z" };
  const rows = ["a", "b", "c"].map((external_id) => ({ ticket: { ...ticket, external_id } }));
  const results = await store.archive.importTickets(rows, BY.by);
  assert.deepEqual(results.map(({ outcome }) => outcome), ["added", "added", "added"]);
  for (let run = 0; run < 2; run++) await store.work.run();
  assert.equal((await listOverdue(store, "1")).length, 1, "the background was behind");
  await store.tickets.update("2", { priority: "low" }, BY);
  await store.tickets.update("3", { priority: "urgent" }, BY);
  await store.tickets.addComment("3", { kind: "reply", body: "Hello" }, BY);
  await store.work.run();
  for (const id of ["2", "3", "4"]) assert.deepEqual(await listOverdue(store, id), [], "overdue before the import");
  await store.tickets.update("4", { due_at: "2h" }, BY);
  store.clock.now += 2 * HOUR;
  await store.work.run();
  assert.deepEqual(await listOverdue(store, "4"), ["resolution_overdue 2026-11-05T15:00:00.000Z"]);
  await assertConsistent(store.kv);
});
