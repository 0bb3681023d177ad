import assert from "node:assert/strict";
import { PolicyPass } from "../../../../store/kv/background/policy_pass.ts";
import { CommitQueue } from "../../../../store/kv/commit/commit_queue.ts";
import { KvCustomers } from "../../../../store/kv/customers/mod.ts";
import { KvSettings } from "../../../../store/kv/settings/mod.ts";
import { type DeadlineHours, type DeadlineTable, DEFAULT_SETTINGS } from "../../../../store/mod.ts";
import { assertConsistent } from "../../audit.ts";
import { BY, HOUR } from "../../open_test_desk.ts";
import { CountingKv } from "../counting_kv.ts";
import { TestKv } from "../test_kv.ts";
import { openTestStore, type TestStore } from "../../open_test_store.ts";

const TICKETS = 100;

/** Opens a store with tickets that are due after 24 hours. */
async function openStore(options: { maxChecks?: number } = {}): Promise<TestStore> {
  const store = await openTestStore(options);
  await store.customers.create({ email: "ada@example.com", name: "Ada", account_tier: "pro" }, BY);
  const create = (subject: string) => store.tickets.create({ subject, customer: "ada@example.com" }, BY);
  await Promise.all(Array.from({ length: TICKETS }, (_, index) => create(`ticket ${index}`)));
  return store;
}

async function setHours(store: TestStore, medium: DeadlineHours): Promise<void> {
  const table = structuredClone(DEFAULT_SETTINGS.deadlines.first_reply);
  table.pro.medium = medium;
  const deadlines: DeadlineTable = { first_reply: table, resolution: table };
  await new KvSettings(store).change(() => ({ deadlines }), BY);
}

/** Counts the tickets by the hours after which they are due. */
async function countByHours({ kv, clock }: TestStore): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for await (const { value } of kv.list<{ due_at: string | null }>({ prefix: ["ticket"] })) {
    const hours = value.due_at === null ? "none" : String((Date.parse(value.due_at) - clock.now) / HOUR);
    counts[hours] = (counts[hours] ?? 0) + 1;
  }
  return counts;
}

for (const options of [{}, { maxChecks: 10 }]) {
  Deno.test(`a changed policy reaches all open tickets, ${JSON.stringify(options)}`, async () => {
    await using store = await openStore(options);
    await store.tickets.close("7", "Done", BY);
    await store.tickets.update("8", { status: "pending" }, BY);
    await setHours(store, 2);
    await new PolicyPass(store, options).run();
    assert.deepEqual(await countByHours(store), { 2: TICKETS - 2, none: 2 });
    await setHours(store, "none");
    await new PolicyPass(store, options).run();
    assert.deepEqual(await countByHours(store), { none: TICKETS });
    await assertConsistent(store.kv);
  });
}

Deno.test("commits grow while no one else writes, and stay small for long tickets and busy callers", async () => {
  await using store = await openStore();
  const create = (subject: string) => store.tickets.create({ subject, customer: "ada@example.com" }, BY);
  await Promise.all(Array.from({ length: 200 }, (_, index) => create(`more ${index}`)));
  const countCommits = async (hours: number, isBusy: boolean) => {
    await setHours(store, hours);
    const before = store.activity.commits;
    const pass = new PolicyPass(store);
    store.onCommit = (rules) => pass.noteCommit(isBusy ? rules + 1 : rules); // a caller shares each commit
    await pass.run();
    store.onCommit = undefined;
    return store.activity.commits - before;
  };
  assert.deepEqual([await countCommits(2, false), await countCommits(3, true)], [1 + 5, 1 + 8]);
  const escalation = { priority: "medium", reason: "語".repeat(2_000), note: "語".repeat(3_000) } as const;
  const ids = Array.from({ length: 120 }, (_, index) => String(index + 1));
  await Promise.all(ids.map((id) => store.tickets.escalate(id, escalation, BY)));
  await countCommits(4, false);
  assert.deepEqual(await countByHours(store), { 4: 300 });
});

Deno.test("a policy that the tickets have already costs no commit", async () => {
  await using store = await openStore();
  const readProgress = async () => (await store.kv.get(["meta", "policy"])).versionstamp;
  await new PolicyPass(store).run();
  assert.equal(await readProgress(), null, "the default");
  await setHours(store, 2);
  await new PolicyPass(store).run();
  const applied = await readProgress();
  assert.notEqual(applied, null);
  await new PolicyPass(store).run();
  assert.equal(await readProgress(), applied);
});

Deno.test("a pass that was stopped goes on in another process once its lease is over", async () => {
  await using store = await openStore();
  await setHours(store, 2);
  const first = new PolicyPass(store);
  first.stop(); // after its first commit, in which it only starts
  await first.run();
  const second = new PolicyPass(store);
  await second.run();
  assert.deepEqual(await countByHours(store), { 24: TICKETS }, "the first one may still be at work");
  store.clock.now += 11_000;
  await second.run();
  store.clock.now -= 11_000;
  assert.deepEqual(await countByHours(store), { 2: TICKETS });
});

