import assert from "node:assert/strict";
import { type DeadlineTable, DEFAULT_SETTINGS, type SettingsDocument } from "../../../../store/mod.ts";
import {
  BY,
  createTickets,
  HOUR,
  MINUTE,
  openDeskWithCustomer,
  openTestDesk,
  type TestDesk,
} from "../../open_test_desk.ts";

/** Deadlines of the default to the first reply, and of twice the time to the resolution. */
const DEADLINES: DeadlineTable = {
  first_reply: DEFAULT_SETTINGS.deadlines.first_reply,
  resolution: {
    enterprise: { urgent: 2, high: 8, medium: 16, low: 48 },
    pro: { urgent: 8, high: 16, medium: 48, low: 96 },
    free: { urgent: 16, high: 48, medium: 144, low: 240 },
  },
};

async function openDesk(settings: SettingsDocument = { deadlines: DEADLINES }): Promise<TestDesk> {
  const desk = await openDeskWithCustomer();
  await desk.settings.change(() => settings, BY);
  return desk;
}

async function getDue({ tickets }: TestDesk): Promise<[at: string | null, target?: string]> {
  const { due_at, due_for } = await tickets.get("1");
  return due_for === undefined ? [due_at] : [due_at, due_for];
}

Deno.test("the first reply moves the due time to the resolution, and later replies do not", async () => {
  await using desk = await openDesk();
  await createTickets(desk, "one");
  assert.deepEqual(await getDue(desk), ["2026-11-02T09:00:00.000Z", "first_reply"]);
  await desk.tickets.addComment("1", { kind: "note", body: "Looking" }, BY);
  assert.deepEqual(await getDue(desk), ["2026-11-02T09:00:00.000Z", "first_reply"]);
  for (const body of ["Hello", "Hello again"]) {
    await desk.tickets.addComment("1", { kind: "reply", body }, BY);
    assert.deepEqual(await getDue(desk), ["2026-11-03T09:00:00.000Z", "resolution"]);
  }
  await desk.tickets.close("1", "Done", BY);
  assert.deepEqual(await getDue(desk), [null]);
});

Deno.test("deadlines wait while a ticket is pending or on hold", async () => {
  await using desk = await openDesk();
  await createTickets(desk, "one");
  await desk.tickets.update("1", { status: "pending" }, BY);
  assert.deepEqual(await getDue(desk), [null]);
  desk.clock.now += 5 * HOUR;
  await desk.tickets.update("1", { status: "on_hold" }, BY);
  desk.clock.now += 5 * HOUR;
  await desk.tickets.update("1", { status: "open" }, BY);
  assert.deepEqual(await getDue(desk), ["2026-11-02T19:00:00.000Z", "first_reply"]);
  desk.clock.now += HOUR;
  await desk.tickets.update("1", { status: "pending" }, BY);
  desk.clock.now += 2 * HOUR;
  await desk.tickets.addComment("1", { kind: "customer", body: "Here it is" }, BY);
  assert.deepEqual(await getDue(desk), ["2026-11-02T21:00:00.000Z", "first_reply"], "the customer ends the pause");
});

Deno.test("a pause continues when a closing or a merge is undone", async () => {
  await using desk = await openDesk();
  const ids = await createTickets(desk, "one", "two", "three");
  for (const id of ids.slice(0, 2)) await desk.tickets.update(id, { status: "pending" }, BY);
  const due = (await desk.tickets.get("3")).due_at!;
  desk.clock.now += 5 * HOUR;
  const plan = await desk.batches.plan(["1"], { resolution: "Done" });
  const { batch_id } = await desk.batches.carryOut(plan.change, BY, {});
  await desk.tickets.merge("2", "3", BY);
  desk.clock.now += 2 * HOUR;
  await desk.batches.carryOut((await desk.batches.planUndo(batch_id!)).change, BY, {});
  await desk.tickets.undoMerge("2", undefined, BY);
  desk.clock.now += HOUR;
  for (const id of ids.slice(0, 2)) await desk.tickets.update(id, { status: "open" }, BY);
  // The tickets were created a minute apart.
  const addToDue = (duration: number) => new Date(Date.parse(due) + duration).toISOString();
  assert.equal((await desk.tickets.get("1")).due_at, addToDue(8 * HOUR - 2 * MINUTE));
  assert.equal((await desk.tickets.get("2")).due_at, addToDue(8 * HOUR - MINUTE));
});

Deno.test("the pause of an imported ticket is as long, whatever changed in it before it ended", async () => {
  await using desk = await openDesk();
  await desk.customers.create({ email: "bob@example.com", name: "Bob" }, BY);
  const [created_at, updated_at] = ["2026-10-25T09:00:00.000Z", "2026-10-25T10:00:00.000Z"];
  const tickets = ["1", "2"].map((id) => ({
    ticket: { id, subject: "S", customer: "bob@example.com", status: "pending" as const, created_at, updated_at },
    comments: [],
    events: [],
  }));
  const results = await desk.archive.importTickets(tickets, BY.by);
  assert.deepEqual(results.map(({ outcome }) => outcome), ["added", "added"]);
  await desk.tickets.addComment("2", { kind: "note", body: "They are on holiday." }, BY);
  desk.clock.now += HOUR;
  for (const id of ["1", "2"]) await desk.tickets.addComment(id, { kind: "customer", body: "Here it is" }, BY);
  const [one, two] = await Promise.all(["1", "2"].map((id) => desk.tickets.get(id)));
  assert.ok(one!.due_at! > new Date(desk.clock.now).toISOString());
  assert.equal(two!.due_at, one!.due_at);
});

