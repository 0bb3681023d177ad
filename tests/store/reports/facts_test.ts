import assert from "node:assert/strict";
import type { Report, ReportGrouping } from "../../../store/mod.ts";
import { assertConsistent } from "../audit.ts";
import { BY, HOUR, MINUTE, openDeskWithCustomer, type TestDesk } from "../open_test_desk.ts";
import { openTestStore } from "../open_test_store.ts";

const DAY = 24 * HOUR;

async function readRows(desk: TestDesk, group_by: ReportGrouping, period = "2026-11"): Promise<Report["rows"]> {
  return (await desk.tickets.getReport({ period, group_by })).rows;
}

/** Lists the rows with any count as `name created/closed/open`. */
async function summarize(desk: TestDesk, group_by: ReportGrouping): Promise<string[]> {
  return (await readRows(desk, group_by)).filter(({ created, closed, open_at_end }) =>
    created + closed + open_at_end > 0
  )
    .map(({ group, created, closed, open_at_end }) => `${group} ${created}/${closed}/${open_at_end}`);
}

async function create(desk: TestDesk, fields: object = {}): Promise<string> {
  return (await desk.tickets.create({ subject: "Card", customer: "ada@example.com", ...fields }, BY)).id;
}

Deno.test("getReport() counts an event for the assignee and tags that the ticket has then", async () => {
  await using desk = await openDeskWithCustomer();
  const id = await create(desk, { tags: ["card"] });
  await desk.tickets.update(id, { assignee: "Jo", add_tags: ["lost"] }, BY);
  desk.clock.now += DAY;
  await desk.tickets.close(id, "Done.", BY);
  assert.deepEqual(await summarize(desk, "assignee"), ["Jo 0/1/0", "null 1/0/0"]);
  assert.deepEqual(await summarize(desk, "tag"), ["card 1/1/0", "lost 0/1/0"]);
  assert.deepEqual((await summarize(desk, "day")).slice(0, 2), ["2026-11-01 1/0/1", "2026-11-02 0/1/0"]);
});

Deno.test("getReport() counts a ticket in the tier that its customer had when it was created", async () => {
  await using desk = await openDeskWithCustomer();
  const id = await create(desk);
  await desk.customers.update("ada@example.com", { account_tier: "enterprise" }, BY);
  await desk.tickets.close(id, "Done.", BY);
  await create(desk);
  assert.deepEqual(await summarize(desk, "tier"), ["pro 1/1/0", "enterprise 1/0/1"]);
});

Deno.test("getReport() counts each closing and reopening, and its time from the last reopening", async () => {
  await using desk = await openDeskWithCustomer();
  const id = await create(desk);
  desk.clock.now += 10 * HOUR;
  await desk.tickets.close(id, "Done.", BY);
  desk.clock.now += DAY;
  await desk.tickets.reopen(id, "Again.", BY);
  desk.clock.now += HOUR;
  await desk.tickets.close(id, "Done again.", BY);
  const { total } = await desk.tickets.getReport({ period: "2026-11" });
  assert.deepEqual([total.created, total.closed, total.reopened, total.open_at_end], [1, 2, 1, 0]);
  const { median, p90 } = total.closing;
  assert.ok(Math.abs(median! - 3_600) <= 180 && Math.abs(p90! - 36_000) <= 1_800, `${median} ${p90}`);
});

Deno.test("getReport() counts a duplicate as closed, without a time", async () => {
  await using desk = await openDeskWithCustomer();
  const [one, other] = [await create(desk), await create(desk)];
  await desk.tickets.merge(other, one, BY);
  const { total } = await desk.tickets.getReport({ period: "2026-11" });
  assert.deepEqual([total.closed, total.open_at_end, total.closing.median, total.closed_in_time], [1, 1, null, null]);
});

Deno.test("getReport() counts a ticket that was imported without its closing time as closed, without a time", async () => {
  await using store = await openTestStore();
  await store.customers.create({ email: "ada@example.com", name: "Ada", account_tier: "pro" }, BY);
  const ticket = { subject: "Card", customer: "ada@example.com", status: "closed", resolution: "Done." } as const;
  const created_at = "2026-11-02T09:00:00.000Z";
  store.clock.now = Date.parse("2026-11-05T09:00:00.000Z");
  const rows = [
    { ...ticket, external_id: "a", created_at },
    { ...ticket, external_id: "b", created_at, reopened_at: "2026-11-03T09:00:00.000Z" },
    { ...ticket, external_id: "c", created_at, closed_at: "2026-11-04T09:00:00.000Z" },
  ];
  const results = await store.archive.importTickets(rows.map((ticket) => ({ ticket })), BY.by);
  assert.deepEqual(results.map(({ outcome }) => outcome), ["added", "added", "added"]);
  const { total } = await store.tickets.getReport({ period: "2026-11" });
  assert.deepEqual([total.created, total.closed, total.open_at_end], [3, 3, 0]);
  const { median, p90 } = total.closing;
  assert.ok(median === p90 && Math.abs(median! - 48 * 3_600) <= 0.05 * 48 * 3_600, `${median}`);
  assert.equal(total.closed_in_time, 0, "only the ticket with a closing time is judged, and it was late");
  await assertConsistent(store.kv);
});

