import assert from "node:assert/strict";
import type { BatchInput, FrozenChange } from "../../../../store/mod.ts";
import {
  assertRefused,
  BY,
  createTickets,
  HOST,
  HOUR,
  openDeskWithCustomer,
  START,
  type TestDesk,
} from "../../open_test_desk.ts";

const EMAIL = "ada@example.com";
const DANA = { by: { kind: "person", name: "dana", version: null }, via: "terminal" } as const;
const QUESTION = "Change?";

const UPDATE: FrozenChange = {
  tool: "update_account",
  email: EMAIL,
  revision: 1,
  update: { account_tier: "enterprise" },
};

/** Returns a change that differs for each number. */
const toUpdate = (number: number): FrozenChange => ({
  ...UPDATE,
  update: { account_tier: "free", notes: `Note ${number}` },
});

/** Opens a desk with two tickets, and requests to merge the second into the first. */
async function openDeskWithMerge() {
  const desk = await openDeskWithCustomer();
  const [into, id] = await createTickets(desk, "One", "Two") as [string, string];
  const change = { tool: "merge_tickets", ticket_id: id, revision: 1, into_ticket_id: into, into_revision: 1 } as const;
  const { approval } = await desk.approvals.request({ change, question: QUESTION }, BY);
  return { desk, id, into, change, approval };
}

const request = (desk: TestDesk, change: FrozenChange = UPDATE, by = HOST) =>
  desk.approvals.request({ change, question: QUESTION }, { by });

Deno.test("check() fails as the change would, and changes nothing", async () => {
  const { desk, id, change } = await openDeskWithMerge();
  await using _ = desk;
  const before = await desk.tickets.get(id);
  await desk.approvals.check(change);
  await desk.approvals.check(UPDATE);
  assert.deepEqual(await desk.tickets.get(id), before);
  assert.equal((await desk.customers.get(EMAIL)).revision, 1);
  const check = (change: FrozenChange) => () => desk.approvals.check(change);
  await assertRefused(desk, "stale_revision", /is at revision 1, not 2/, check({ ...change, revision: 2 }));
  await assertRefused(desk, "stale_revision", /is at revision 1, not 2/, check({ ...UPDATE, revision: 2 }));
  await assertRefused(desk, "invalid", /merged into itself/, check({ ...change, into_ticket_id: id }));
  await assertRefused(desk, "not_found", /Customer x@y\.z not found/, check({ ...UPDATE, email: "x@y.z" }));
});

Deno.test("request() keeps the change, who asked, and when it expires", async () => {
  await using desk = await openDeskWithCustomer();
  const { approval, isNew } = await request(desk);
  assert.ok(isNew);
  assert.deepEqual(approval, {
    id: "A1",
    state: "pending",
    change: UPDATE,
    question: QUESTION,
    requested_by: HOST,
    requested_at: START,
    expires_at: "2026-11-02T09:00:00.000Z",
    decided_by: null,
    decided_via: null,
    decided_at: null,
    reason: null,
  });
  assert.deepEqual(await desk.approvals.get("A1"), approval);
  assert.deepEqual((await desk.customers.get(EMAIL)).account_tier, "pro");
});

Deno.test("a granted change answers all keys that asked for it, and no key that was used for another call", async () => {
  await using desk = await openDeskWithCustomer();
  const ask = (idempotencyKey: string) =>
    desk.approvals.request({ change: UPDATE, question: QUESTION }, { by: HOST, idempotencyKey });
  for (const key of ["one", "two", "three"]) await ask(key);
  await desk.customers.create({ email: "bob@example.com", name: "Bob" }, { by: HOST });
  const other = { by: HOST, idempotencyKey: "three" };
  const bob = await desk.customers.update("bob@example.com", { name: "Robert" }, other);
  assert.equal((await desk.approvals.grant("A1", DANA)).state, "granted");
  for (const [key, isDone] of [["one", true], ["two", true], ["three", true], ["four", false]] as const) {
    const context = { by: HOST, idempotencyKey: key };
    assert.equal(await desk.approvals.isCarriedOut({ change: UPDATE }, context), isDone, key);
  }
  const { account_tier, revision } = await desk.customers.update(EMAIL, { account_tier: "enterprise" }, {
    by: HOST,
    idempotencyKey: "two",
  });
  assert.deepEqual([account_tier, revision], ["enterprise", 2]);
  assert.deepEqual(await desk.customers.update("bob@example.com", { name: "Robert" }, other), bob);
});

