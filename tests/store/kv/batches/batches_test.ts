import assert from "node:assert/strict";
import { assertConsistent } from "../../audit.ts";
import {
  type Batches,
  type BatchPlan,
  type BatchResult,
  type BulkUpdate,
  type Desk,
  openDesk,
} from "../../../../store/mod.ts";
import { checkStore, repairStore } from "../../../../store/kv/check/mod.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { KvBatches } from "../../../../store/kv/batches/mod.ts";
import {
  assertRefused,
  BY,
  createTickets,
  HOUR,
  MINUTE,
  openDeskWithCustomer,
  type TestDesk,
} from "../../open_test_desk.ts";
import { openTestStore } from "../../open_test_store.ts";

/** Plans an update and carries it out. */
async function update(desk: TestDesk, ids: readonly string[], values: BulkUpdate): Promise<BatchResult & BatchPlan> {
  const plan = await desk.batches.plan(ids, values);
  return { ...plan, ...await desk.batches.carryOut(plan.change, BY, { ids, values }) };
}

async function undo(desk: { batches: Batches }, id: string): Promise<BatchResult> {
  const { change } = await desk.batches.planUndo(id);
  return await desk.batches.carryOut(change, BY, { id });
}

function listSubjects(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `Ticket ${index}`);
}

Deno.test("carryOut() changes each ticket once, with an event that names the batch", async () => {
  await using desk = await openDeskWithCustomer();
  const ids = await createTickets(desk, "One", "Two", "Three");
  const result = await update(desk, ids.slice(0, 2), { priority: "high", assignee: "kim", add_tags: ["Outage"] });
  assert.deepEqual(result.changed, ids.slice(0, 2).map((id) => ({ id, revision: 2 })));
  assert.deepEqual([result.batch_id, result.left], ["B1", []]);
  for (const id of ids.slice(0, 2)) {
    const { priority, assignee, tags } = await desk.tickets.get(id);
    assert.deepEqual({ priority, assignee, tags }, { priority: "high", assignee: "kim", tags: ["outage"] });
    const { items } = await desk.tickets.listEvents(id);
    assert.deepEqual(items.map(({ what, batch_id }) => [what, batch_id]), [["created", undefined], ["updated", "B1"]]);
  }
  assert.equal((await desk.tickets.get(ids[2]!)).revision, 1);
  assert.equal((await update(desk, [ids[2]!], { status: "on_hold" })).batch_id, "B2");
});

Deno.test("carryOut() changes 200 tickets with at most four commits, also with new deadlines for 200 customers", async () => {
  await using desk = await openDeskWithCustomer();
  const ids: string[] = [];
  await Promise.all(
    listSubjects(200).map(async (subject, index) => {
      ids.push((await desk.tickets.create({ subject, customer: `c${index}@example.com` }, BY)).id);
    }),
  );
  desk.clock.now += 1_000 * HOUR; // all are overdue
  const { change } = await desk.batches.plan(ids, { priority: "urgent" });
  const before = desk.activity.commits;
  const progress: number[] = [];
  const result = await desk.batches.carryOut(change, BY, {}, (done) => {
    progress.push(done);
    return Promise.resolve();
  });
  assert.equal(result.changed.length, 200);
  assert.equal(desk.activity.commits - before, 4);
  assert.deepEqual(progress, [50, 100, 150, 200]);

  const close = await desk.batches.plan(ids, { resolution: "Fixed the cause of it all. ".repeat(74) });
  const beforeClosing = desk.activity.commits;
  assert.equal((await desk.batches.carryOut(close.change, BY, {})).changed.length, 200);
  assert.ok(desk.activity.commits - beforeClosing <= 4, "long resolutions");
});

Deno.test("carryOut() closes tickets with their other changes in one event", async () => {
  await using desk = await openDeskWithCustomer();
  const ids = await createTickets(desk, "One", "Two");
  await update(desk, ids, { resolution: "Fixed.", add_tags: ["outage"] });
  const ticket = await desk.tickets.get(ids[0]!);
  assert.deepEqual([ticket.status, ticket.resolution, ticket.tags, ticket.revision], [
    "closed",
    "Fixed.",
    ["outage"],
    2,
  ]);
  assert.equal((await desk.tickets.getStats()).by_status.closed, 2);
});