Deno.test("processes that start at the same time leave the work to one of them", async () => {
  await using store = await openStore();
  await setHours(store, 2);
  await Promise.all(Array.from({ length: 4 }, () => new PolicyPass(store).run()));
  assert.deepEqual(await countByHours(store), { 2: TICKETS });
  assert.equal((await store.kv.get<{ work?: unknown }>(["meta", "policy"])).value?.work, undefined);
});

Deno.test("a policy that changes during a pass is applied by the next one, to all tickets", async () => {
  await using store = await openStore();
  await setHours(store, 2);
  await Promise.all([new PolicyPass(store).run(), setHours(store, 3)]);
  store.clock.now += 11_000;
  await new PolicyPass(store).run();
  store.clock.now -= 11_000;
  assert.deepEqual(await countByHours(store), { 3: TICKETS });
});

Deno.test("tickets that change during a pass keep their changes", async () => {
  await using store = await openStore();
  await setHours(store, 2);
  const changes = Array.from({ length: 20 }, (_, index) => store.tickets.close(String(index + 1), "Done", BY));
  await Promise.all([new PolicyPass(store).run(), ...changes]);
  assert.deepEqual(await countByHours(store), { 2: TICKETS - 20, none: 20 });
  await assertConsistent(store.kv);
});

Deno.test("a pass continues where a commit failed, even if the next one was prepared", async () => {
  await using store = await openStore();
  await setHours(store, 2);
  const { kv } = store;
  const commit = kv.commit.bind(kv);
  let count = 0;
  kv.commit = (operation) => ++count === 3 ? Promise.reject(new Error("disk I/O error")) : commit(operation);
  const pass = new PolicyPass(store);
  await assert.rejects(pass.run(), /disk I\/O error/);
  assert.deepEqual(await countByHours(store), { 2: 40, 24: TICKETS - 40 });
  await pass.run();
  assert.deepEqual(await countByHours(store), { 2: TICKETS });
  await assertConsistent(kv);
});

Deno.test("a ticket that changes after a pass has read it keeps its change", async () => {
  await using store = await openStore();
  await setHours(store, 2);
  const { kv } = store;
  const commit = kv.commit.bind(kv);
  let count = 0;
  kv.commit = async (operation) => {
    if (++count === 3) { // with the ticket, which another process changes now
      const { value } = await kv.get<object>(["ticket", 50]);
      await kv.set(["ticket", 50], { ...value, subject: "changed meanwhile" });
    }
    return await commit(operation);
  };
  await new PolicyPass(store).run();
  assert.equal((await store.tickets.get("50")).subject, "changed meanwhile");
  assert.deepEqual(await countByHours(store), { 2: TICKETS });
  assert.equal(store.activity.conflicts, 1);
});

Deno.test("after each commit, a pass waits for the next change of a caller", async () => {
  await using store = await openStore();
  await setHours(store, 2);
  const pass = new PolicyPass(store, { pause: 600_000 });
  const log: string[] = [];
  let closing: Promise<unknown> | null = null;
  store.onCommit = (rules) => {
    log.push(closing === null ? "pass" : "caller");
    pass.noteCommit(rules);
    if (closing !== null) closing = null;
    else if (log.length === 1) pass.noteCommit(1); // a caller shares the first commit
    else closing = store.tickets.close(String(log.length), "Done", BY);
  };
  await pass.run();
  await closing;
  assert.deepEqual(log, ["pass", "pass", "caller", "pass", "caller", "pass", "caller"]);
});

Deno.test("a pass reads the account of a customer with many tickets once", async () => {
  await using store = await openStore();
  await setHours(store, 2);
  const kv = new CountingKv(store.kv);
  const pass = new PolicyPass({ ...store, kv, commits: new CommitQueue(kv, { now: store.now }) });
  const reads = await kv.countReads(() => pass.run());
  assert.deepEqual(await countByHours(store), { 2: TICKETS });
  assert.equal(reads.customer, 1);
});

Deno.test("a tier that changes after a pass has read it is used", async () => {
  await using store = await openStore();
  await setHours(store, 2);
  const { kv } = store;
  const commit = kv.commit.bind(kv);
  let count = 0;
  kv.commit = async (operation) => {
    if (++count === 3) { // with the tickets of a customer, whose tier another process changes now
      const customers = new KvCustomers({ ...store, commits: new CommitQueue(new TestKv(kv), { now: store.now }) });
      kv.commit = commit;
      await customers.update("ada@example.com", { account_tier: "enterprise" }, BY);
    }
    return await commit(operation);
  };
  await new PolicyPass(store).run();
  assert.deepEqual(await countByHours(store), { 8: TICKETS });
  await assertConsistent(kv);
});
