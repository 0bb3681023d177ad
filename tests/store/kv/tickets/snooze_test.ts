import assert from "node:assert/strict";
import { assertConsistent } from "../../audit.ts";
import { assertRefused, BY, createTickets, HOUR, openDeskWithCustomer, type TestDesk } from "../../open_test_desk.ts";
import { openTestStore } from "../../open_test_store.ts";

const claim = async (desk: Pick<TestDesk, "tickets">) =>
  (await desk.tickets.claimNext({ assignee: "Jo", minutes: 5 }, BY))?.id;

Deno.test("a snoozed ticket is out of the queue until its time, and then returns with an event", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "one");
  const snoozed = await desk.tickets.update("1", { snoozed_until: "2h" }, BY);
  assert.equal(snoozed.snoozed_until, "2026-11-01T11:01:00.000Z");
  assert.deepEqual([await claim(desk), (await desk.tickets.getStats()).unassigned], [undefined, 0]);
  assert.equal((await desk.tickets.listOpen(10)).total, 1, "it is still open");
  desk.clock.now += 2 * HOUR - 1;
  assert.equal(await claim(desk), undefined);
  desk.clock.now += 1;
  const { snoozed_until, revision, updated_at } = await desk.tickets.get("1");
  assert.deepEqual([snoozed_until, revision, updated_at], [undefined, 3, "2026-11-01T11:01:00.000Z"]);
  assert.equal((await desk.tickets.getStats()).unassigned, 1);
  const { what, by, before, after } = (await desk.tickets.listEvents("1")).items.at(-1)!;
  assert.deepEqual([what, by.kind, before, after], [
    "snooze_ended",
    "system",
    { snoozed_until: "2026-11-01T11:01:00.000Z" },
    { snoozed_until: null },
  ]);
  assert.equal(await claim(desk), "1");
});

Deno.test("a message of the customer ends a snooze, and a note does not", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "one");
  await desk.tickets.update("1", { snoozed_until: "3d" }, BY);
  await desk.tickets.addComment("1", { kind: "note", body: "Later" }, BY);
  assert.equal(await claim(desk), undefined);
  await desk.tickets.addComment("1", { kind: "customer", body: "Any news?" }, BY);
  assert.equal((await desk.tickets.get("1")).snoozed_until, undefined);
  assert.equal(await claim(desk), "1");
});

Deno.test("an empty time ends a snooze, and so does closing the ticket", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "one", "two");
  for (const id of ["1", "2"]) await desk.tickets.update(id, { snoozed_until: "3d" }, BY);
  const woken = await desk.tickets.update("1", { snoozed_until: null }, BY);
  assert.equal(woken.snoozed_until, undefined);
  assert.equal((await desk.tickets.update("1", { snoozed_until: "" }, BY)).revision, woken.revision);
  await desk.tickets.close("2", "Done", BY);
  await desk.tickets.reopen("2", "Not done", BY);
  assert.equal((await desk.tickets.get("2")).snoozed_until, undefined);
});

Deno.test("the time zone of the business hours is that of a snooze", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "one");
  const business_hours = { time_zone: "Asia/Tokyo", monday: ["09:00-18:00"] };
  await desk.settings.change(() => ({ business_hours }), BY);
  const { snoozed_until } = await desk.tickets.update("1", { snoozed_until: "tomorrow 9:00" }, BY);
  assert.equal(snoozed_until, "2026-11-02T00:00:00.000Z");
});

Deno.test("a repeated snooze with the same key does not move its end", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "one");
  const snooze = () => desk.tickets.update("1", { snoozed_until: "2h" }, { ...BY, idempotencyKey: "k" });
  const first = await snooze();
  desk.clock.now += HOUR;
  assert.equal((await snooze()).snoozed_until, first.snoozed_until);
});

Deno.test("update() rejects a snooze in the past or of a closed ticket, and changes nothing", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "one", "two");
  await desk.tickets.close("2", "Done", BY);
  const snooze = (id: string, snoozed_until: string) => () => desk.tickets.update(id, { snoozed_until }, BY);
  await assertRefused(
    desk,
    "invalid",
    /^snoozed_until cannot be "2026-10-01T09:00:00Z"\. .* is not in the future: it is /,
    snooze("1", "2026-10-01T09:00:00Z"),
  );
  await assertRefused(desk, "invalid", /^snoozed_until cannot be "soon"\. Use a time such as /, snooze("1", "soon"));
  await assertRefused(desk, "wrong_state", /^Ticket #2 is closed and cannot be snoozed\. Reopen it/, snooze("2", "2h"));
});

Deno.test("claims and snoozes that are over end in their order, each with an event", async () => {
  await using store = await openTestStore();
  await store.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  await store.tickets.create({ subject: "one", customer: "ada@example.com" }, BY);
  await store.tickets.claimNext({ assignee: "Jo", minutes: 30 }, BY);
  await store.tickets.update("1", { snoozed_until: "10m" }, BY);
  store.clock.now += HOUR;
  await store.tickets.update("1", { add_tags: ["late"] }, BY);
  const events = (await store.tickets.listEvents("1")).items.map(({ what, at }) => [what, at]);
  assert.deepEqual(events.slice(3), [
    ["snooze_ended", "2026-11-01T09:10:00.000Z"],
    ["claim_expired", "2026-11-01T09:30:00.000Z"],
    ["updated", "2026-11-01T10:00:00.000Z"],
  ]);
  await assertConsistent(store.kv);
});