Deno.test("a repeat close to the end of its result is not carried out without an approval", async () => {
  await using desk = await openDeskWithCustomer();
  const context = { by: HOST, idempotencyKey: "one" };
  await desk.approvals.request({ change: UPDATE, question: QUESTION }, context);
  await desk.approvals.grant("A1", DANA);
  desk.clock.now += 23 * HOUR;
  assert.ok(await desk.approvals.isCarriedOut({ change: UPDATE }, context));
  desk.clock.now += 55 * 60 * 1000;
  assert.ok(!await desk.approvals.isCarriedOut({ change: UPDATE }, context));
});

Deno.test("request() returns the pending approval of the same change and caller", async () => {
  await using desk = await openDeskWithCustomer();
  const both = await Promise.all([request(desk), request(desk)]);
  assert.deepEqual(both.map(({ approval }) => approval.id), ["A1", "A1"]);
  assert.deepEqual(both.map(({ isNew }) => isNew).sort(), [false, true]);
  assert.equal((await request(desk, { ...UPDATE, revision: 2 })).approval.id, "A2");
  assert.equal((await request(desk, UPDATE, { ...HOST, on_behalf_of: "jo" })).approval.id, "A3");
  desk.clock.now += 24 * HOUR;
  assert.equal((await request(desk)).approval.id, "A4");
});

Deno.test("request() returns the approval that a call with the same key waits for, whatever the tickets are by now", async () => {
  await using desk = await openDeskWithCustomer();
  const ids = await createTickets(desk, "One", "Two");
  const values = { priority: "urgent" } as const;
  const ask = async (idempotencyKey: string | undefined, priority: "urgent" | "high" = "urgent") => {
    const { change } = await desk.batches.plan(ids, values);
    const input = { query: "is:open", change: { priority } } as unknown as BatchInput;
    const context = { by: HOST, ...idempotencyKey !== undefined && { idempotencyKey } };
    return (await desk.approvals.request({ change, question: QUESTION, input }, context)).approval.id;
  };
  assert.deepEqual([await ask("one"), await ask("one")], ["A1", "A1"]);
  await desk.tickets.update(ids[0]!, { assignee: "Jo" }, BY);
  assert.deepEqual([await ask("one"), await ask("two"), await ask(undefined)], ["A1", "A2", "A2"]);
  await assertRefused(
    desk,
    "idempotency_mismatch",
    /^The idempotency key "one" was used before/,
    () => ask("one", "high"),
  );
  await desk.tickets.update(ids[0]!, { priority: "high" }, BY);
  await desk.tickets.update(ids[1]!, { priority: "high" }, BY);
  assert.equal(await ask("one"), "A3", "no ticket of the first is as it was");
  desk.clock.now += 24 * HOUR;
  assert.equal(await ask("one", "high"), "A4", "the others expired");
});

Deno.test("request() returns the rejected approval of the same change and caller, until it would have expired", async () => {
  await using desk = await openDeskWithCustomer();
  await request(desk);
  await request(desk, toUpdate(1));
  await desk.approvals.reject("A1", "Not paid", DANA);
  const { approval, isNew } = await request(desk);
  assert.deepEqual([approval.id, approval.state, approval.reason, isNew], ["A1", "rejected", "Not paid", false]);
  await desk.approvals.reject("A2", null, DANA);
  assert.equal((await request(desk)).approval.id, "A1");
  assert.equal((await request(desk, { ...UPDATE, revision: 2 })).approval.id, "A3");
  assert.equal((await request(desk, UPDATE, { ...HOST, on_behalf_of: "jo" })).approval.id, "A4");
  desk.clock.now += 24 * HOUR;
  assert.deepEqual((await request(desk)).approval.state, "pending");
});