Deno.test("the due time follows the priority, and a reopening", async () => {
  await using desk = await openDesk();
  await createTickets(desk, "one");
  await desk.tickets.update("1", { priority: "urgent" }, BY);
  assert.deepEqual(await getDue(desk), ["2026-11-01T13:00:00.000Z", "first_reply"]);
  await desk.tickets.update("1", { status: "pending" }, BY);
  desk.clock.now += HOUR;
  await desk.tickets.addComment("1", { kind: "reply", body: "Hello" }, BY);
  await desk.tickets.close("1", "Done", BY);
  desk.clock.now += HOUR;
  await desk.tickets.reopen("1", "Not done", BY);
  assert.deepEqual(await getDue(desk), ["2026-11-01T19:01:00.000Z", "resolution"], "eight hours from now");
});

Deno.test("the due time follows the tier on all open tickets of the customer, and no others", async () => {
  await using desk = await openDesk();
  await createTickets(desk, "one", "two", "three");
  await desk.tickets.update("2", { assignee: "Jo" }, BY);
  await desk.tickets.update("3", { status: "on_hold" }, BY);
  await desk.customers.update("ada@example.com", { account_tier: "enterprise" }, BY);
  const due = async (id: string) => (await desk.tickets.get(id)).due_at;
  assert.deepEqual([await due("1"), await due("2"), await due("3")], [
    "2026-11-01T17:00:00.000Z",
    "2026-11-01T17:01:00.000Z",
    null,
  ]);
  await desk.tickets.update("3", { status: "open" }, BY);
  assert.equal(await due("3"), "2026-11-01T17:02:00.000Z");
});

Deno.test("the due time follows the tier on the oldest tickets of a customer with thousands, too", async () => {
  await using desk = await openDesk();
  const created_at = new Date(desk.clock.now).toISOString();
  const tickets = Array.from({ length: 1_100 }, (_, index) => ({
    ticket: { id: String(index + 1), subject: "S", customer: "ada@example.com", created_at },
    comments: [],
    events: [],
  }));
  await desk.archive.importTickets(tickets, BY.by);
  assert.deepEqual(await getDue(desk), ["2026-11-02T09:00:00.000Z", "first_reply"]);
  await desk.customers.update("ada@example.com", { account_tier: "enterprise" }, BY);
  assert.deepEqual(await getDue(desk), ["2026-11-01T17:00:00.000Z", "first_reply"]);
});

Deno.test("a ticket without a deadline has no due time, and is claimed after the others", async () => {
  const resolution = structuredClone(DEADLINES.resolution);
  resolution.pro.medium = "none";
  const first_reply = structuredClone(DEADLINES.first_reply);
  first_reply.pro.medium = "none";
  await using desk = await openDesk({ deadlines: { first_reply, resolution } });
  await createTickets(desk, "one", "two");
  await desk.tickets.update("2", { priority: "low" }, BY);
  assert.deepEqual(await getDue(desk), [null]);
  const next = async () => (await desk.tickets.claimNext({ assignee: "Jo", minutes: 5 }, BY))?.id;
  assert.deepEqual([await next(), await next(), await next()], ["2", "1", undefined]);
});

Deno.test("business hours count, and pauses count as much of them as they took", async () => {
  const hours = ["09:00-17:00"] as `${string}-${string}`[];
  const business_hours = { time_zone: "UTC", monday: hours, tuesday: hours };
  await using desk = await openDesk({ deadlines: DEADLINES, business_hours });
  await createTickets(desk, "one"); // on a Sunday
  await desk.tickets.update("1", { priority: "high" }, BY);
  assert.deepEqual(await getDue(desk), ["2026-11-02T17:00:00.000Z", "first_reply"]);
  await desk.tickets.update("1", { status: "pending" }, BY);
  desk.clock.now = Date.parse("2026-11-02T11:00:00.000Z");
  await desk.tickets.update("1", { status: "open" }, BY);
  assert.deepEqual(await getDue(desk), ["2026-11-03T11:00:00.000Z", "first_reply"]);
});

Deno.test("a history with pauses and a snooze can be exported and imported", async () => {
  await using desk = await openDesk();
  await createTickets(desk, "one", "two");
  await desk.tickets.update("1", { status: "pending" }, BY);
  desk.clock.now += HOUR;
  await desk.tickets.update("1", { status: "open", snoozed_until: "2h" }, BY);
  await desk.tickets.update("2", { status: "on_hold", snoozed_until: "1d" }, BY);
  desk.clock.now += 3 * HOUR;
  await desk.tickets.update("1", { priority: "high" }, BY);
  const tickets = await Array.fromAsync(desk.archive.exportTickets());
  assert.deepEqual([tickets[0]!.ticket.paused_ms, tickets[0]!.ticket.snoozed_until], [HOUR, null]);
  await using copy = await openTestDesk();
  copy.clock.now = desk.clock.now;
  await copy.archive.importCustomers(await Array.fromAsync(desk.archive.exportCustomers()), BY.by);
  const results = await copy.archive.importTickets(tickets, BY.by);
  assert.deepEqual(results.map(({ outcome }) => outcome), ["added", "added"]);
  assert.deepEqual(await Array.fromAsync(copy.archive.exportTickets()), tickets);
  assert.equal((await copy.tickets.get("1")).due_at, (await desk.tickets.get("1")).due_at);
});