Deno.test("plan() leaves tickets that cannot change, and names the reason", async () => {
  await using desk = await openDeskWithCustomer();
  const [closed, high, open] = await createTickets(desk, "Closed", "High", "Open");
  await desk.tickets.close(closed!, "Done.", BY);
  await desk.tickets.update(high!, { priority: "high" }, BY);
  const hold = await desk.batches.plan([closed!, high!, open!], { status: "on_hold" });
  assert.deepEqual(hold.change.tickets.map(({ id }) => id), [high, open]);
  assert.deepEqual(hold.left, [{
    reason: "It is closed and cannot become on_hold. Reopen it first (reopen_ticket).",
    code: "ticket_closed",
    ids: [closed],
  }]);
  const priority = await desk.batches.plan([high!, open!, open!], { priority: "high" });
  assert.deepEqual(priority.change.tickets, [{ id: open, revision: 1 }]);
  assert.deepEqual(priority.left, [{ reason: "These are the current values.", code: "same_values", ids: [high] }]);
  assert.deepEqual(priority.first.map(({ subject }) => subject), ["Open"]);
});

const INVALID: readonly [name: string, ids: (known: string[]) => string[], BulkUpdate, string, RegExp][] = [
  ["no ids", () => [], { priority: "high" }, "invalid", /^ticket_ids is empty/],
  [
    "201 ids",
    () => Array.from({ length: 201 }, (_, index) => String(index + 1)),
    { priority: "high" },
    "invalid",
    /201 tickets \(limit 200\)/,
  ],
  ["unknown ids", ([id]) => [id!, "998", "999"], { priority: "high" }, "not_found", /^Tickets #998, #999 not found\./],
  ["no id", () => ["x"], { priority: "high" }, "not_found", /x/],
  [
    "nothing to change",
    ([id]) => [id!],
    { priority: "medium" },
    "wrong_state",
    /No ticket would change. #1: These are the current/,
  ],
  [
    "a tag in both lists",
    ([id]) => [id!],
    { add_tags: ["a"], remove_tags: ["a"] },
    "invalid",
    /add_tags and remove_tags/,
  ],
  [
    "a status with a resolution",
    ([id]) => [id!],
    { status: "open", resolution: "Done." },
    "invalid",
    /^status cannot be set/,
  ],
  ["an empty resolution", ([id]) => [id!], { resolution: " " }, "invalid", /resolution/],
  [
    "a long resolution",
    ([id]) => [id!],
    { resolution: "x".repeat(2_001) },
    "invalid",
    /^resolution is too long.*2,000/,
  ],
  ["an impossible time", ([id]) => [id!], { snoozed_until: "yesterday" }, "invalid", /^snoozed_until/],
];

for (const [name, select, values, code, message] of INVALID) {
  Deno.test(`plan() rejects ${name} and changes nothing`, async () => {
    await using desk = await openDeskWithCustomer();
    const ids = await createTickets(desk, "One");
    await assertRefused(desk, code as "invalid", message, () => desk.batches.plan(select(ids), values));
  });
}

Deno.test("an error names all tickets that stay the same, in order", async () => {
  await using desk = await openDeskWithCustomer();
  const ids = await createTickets(desk, ...Array.from({ length: 30 }, (_, index) => `Ticket ${index}`));
  const [first, last] = [ids.at(0)!, ids.at(-1)!];
  await assertRefused(
    desk,
    "wrong_state",
    new RegExp(`^No ticket would change\\. #${first}–#${last}: These are the current values\\.$`),
    () => desk.batches.plan(ids.toReversed(), { priority: "medium" }),
  );
});

Deno.test("carryOut() leaves tickets that changed since the plan, and fails if all did", async () => {
  await using desk = await openDeskWithCustomer();
  const ids = await createTickets(desk, "One", "Two");
  const { change } = await desk.batches.plan(ids, { priority: "high" });
  await desk.tickets.addComment(ids[0]!, { kind: "note", body: "Look." }, BY);
  const { changed, left } = await desk.batches.carryOut(change, BY, {});
  assert.deepEqual(changed, [{ id: ids[1], revision: 2 }]);
  assert.deepEqual(left, [{ reason: "Changed in the meantime.", code: "changed_meanwhile", ids: [ids[0]] }]);
  assert.equal((await desk.tickets.get(ids[0]!)).priority, "medium");
  await assertRefused(desk, "stale_revision", /^Every ticket was changed/, () => desk.batches.carryOut(change, BY, {}));
});

Deno.test("a duration counts from the change, and a day becomes a time in the plan", async () => {
  await using desk = await openDeskWithCustomer();
  const ids = await createTickets(desk, "One");
  const hours = await desk.batches.plan(ids, { snoozed_until: "2h" });
  const day = await desk.batches.plan(ids, { snoozed_until: "tomorrow 9:00" });
  assert.deepEqual(
    [hours, day].map(({ change }) => change.tool === "update_tickets" && change.update.snoozed_until),
    ["2h", "2026-11-02T09:00:00.000Z"],
  );
  desk.clock.now += 3 * HOUR;
  await desk.batches.carryOut(hours.change, BY, {});
  assert.equal((await desk.tickets.get(ids[0]!)).snoozed_until, "2026-11-01T14:01:00.000Z");
});

Deno.test("a repeat with the idempotency key returns the first result and changes nothing", async () => {
  await using desk = await openDeskWithCustomer();
  const ids = await createTickets(desk, "One", "Two");
  const context = { ...BY, idempotencyKey: "k1" };
  assert.equal(await desk.batches.findResult("update_tickets", context, { ids }), null);
  const { change } = await desk.batches.plan(ids, { priority: "high" });
  const first = await desk.batches.carryOut(change, context, { ids });
  assert.deepEqual(await desk.batches.findResult("update_tickets", context, { ids }), first);
  assert.deepEqual(await desk.batches.carryOut(change, context, { ids }), first);
  await assert.rejects(
    desk.batches.findResult("update_tickets", context, { ids: [] }),
    /used before, with other values/,
  );
  assert.equal((await desk.tickets.get(ids[0]!)).revision, 2);
});

Deno.test("planUndo() and carryOut() restore what the tickets were, also their deadlines and queues", async () => {
  await using desk = await openDeskWithCustomer();
  const ids = await createTickets(desk, "Open", "Pending", "Claimed", "Snoozed");
  await desk.tickets.update(ids[1]!, { status: "pending", add_tags: ["vip"] }, BY);
  await desk.tickets.update(ids[3]!, { snoozed_until: "5h" }, BY);
  await desk.tickets.claimNext({ assignee: "kim", minutes: 60 }, BY);
  const read = () => Promise.all(ids.map((id) => desk.tickets.get(id)));
  const before = await read();
  const stats = await desk.tickets.getStats();
  for (
    const values of [{ resolution: "All fixed." }, { assignee: "lee", status: "on_hold", remove_tags: ["vip"] }, {
      snoozed_until: "3h",
    }] as const
  ) {
    const { batch_id } = await update(desk, ids, values);
    const { changed, left } = await undo(desk, batch_id);
    assert.deepEqual([changed.length, left], [4, []]);
    const after = await read();
    const strip = ({ revision: _, updated_at: _at, ...ticket }: typeof before[number]) => ticket;
    assert.deepEqual(after.map(strip), before.map(strip));
    assert.deepEqual(await desk.tickets.getStats(), stats);
  }
  const { items } = await desk.tickets.listEvents(ids[0]!);
  assert.deepEqual(items.slice(-2).map(({ what, batch_id }) => [what, batch_id]), [["updated", "B5"], [
    "undone",
    "B6",
  ]]);
});

Deno.test("an undo can be undone", async () => {
  await using desk = await openDeskWithCustomer();
  const ids = await createTickets(desk, "One");
  await update(desk, ids, { resolution: "Fixed.", priority: "low" });
  await undo(desk, "B1");
  assert.equal((await desk.tickets.get(ids[0]!)).status, "open");
  await undo(desk, "b2");
  const { status, resolution, priority, revision } = await desk.tickets.get(ids[0]!);
  assert.deepEqual({ status, resolution, priority, revision }, {
    status: "closed",
    resolution: "Fixed.",
    priority: "low",
    revision: 4,
  });
});

Deno.test("a claim or a snooze that would be over does not come back", async () => {
  await using desk = await openDeskWithCustomer();
  const [claimed, snoozed] = await createTickets(desk, "One", "Two");
  await desk.tickets.update(snoozed!, { snoozed_until: "1h" }, BY);
  await desk.tickets.claimNext({ assignee: "kim", minutes: 30 }, BY);
  await update(desk, [claimed!, snoozed!], { resolution: "Fixed." });
  desk.clock.now += 2 * HOUR;
  await undo(desk, "B1");
  const [first, second] = await Promise.all([desk.tickets.get(claimed!), desk.tickets.get(snoozed!)]);
  assert.deepEqual([first.assignee, first.claimed_until, second.snoozed_until], [null, null, undefined]);
});

Deno.test("planUndo() leaves tickets that others changed since", async () => {
  await using desk = await openDeskWithCustomer();
  const ids = await createTickets(desk, "One", "Two");
  await update(desk, ids, { priority: "high" });
  await desk.tickets.update(ids[0]!, { priority: "urgent" }, BY);
  const { change, left } = await desk.batches.planUndo("B1");
  assert.deepEqual(change.tickets, [{ id: ids[1], revision: 2 }]);
  assert.deepEqual(left, [{ reason: "Changed since then.", code: "changed_since", ids: [ids[0]] }]);
  await desk.batches.carryOut(change, BY, {});
  assert.deepEqual((await Promise.all(ids.map((id) => desk.tickets.get(id)))).map(({ priority }) => priority), [
    "urgent",
    "medium",
  ]);
});

Deno.test("planUndo() rejects unknown batches, those that were undone, and those whose tickets all changed", async () => {
  await using desk = await openDeskWithCustomer();
  const ids = await createTickets(desk, "One");
  for (const id of ["B1", "x", ""]) {
    await assertRefused(desk, "not_found", /^batch_id .*not found/, () => desk.batches.planUndo(id));
  }
  await update(desk, ids, { priority: "high" });
  await undo(desk, "B1");
  await assertRefused(
    desk,
    "wrong_state",
    /^Batch B1 was already undone, by batch B2/,
    () => desk.batches.planUndo("B1"),
  );
  await update(desk, ids, { priority: "low" });
  await desk.tickets.update(ids[0]!, { priority: "urgent" }, BY);
  await assertRefused(
    desk,
    "wrong_state",
    /^Batch B3 cannot be undone: every ticket/,
    () => desk.batches.planUndo("B3"),
  );
});

Deno.test("of two undos at once, one reverts the tickets", async () => {
  await using desk = await openDeskWithCustomer();
  const ids = await createTickets(desk, "One", "Two");
  await update(desk, ids, { priority: "high" });
  const { change } = await desk.batches.planUndo("B1");
  const results = await Promise.all([1, 2].map(() => desk.batches.carryOut(change, BY, {})));
  assert.deepEqual(results.map(({ changed }) => changed.length).sort(), [0, 2]);
  assert.deepEqual((await Promise.all(ids.map((id) => desk.tickets.get(id)))).map(({ revision }) => revision), [3, 3]);
});

Deno.test("a failing store leaves the rest, and the same key completes the batch", async () => {
  await using store = await openTestStore();
  await store.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  const ids: string[] = [];
  for (const subject of listSubjects(120)) {
    ids.push((await store.tickets.create({ subject, customer: "ada@example.com" }, BY)).id);
  }
  const batches = new KvBatches(store);
  const context = { ...BY, idempotencyKey: "k1" };
  const { change } = await batches.plan(ids, { priority: "high" });
  let commits = 0;
  const commit = store.kv.commit.bind(store.kv);
  store.kv.commit = (operation) => ++commits === 2 ? Promise.reject(new Error("disk is full")) : commit(operation);
  const { changed, left } = await batches.carryOut(change, context, {});
  store.kv.commit = commit;
  assert.equal(changed.length, 50);
  assert.deepEqual(left.map(({ ids }) => ids), [ids.slice(50)]);
  assert.match(left[0]!.reason, /disk is full.*Nothing was changed/);
  const priorities = await Promise.all(ids.map(async (id) => (await store.tickets.get(id)).priority));
  assert.deepEqual(priorities, ids.map((_, index) => index < 50 ? "high" : "medium"));
  assert.match((await batches.describe("B1"))!.reason!, /^50 of 120 tickets were changed\. 70 are not done/);

  const completed = await batches.findResult("update_tickets", context, {});
  assert.deepEqual([completed!.changed.length, completed!.left], [120, []]);
  assert.deepEqual(await batches.describe("B1"), { changed_count: 120, reason: null });
});

Deno.test("an undo of an interrupted batch reverts what was done, and the batch does not go on", async () => {
  await using store = await openTestStore();
  await store.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  const ids: string[] = [];
  for (const subject of listSubjects(60)) {
    ids.push((await store.tickets.create({ subject, customer: "ada@example.com" }, BY)).id);
  }
  const batches = new KvBatches(store);
  const { change } = await batches.plan(ids, { priority: "high" });
  await store.commits.commit((transaction) => batches.stage(transaction, change, BY)); // the process ends here
  assert.deepEqual((await undo({ batches }, "B1")).changed.length, 50);
  const { changed, left } = await batches.finish(1);
  assert.deepEqual([changed.length, left], [50, [{
    reason: "The batch was undone by B2.",
    code: "batch_undone",
    ids: ids.slice(50),
  }]]);
  assert.deepEqual(
    new Set(await Promise.all(ids.map(async (id) => (await store.tickets.get(id)).priority))),
    new Set(["medium"]),
  );
});

Deno.test("batches fit into the few checks of a KV Connect server", async () => {
  await using store = await openTestStore({ maxChecks: 10 });
  const ids: string[] = [];
  for (const subject of listSubjects(5)) {
    ids.push((await store.tickets.create({ subject, customer: `${ids.length}@example.com` }, BY)).id);
  }
  const batches = new KvBatches(store, 10);
  store.clock.now += 1_000 * HOUR;
  const { change } = await batches.plan(ids, { priority: "urgent" });
  assert.equal((await batches.carryOut(change, { ...BY, idempotencyKey: "k" }, {})).changed.length, 5);
  store.clock.now += MINUTE;
  assert.equal((await undo({ batches }, "B1")).changed.length, 5);
});

Deno.test("batches that move no due time change seven tickets in each commit of a KV Connect server", async () => {
  await using store = await openTestStore({ maxChecks: 10 });
  const ids: string[] = [];
  for (const subject of listSubjects(15)) {
    ids.push((await store.tickets.create({ subject, customer: `${ids.length}@example.com` }, BY)).id);
  }
  await store.tickets.claimNext({ assignee: "Jo", minutes: 5 }, BY);
  for (const id of ids.slice(5)) await store.tickets.update(id, { snoozed_until: "1h" }, BY);
  const batches = new KvBatches(store, 10);
  const { change } = await batches.plan(ids, { add_tags: ["outage"], assignee: "Kim" });
  store.clock.now += 100 * HOUR; // claims and snoozes are over, and deadlines have passed
  const before = store.activity.commits;
  const { changed, left } = await batches.carryOut(change, BY, {});
  assert.deepEqual([changed.length, left], [15, []]);
  assert.equal(store.activity.commits - before, 3);
  await assertConsistent(store.kv);
});

Deno.test("an erasure deletes the batches that name the customer, and the tickets cannot be reverted", async () => {
  await using desk = await openDeskWithCustomer();
  const ids = await createTickets(desk, "One");
  await update(desk, ids, { assignee: "ada@example.com" });
  await update(desk, ids, { resolution: "Answered ada@example.com." });
  const { state } = await desk.erasures.preview("ada@example.com");
  await desk.erasures.erase("ada@example.com", state, BY);
  for (const id of ["B1", "B2"]) await assert.rejects(desk.batches.planUndo(id), /cannot be undone|not found/);
  const everything = JSON.stringify(await Promise.all(ids.map((id) => desk.tickets.listEvents(id))));
  assert.doesNotMatch(everything, /Answered/);
});

Deno.test("a repaired store keeps its batches, and goes on with their numbers", async () => {
  await using folder = await TemporaryFolder.create();
  const path = await Deno.realPath(folder.path) + "/desk.db";
  const run = async <T>(work: (desk: Desk) => Promise<T>): Promise<T> => {
    const desk = await openDesk(path);
    return await work(desk).finally(() => desk.close());
  };
  const close = async (desk: Desk, subject: string) => {
    const { id } = await desk.tickets.create({ subject, customer: "ada@example.com" }, BY);
    const { change } = await desk.batches.plan([id], { resolution: "Fixed." });
    return (await desk.batches.carryOut(change, BY, {})).batch_id;
  };
  assert.equal(await run((desk) => close(desk, "One")), "B1");
  const kv = await Deno.openKv(path);
  await kv.delete(["next", "batch"]);
  kv.close();
  const { findings } = await checkStore({ kind: "file", path });
  assert.deepEqual(findings.map(({ subject }) => subject), ["The next batch number"]);
  await repairStore(path);
  assert.equal(await run((desk) => close(desk, "Two")), "B2");
  await run((desk) => undo(desk, "B1"));
  assert.equal((await run((desk) => desk.tickets.get("1"))).status, "open");
});