Deno.test("request() limits the pending approvals of each caller", async () => {
  await using desk = await openDeskWithCustomer();
  const add = (number: number, by = HOST) => request(desk, toUpdate(number), by);
  await Promise.all(Array.from({ length: 20 }, (_, index) => add(index + 1)));
  await assertRefused(desk, "not_approved", /limit 20.*support-mcp approvals list$/, () => add(21));
  assert.equal((await add(5)).isNew, false);
  assert.ok((await add(21, { ...HOST, name: "another-host" })).isNew);
  await desk.approvals.reject("A1", null, DANA);
  assert.ok((await add(21)).isNew);
  await assert.rejects(add(22), { code: "not_approved" });
  desk.clock.now += 24 * HOUR;
  assert.ok((await add(22)).isNew);
});

Deno.test("request() does not count changes of an account that has changed since", async () => {
  await using desk = await openDeskWithCustomer();
  for (let number = 1; number <= 20; number++) await request(desk, toUpdate(number));
  await assert.rejects(request(desk), { code: "not_approved" });
  await desk.customers.update(EMAIL, { notes: "New" }, BY);
  assert.equal((await request(desk, { ...UPDATE, revision: 2 })).approval.id, "A21");
  assert.deepEqual((await desk.approvals.list({ states: ["pending"] })).items.map(({ id }) => id), ["A21"]);
});

Deno.test("request() rejects an invalid change", async () => {
  await using desk = await openDeskWithCustomer();
  await assert.rejects(request(desk, { ...UPDATE, update: { name: " " } } as FrozenChange), { code: "invalid" });
  assert.deepEqual(await desk.approvals.list({}), { items: [], cursor: null });
});

Deno.test("grant() carries out a merge, and the history says who approved and how", async () => {
  const { desk, id, into } = await openDeskWithMerge();
  await using _ = desk;
  const granted = await desk.approvals.grant("A1", DANA);
  assert.deepEqual([granted.state, granted.decided_by, granted.decided_via], ["granted", DANA.by, "terminal"]);
  const ticket = await desk.tickets.get(id);
  assert.deepEqual([ticket.status, ticket.merged_into], ["closed", into]);
  const { by, answers } = (await desk.tickets.listEvents(id)).items.at(-1)!;
  assert.deepEqual(by, HOST);
  assert.deepEqual(answers, [{
    asked: "person",
    question: QUESTION,
    outcome: "accepted",
    via: "terminal",
    by: "dana",
  }]);
});

Deno.test("grant() carries out an update, and tells readers of the customer's tickets", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "One") as [string];
  assert.equal((await desk.tickets.get(id)).account_tier, "pro");
  await request(desk);
  await desk.approvals.grant("A1", DANA);
  assert.equal((await desk.tickets.get(id)).account_tier, "enterprise");
  assert.equal((await desk.customers.get(EMAIL)).revision, 2);
});

Deno.test("grant() carries out a change once", async () => {
  const { desk, into } = await openDeskWithMerge();
  await using _ = desk;
  const results = await Promise.allSettled(Array.from({ length: 5 }, () => desk.approvals.grant("A1", DANA)));
  assert.deepEqual(results.map(({ status }) => status).sort(), ["fulfilled", ...Array(4).fill("rejected")]);
  assert.equal((await desk.tickets.get(into)).revision, 2);
  await assertRefused(desk, "wrong_state", /A1 was already granted by dana/, () => desk.approvals.grant("A1", DANA));
  await assertRefused(desk, "wrong_state", /already granted/, () => desk.approvals.reject("A1", null, DANA));
});

