import assert from "node:assert/strict";
import { BY, createTickets, HOUR, openDeskWithCustomer, type TestDesk } from "../open_test_desk.ts";

async function find(desk: TestDesk, query: string): Promise<string[]> {
  return (await desk.tickets.search(query)).items.map(({ id }) => id).sort();
}

async function setTimeZone(desk: TestDesk, timeZone: string): Promise<void> {
  const hours = { time_zone: timeZone, monday: ["09:00-17:00"] };
  await desk.settings.change((document) => ({ ...document, business_hours: hours }), BY);
}

Deno.test("days in queries begin in the time zone of the desk, as those of reports do", async () => {
  await using desk = await openDeskWithCustomer();
  desk.clock.now = Date.parse("2026-11-02T22:30:00Z"); // half past eleven in Berlin
  await createTickets(desk, "late");
  desk.clock.now += HOUR;
  await createTickets(desk, "early");
  assert.deepEqual(await find(desk, "created:today"), ["1", "2"]);
  assert.deepEqual(await find(desk, "created>=2026-11-03"), []);
  await setTimeZone(desk, "Europe/Berlin");
  assert.deepEqual(await find(desk, "created:today"), ["2"]);
  assert.deepEqual(await find(desk, "created:yesterday"), ["1"]);
  assert.deepEqual(await find(desk, "created>=2026-11-03"), ["2"]);
  assert.deepEqual(await find(desk, "updated<2026-11-03"), ["1"]);
  assert.deepEqual(await find(desk, "created:2026-11-02T22:30Z"), ["1"]);
  assert.deepEqual(await find(desk, "created:2026-11-02T23:30"), ["1"]);
  assert.deepEqual(await find(desk, "created>2026-11-02T23:30"), ["2"]);
  assert.equal((await desk.tickets.getReport({ period: "today" })).total.created, 1);
  await desk.tickets.update("1", { due_at: "2026-11-03T23:30:00Z" }, BY);
  await desk.tickets.update("2", { due_at: "2026-11-03T22:30:00Z" }, BY);
  assert.deepEqual(await find(desk, "due:today"), ["2"]);
  assert.equal((await desk.tickets.getStats()).due_today, 1);
});

Deno.test("a view compares with days in the time zone of the desk", async () => {
  await using desk = await openDeskWithCustomer();
  await desk.settings.change((document) => ({ ...document, views: { today: { query: "created:today" } } }), BY);
  desk.clock.now = Date.parse("2026-11-02T20:30:00Z");
  await createTickets(desk, "one");
  desk.clock.now += 4 * HOUR; // the next day in UTC, the same one in New York
  assert.deepEqual(await find(desk, "view:today"), []);
  await setTimeZone(desk, "America/New_York");
  assert.deepEqual(await find(desk, "view:today"), ["1"]);
});

Deno.test("a time without seconds is the whole minute", async () => {
  await using desk = await openDeskWithCustomer();
  desk.clock.now = Date.parse("2026-11-02T09:30:20Z");
  await createTickets(desk, "one");
  desk.clock.now = Date.parse("2026-11-02T09:31:00Z");
  await createTickets(desk, "two");
  assert.deepEqual(await find(desk, "created:2026-11-02T09:30Z"), ["1"]);
  assert.deepEqual(await find(desk, "created<=2026-11-02T10:30+01:00"), ["1"]);
  assert.deepEqual(await find(desk, "created>2026-11-02T09:30Z"), ["2"]);
  assert.deepEqual(await find(desk, "created:2026-11-02T09:30:20Z"), ["1"]);
  assert.deepEqual(await find(desk, "created:2026-11-02T09:30:21Z"), []);
});
