import assert from "node:assert/strict";
import { BackgroundWork } from "../../../../store/kv/background/mod.ts";
import { KvSettings } from "../../../../store/kv/settings/mod.ts";
import { assertConsistent } from "../../audit.ts";
import {
  assertRefused,
  BY,
  createTickets,
  HOUR,
  openDeskWithCustomer,
  openTestDesk,
  type TestDesk,
} from "../../open_test_desk.ts";
import { openTestStore } from "../../open_test_store.ts";

const find = async ({ tickets }: Pick<TestDesk, "tickets">, query: string) =>
  (await tickets.search(query)).items.map(({ id }) => id);

Deno.test("a new customer brings their tier and deadline, and finds the ticket in their lists", async () => {
  await using store = await openTestStore();
  const { customers, tickets } = store;
  await customers.create({ email: "ada@example.com", name: "Ada", account_tier: "pro" }, BY);
  await customers.create({ email: "bo@corp.example", name: "Bo", account_tier: "enterprise" }, BY);
  const { id, due_at } = await tickets.create({ subject: "Kettle", customer: "ada@example.com" }, BY);
  const moved = await tickets.update(id, { customer: " Bo@Corp.example " }, BY);
  assert.deepEqual([moved.customer, moved.account_tier, moved.createdAccount], [
    "bo@corp.example",
    "enterprise",
    undefined,
  ]);
  assert.ok(moved.due_at! < due_at!, "enterprise tickets are due earlier");
  assert.deepEqual(await find(store, "customer:bo@corp.example"), [id]);
  assert.deepEqual(await find(store, "customer:ada@example.com"), []);
  const { before, after } = (await tickets.listEvents(id)).items.at(-1)!;
  assert.deepEqual([before, after], [{ customer: "ada@example.com" }, { customer: "bo@corp.example" }]);
  await customers.update("bo@corp.example", { account_tier: "free" }, BY);
  assert.ok((await tickets.get(id)).due_at! > due_at!, "the deadline follows the new customer");
  await assertConsistent(store.kv);
});

Deno.test("a new customer without an account gets one in the same change", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "one");
  const moved = await desk.tickets.update("1", { customer: "new@example.com" }, BY, { customerName: "New Person" });
  assert.deepEqual([moved.createdAccount, moved.account_tier], ["New Person", "free"]);
  assert.equal((await desk.customers.get("new@example.com")).name, "New Person");
  assert.equal((await desk.tickets.getStats()).customers, 2);
});

Deno.test("the present customer is no change", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "one");
  const same = await desk.tickets.update("1", { customer: "ADA@example.com" }, BY);
  assert.deepEqual([same.revision, same.createdAccount], [1, undefined]);
});

Deno.test("an address of an erased customer, or none at all, is rejected", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "one");
  const update = (customer: string) => () => desk.tickets.update("1", { customer }, BY);
  await assertRefused(desk, "invalid", /not an email address/, update("unknown"));
  await assertRefused(desk, "invalid", /erased/, update("erased-1@erased.invalid"));
});

Deno.test("a stale revision creates no account", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "one");
  const update = () => desk.tickets.update("1", { customer: "new@example.com" }, { ...BY, expectedRevision: 7 });
  await assertRefused(desk, "stale_revision", /revision 1, not 7/, update);
});

Deno.test("a due time set by hand stays when the priority, the tier and the policy change", async () => {
  await using store = await openTestStore();
  const { customers, tickets } = store;
  const settings = new KvSettings(store);
  await customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  const { id, due_at: byPolicy } = await tickets.create({ subject: "Kettle", customer: "ada@example.com" }, BY);
  const { due_at } = await tickets.update(id, { due_at: "2h" }, BY);
  assert.equal(due_at, new Date(store.clock.now + 2 * HOUR).toISOString());
  await tickets.update(id, { priority: "urgent" }, BY);
  await customers.update("ada@example.com", { account_tier: "enterprise" }, BY);
  await settings.change(() => ({ business_hours: { time_zone: "UTC", monday: ["09:00-17:00"] } }), BY);
  await new BackgroundWork(store).run();
  await tickets.addComment(id, { kind: "reply", body: "Hello" }, BY);
  const kept = await tickets.get(id);
  assert.deepEqual([kept.due_at, kept.due_for, kept.due_by_hand], [due_at, "resolution", due_at]);
  assert.deepEqual(await find(store, "due<2026-11-01T12:00:00Z"), [id]);
  await settings.change(() => ({}), BY);
  await customers.update("ada@example.com", { account_tier: "free" }, BY);
  const back = await tickets.update(id, { due_at: null, priority: "medium" }, BY);
  assert.deepEqual([back.due_at, back.due_by_hand], [byPolicy, undefined]);
  await assertConsistent(store.kv);
});

Deno.test("a due time set by hand waits with the ticket, and ends with its closing", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "one");
  const { due_at } = await desk.tickets.update("1", { due_at: "tomorrow 9:00" }, BY);
  assert.equal(due_at, "2026-11-02T09:00:00.000Z");
  const waiting = await desk.tickets.update("1", { status: "pending" }, BY);
  assert.deepEqual([waiting.due_at, waiting.due_by_hand], [null, due_at]);
  desk.clock.now += HOUR;
  assert.equal((await desk.tickets.update("1", { status: "open" }, BY)).due_at, due_at);
  await desk.tickets.close("1", "Done", BY);
  await assertRefused(
    desk,
    "wrong_state",
    /closed and cannot have a due time/,
    () => desk.tickets.update("1", { due_at: "2h" }, BY),
  );
  const reopened = await desk.tickets.reopen("1", "Not done", BY);
  assert.deepEqual([reopened.due_at === due_at, reopened.due_by_hand], [false, undefined]);
});

Deno.test("a history with another customer and a due time set by hand can be exported and imported", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "one", "two");
  await desk.tickets.update("1", { customer: "new@example.com", due_at: "2h" }, BY);
  await desk.tickets.update("2", { due_at: "2h" }, BY);
  await desk.tickets.update("2", { due_at: "none" }, BY);
  const tickets = await Array.fromAsync(desk.archive.exportTickets());
  await using copy = await openTestDesk();
  await copy.archive.importCustomers(await Array.fromAsync(desk.archive.exportCustomers()), BY.by);
  const results = await copy.archive.importTickets(tickets, BY.by);
  assert.deepEqual(results.map(({ outcome }) => outcome), ["added", "added"]);
  assert.deepEqual(await Array.fromAsync(copy.archive.exportTickets()), tickets);
  assert.equal((await copy.tickets.get("1")).due_at, (await desk.tickets.get("1")).due_at);
});