Deno.test("grant() expires a change of a ticket that has changed since, and says why", async () => {
  const { desk, id, into } = await openDeskWithMerge();
  await using _ = desk;
  await desk.tickets.update(into, { priority: "high" }, BY);
  const before = [await desk.tickets.get(id), await desk.tickets.get(into)];
  const seen = await desk.approvals.get("A1");
  assert.deepEqual([seen.state, seen.reason], [
    "expired",
    "Ticket #1 is at revision 2, not 1: it was changed in the meantime.",
  ]);
  assert.deepEqual(await desk.approvals.list({ states: ["pending"] }), { items: [], cursor: null });
  const { state, reason, decided_by, decided_via, decided_at } = await desk.approvals.grant("A1", DANA);
  assert.deepEqual([state, decided_by, decided_via, decided_at], ["expired", null, null, null]);
  assert.match(reason!, /^Ticket #1 is at revision 2, not 1: it was changed in the meantime\./);
  assert.deepEqual([await desk.tickets.get(id), await desk.tickets.get(into)], before);
  const again = /^Approval A1 has expired\. Reason: Ticket #1 is at revision 2, not 1/;
  await assertRefused(desk, "wrong_state", again, () => desk.approvals.grant("A1", DANA));
  await assertRefused(desk, "wrong_state", again, () => desk.approvals.reject("A1", null, DANA));
});

Deno.test("grant() expires a change of an account that has changed since", async () => {
  await using desk = await openDeskWithCustomer();
  await request(desk);
  await desk.customers.update(EMAIL, { notes: "New" }, BY);
  assert.equal((await desk.approvals.grant("A1", DANA)).state, "expired");
  assert.equal((await desk.customers.get(EMAIL)).account_tier, "pro");
});

Deno.test("grant() fails for a change that the desk rejects, and changes nothing", async () => {
  const { desk, id, into } = await openDeskWithMerge();
  await using _ = desk;
  await desk.tickets.close(id, "Done.", BY);
  const change = { tool: "merge_tickets", ticket_id: id, revision: 2, into_ticket_id: into, into_revision: 1 } as const;
  await request(desk, change);
  const { state, reason } = await desk.approvals.grant("A2", DANA);
  assert.equal(state, "failed");
  assert.match(reason!, /closed/);
  assert.equal((await desk.tickets.get(into)).revision, 1);
});

Deno.test("an approval expires after 24 hours, in reads and decisions", async () => {
  const { desk, id } = await openDeskWithMerge();
  await using _ = desk;
  desk.clock.now = Date.parse(START) + 25 * HOUR;
  assert.equal((await desk.approvals.get("A1")).state, "expired");
  assert.deepEqual((await desk.approvals.list({ states: ["pending"] })).items, []);
  await assertRefused(desk, "wrong_state", /No one decided within 24 hours/, () => desk.approvals.grant("A1", DANA));
  assert.equal((await desk.tickets.get(id)).status, "open");
});

Deno.test("reject() changes nothing but the history", async () => {
  const { desk, id } = await openDeskWithMerge();
  await using _ = desk;
  const rejected = await desk.approvals.reject("A1", "Not a duplicate", DANA);
  assert.deepEqual([rejected.state, rejected.reason], ["rejected", "Not a duplicate"]);
  assert.deepEqual([(await desk.tickets.get(id)).status, (await desk.tickets.get(id)).revision], ["open", 1]);
  const { what, answers } = (await desk.tickets.listEvents(id)).items.at(-1)!;
  assert.equal(what, "not_approved");
  assert.deepEqual(answers, [{
    asked: "person",
    question: QUESTION,
    outcome: "declined",
    via: "terminal",
    by: "dana",
  }]);
  await request(desk);
  await desk.approvals.reject("A2", null, DANA);
  assert.equal((await desk.customers.listEvents(EMAIL)).items.at(-1)!.what, "not_approved");
});

Deno.test("list() filters by state and tool, page by page", async () => {
  const { desk } = await openDeskWithMerge();
  await using _ = desk;
  for (const number of [1, 2, 3]) await request(desk, toUpdate(number));
  await desk.approvals.reject("A3", null, DANA);
  const list = async (...args: Parameters<TestDesk["approvals"]["list"]>) =>
    (await desk.approvals.list(...args)).items.map(({ id }) => id);
  assert.deepEqual(await list({}), ["A1", "A2", "A3", "A4"]);
  assert.deepEqual(await list({ states: ["pending"] }), ["A1", "A2", "A4"]);
  assert.deepEqual(await list({ states: ["rejected"], tools: ["update_account"] }), ["A3"]);
  const { items, cursor } = await desk.approvals.list({ tools: ["update_account"] }, { limit: 2 });
  assert.deepEqual(items.map(({ id }) => id), ["A2", "A3"]);
  assert.deepEqual(await list({ tools: ["update_account"] }, { cursor: cursor! }), ["A4"]);
  await assert.rejects(desk.approvals.list({}, { cursor: "x" }), { code: "invalid" });
});

Deno.test("get(), grant() and reject() fail for an unknown approval", async () => {
  await using desk = await openDeskWithCustomer();
  const { approvals } = desk;
  for (
    const decide of [
      () => approvals.get("A9"),
      () => approvals.grant("A9", DANA),
      () => approvals.reject("A9", null, DANA),
    ]
  ) {
    await assertRefused(desk, "not_found", /^Approval A9 not found/, decide);
  }
});

Deno.test("a bulk change expires once every ticket of it has changed, by whatever path", async () => {
  await using desk = await openDeskWithCustomer();
  const ids = await createTickets(desk, "One", "Two");
  const { change } = await desk.batches.plan(ids, { priority: "urgent" });
  await request(desk, change);
  const list = async () => (await desk.approvals.list({ states: ["pending"] })).items.map(({ id }) => id);
  await desk.tickets.update(ids[0]!, { priority: "urgent" }, BY);
  assert.deepEqual(await list(), ["A1"]);
  const second = (await desk.batches.plan(ids, { priority: "urgent" })).change;
  await desk.batches.carryOut(second, { by: DANA.by }, {});
  assert.deepEqual(await list(), []);
  const { state, reason } = await desk.approvals.get("A1");
  assert.deepEqual([state, reason], ["expired", "Every ticket was changed in the meantime."]);
  assert.equal((await desk.approvals.grant("A1", DANA)).state, "expired");
});

Deno.test("request() does not count bulk changes whose tickets have all changed since", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "One") as [string];
  for (let number = 1; number <= 20; number++) {
    await request(desk, (await desk.batches.plan([id], { add_tags: [`tag-${number}`] })).change);
  }
  await assert.rejects(request(desk), { code: "not_approved" });
  await desk.tickets.update(id, { priority: "high" }, BY);
  assert.equal((await request(desk)).approval.id, "A21");
});