Deno.test("getReport() judges replies and closings by the due time that the ticket showed", async () => {
  await using desk = await openDeskWithCustomer();
  const [early, late] = [await create(desk), await create(desk)]; // pro and medium: due in a day
  desk.clock.now += HOUR;
  await desk.tickets.addComment(early, { kind: "reply", body: "We look into it." }, BY);
  await desk.tickets.close(early, "Done.", BY);
  desk.clock.now += 2 * DAY;
  await desk.tickets.addComment(late, { kind: "reply", body: "Sorry." }, BY);
  await desk.tickets.close(late, "Done.", BY);
  const { total } = await desk.tickets.getReport({ period: "2026-11" });
  assert.deepEqual([total.replied_in_time, total.closed_in_time], [0.5, 0.5]);
  const { items } = await desk.tickets.listEvents(late);
  const judged = items.filter(({ in_time }) => in_time !== undefined).map(({ what, in_time }) => [what, in_time]);
  assert.deepEqual(judged, [["commented", false], ["closed", false]]);
});

Deno.test("getReport() keeps what happened before a change of the deadlines, or of an import", async () => {
  await using desk = await openDeskWithCustomer();
  const id = await create(desk);
  await desk.tickets.close(id, "Done.", BY);
  const exported = await Array.fromAsync(desk.archive.exportTickets());
  await using copy = await openDeskWithCustomer();
  await copy.archive.importTickets(exported, BY.by);
  const read = (each: TestDesk) => each.tickets.getReport({ period: "2026-11", group_by: "priority" });
  assert.deepEqual(await read(copy), await read(desk));
});

Deno.test("getReport() counts imported tickets at their own times", async () => {
  await using desk = await openDeskWithCustomer();
  const ticket = { subject: "Old", customer: "ada@example.com", created_at: "2024-02-28T23:30:00Z" };
  const closed = { ...ticket, status: "closed", resolution: "Done.", closed_at: "2024-02-29T01:30:00Z" } as const;
  await desk.archive.importTickets([{ ticket }, { ticket: closed }], BY.by);
  const rows = await readRows(desk, "day", "2024-02-27..2024-03-01");
  assert.deepEqual(rows.map(({ group, created, closed, open_at_end }) => [group, created, closed, open_at_end]), [
    ["2024-02-27", 0, 0, 0],
    ["2024-02-28", 2, 0, 2],
    ["2024-02-29", 0, 1, 1],
    ["2024-03-01", 0, 0, 1],
  ]);
  const total = (await desk.tickets.getReport({ period: "today" })).total;
  assert.deepEqual([total.created, total.open_at_end], [0, 1]);
});

Deno.test("getReport() moves open tickets to their new assignee", async () => {
  await using desk = await openDeskWithCustomer();
  const id = await create(desk, { assignee: "Jo" });
  desk.clock.now += DAY;
  await desk.tickets.update(id, { assignee: "Kim" }, BY);
  const listOpen = async (period: string) =>
    (await readRows(desk, "assignee", period)).map(({ group, open_at_end }) => `${group} ${open_at_end}`);
  assert.deepEqual(await listOpen("2026-11-01"), ["Jo 1"]);
  assert.deepEqual(await listOpen("2026-11"), ["Jo 0", "Kim 1"]);
});

Deno.test("getReport() splits a period into whole weeks and months", async () => {
  await using desk = await openDeskWithCustomer(); // 1 November 2026 is a Sunday
  desk.clock.now -= MINUTE;
  await create(desk);
  const list = async (group_by: ReportGrouping, period: string) =>
    (await readRows(desk, group_by, period)).map(({ group, created }) => `${group} ${created}`);
  assert.deepEqual(await list("week", "2026-11-01..2026-11-10"), ["2026-11-01 1", "2026-11-02 0", "2026-11-09 0"]);
  assert.deepEqual(await list("month", "2026-10-15..2026-11-30"), ["2026-10 0", "2026-11 1"]);
});

Deno.test("getReport() takes an imported history whose past states are invalid", async () => {
  await using desk = await openDeskWithCustomer();
  const id = await create(desk, { tags: ["card"] });
  for (const subject of ["Card lost", "Card found"]) await desk.tickets.update(id, { subject }, BY);
  const [archived] = await Array.fromAsync(desk.archive.exportTickets());
  const [created, first, second] = archived!.events;
  const broken = { tags: 5, assignee: {}, status: "closed", closed_at: "some day", first_reply_at: null } as object;
  const mended = { tags: ["card"], assignee: null, status: "open", closed_at: null } as object;
  await using copy = await openTestStore();
  await copy.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  const events = [
    created!,
    { ...first!, after: { ...first!.after, ...broken } },
    { ...second!, after: { ...second!.after, ...mended } },
  ];
  const [result] = await copy.archive.importTickets([{ ...archived!, events }], BY.by);
  assert.equal(result!.outcome, "refused"); // the history does not lead to the ticket
  const { first_reply_at: _, ...rest } = broken as Record<string, unknown>;
  events[1] = { ...first!, after: { ...first!.after, ...rest } };
  assert.equal((await copy.archive.importTickets([{ ...archived!, events }], BY.by))[0]!.outcome, "added");
  const { total } = await copy.tickets.getReport({ period: "2026-11" });
  assert.deepEqual([total.created, total.closed, total.reopened, total.open_at_end], [1, 1, 1, 1]);
  await assertConsistent(copy.kv);
});

Deno.test("getReport() begins days in the time zone of the business hours", async () => {
  await using desk = await openDeskWithCustomer();
  desk.clock.now = Date.parse("2026-11-02T23:30:00Z"); // half past midnight in Berlin
  await create(desk);
  const read = async () => {
    const { to, time_zone, total } = await desk.tickets.getReport({ period: "today" });
    return [to, time_zone, total.created];
  };
  assert.deepEqual(await read(), ["2026-11-02", "UTC", 1]);
  const hours = { time_zone: "Europe/Berlin", monday: ["09:00-17:00"] };
  await desk.settings.change((document) => ({ ...document, business_hours: hours }), BY);
  assert.deepEqual(await read(), ["2026-11-03", "Europe/Berlin", 1]);
});
