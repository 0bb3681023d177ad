import assert from "node:assert/strict";
import { BackgroundWork } from "../../../../store/kv/background/background_work.ts";
import { KvErasures } from "../../../../store/kv/erasure/mod.ts";
import { KvSearchSource } from "../../../../store/kv/tickets/mod.ts";
import { KvCustomers } from "../../../../store/kv/customers/mod.ts";
import { CommitQueue } from "../../../../store/kv/commit/commit_queue.ts";
import { openStore } from "../../../../store/kv/connection/open_store.ts";
import type { KeyValueStore } from "../../../../store/kv/port/mod.ts";
import { type Desk, openDesk } from "../../../../store/mod.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { assertConsistent } from "../../audit.ts";
import { BY, HOUR } from "../../open_test_desk.ts";
import { listKeysUnder, openTestStore, type TestStore } from "../../open_test_store.ts";
import { InterruptedStore } from "../interrupted_store.ts";
import { Child } from "../processes/child.ts";

const ADA = "ada@example.com";
const TICKETS = 50;
/** The hours to the first reply of a ticket with medium priority. */
const [PRO, ENTERPRISE, FREE] = [24, 8, 72];

async function createTickets({ tickets, customers }: Pick<Desk, "tickets" | "customers">): Promise<void> {
  await customers.create({ email: ADA, name: "Ada", account_tier: "pro" }, BY);
  const create = (subject: string) => tickets.create({ subject, customer: ADA }, BY);
  await Promise.all(Array.from({ length: TICKETS }, (_, index) => create(`ticket ${index}`)));
}

/** Lists the hours after which tickets are due, each once. */
async function listHours({ kv }: { kv: KeyValueStore }): Promise<number[]> {
  const hours = new Set<number>();
  for await (const { value } of kv.list<{ due_at: string; created_at: string }>({ prefix: ["ticket"] })) {
    hours.add((Date.parse(value.due_at) - Date.parse(value.created_at)) / HOUR);
  }
  return [...hours].sort((one, other) => one - other);
}

/** Changes the tier like a process that is killed after a number of commits. */
async function changePartly(
  store: TestStore,
  { commits, tier }: { commits: number; tier: "enterprise" | "free" },
): Promise<void> {
  const kv = new InterruptedStore(store.kv, commits);
  const customers = new KvCustomers({ ...store, kv, commits: new CommitQueue(kv, { now: store.now, maxChecks: 20 }) });
  await customers.update(ADA, { account_tier: tier }, BY);
}

async function run(store: TestStore): Promise<void> {
  await new BackgroundWork(store).run();
}

for (const last of [2, 4]) {
  Deno.test(`kill -9 before commit ${last} of a change of the tier: the next process moves the due times`, async () => {
    await using folder = await TemporaryFolder.create();
    const path = folder.file("desk.db");
    const desk = await openDesk(path);
    await createTickets(desk);
    await desk.close();
    await using child = new Child("tier_child.ts", [path, ADA, String(last)]);
    assert.equal((await child.end()).success, false);
    const { kv, ...opened } = await openStore({ kind: "file", path });
    const before = await listHours({ kv });
    assert.ok(before.includes(PRO), "the due times of some tickets were left");
    let time = Date.now();
    const now = () => time;
    const commits = new CommitQueue(kv, { ...opened, now });
    await new BackgroundWork({ kv, commits, now }).run();
    assert.deepEqual(await listHours({ kv }), before, "the other process may still be at work");
    time += 11_000;
    await new BackgroundWork({ kv, commits, now }).run();
    assert.deepEqual(await listHours({ kv }), [ENTERPRISE]);
    assert.deepEqual(await listKeysUnder(kv, "tier"), []);
    await assertConsistent(kv);
    await commits.close();
    await opened.close();
  });
}

Deno.test("a change of the tier moves all due times, and leaves nothing to do", async () => {
  await using store = await openTestStore();
  await createTickets(store);
  await store.customers.update(ADA, { account_tier: "enterprise" }, BY);
  assert.deepEqual(await listHours(store), [ENTERPRISE]);
  assert.deepEqual(await listKeysUnder(store.kv, "tier"), []);
});

Deno.test("a mark that is damaged, or later than the clock, is finished at once", async () => {
  await using store = await openTestStore();
  await createTickets(store);
  await changePartly(store, { commits: 1, tier: "enterprise" });
  store.clock.now -= HOUR;
  await run(store);
  store.clock.now += HOUR;
  assert.deepEqual(await listHours(store), [ENTERPRISE]);
  await changePartly(store, { commits: 1, tier: "free" });
  await store.kv.commit({ checks: [], mutations: [{ type: "set", key: ["tier", ADA], value: "damaged" }] });
  await run(store);
  assert.deepEqual(await listHours(store), [FREE]);
  assert.deepEqual(await listKeysUnder(store.kv, "tier"), []);
});

Deno.test("a second change while the first is being finished is finished too", async () => {
  await using store = await openTestStore();
  await createTickets(store);
  await changePartly(store, { commits: 1, tier: "enterprise" });
  store.clock.now += 11_000;
  let isFirst = true;
  let second: Promise<void> | undefined;
  store.onCommit = () => {
    if (isFirst) second = changePartly(store, { commits: 1, tier: "free" });
    isFirst = false;
  };
  await run(store);
  await second;
  store.onCommit = undefined;
  assert.deepEqual(await listKeysUnder(store.kv, "tier"), [JSON.stringify(["tier", ADA])]);
  store.clock.now += 11_000;
  await run(store);
  assert.deepEqual(await listHours(store), [FREE]);
  await assertConsistent(store.kv);
});

Deno.test("the mark goes with an erased account", async () => {
  await using store = await openTestStore();
  await store.customers.create({ email: ADA, name: "Ada", account_tier: "pro" }, BY);
  await changePartly(store, { commits: 1, tier: "enterprise" });
  assert.equal((await listKeysUnder(store.kv, "tier")).length, 1);
  const erasures = new KvErasures(store, {
    searchSource: new KvSearchSource(store.kv),
    mergeIndex: () => Promise.resolve(),
    cleanFiles: () => Promise.resolve(null),
  });
  await erasures.erase(ADA, (await erasures.preview(ADA)).state, BY);
  assert.deepEqual(await listKeysUnder(store.kv, "tier"), []);
});