Deno.test("the undo of a batch expires once the batch was undone", async () => {
  await using desk = await openDeskWithCustomer();
  const ids = await createTickets(desk, "One", "Two");
  const { batch_id } = await desk.batches.carryOut((await desk.batches.plan(ids, { priority: "high" })).change, BY, {});
  const { change } = await desk.batches.planUndo(batch_id);
  await request(desk, change);
  await desk.batches.carryOut(change, BY, {});
  assert.equal((await desk.approvals.get("A1")).state, "expired");
});

Deno.test("an erasure that was made another way no longer waits, even without an account", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "One") as [string];
  await desk.tickets.addComment(id, { kind: "customer", author: "bob@example.com", body: "Me too" }, BY);
  for (const email of ["bob@example.com", EMAIL]) {
    if (email === EMAIL) await desk.tickets.close(id, "Done.", BY);
    const { state, revision } = await desk.erasures.preview(email);
    await request(desk, { tool: "erase_customer", email, revision, state });
    await desk.erasures.erase(email, state, { by: DANA.by });
    assert.deepEqual((await desk.approvals.list({ states: ["pending"] })).items, [], email);
  }
});

Deno.test("expire() ends the caller's equal pending change, and no other", async () => {
  await using desk = await openDeskWithCustomer();
  await request(desk);
  await request(desk, toUpdate(1));
  await request(desk, UPDATE, { ...HOST, on_behalf_of: "jo" });
  for (let times = 0; times < 2; times++) await desk.approvals.expire(UPDATE, "It was made.", BY);
  const { items } = await desk.approvals.list({});
  assert.deepEqual(items.map(({ state }) => state), ["expired", "pending", "pending"]);
  assert.equal(items[0]!.reason, "It was made.");
  await desk.approvals.reject("A2", null, DANA);
  await desk.approvals.expire(toUpdate(1), "It was made.", BY);
  assert.equal((await desk.approvals.get("A2")).state, "rejected");
});
