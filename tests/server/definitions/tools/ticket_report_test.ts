import assert from "node:assert/strict";
import { openDesk } from "../../../../store/mod.ts";
import { call } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";
import { shortenMarks } from "../../shorten_marks.ts";

const BY = { by: { kind: "host", name: "test", version: null } } as const;
const HOUR = 60 * 60 * 1_000;

/** Opens a desk with an hour between the creation, the reply and the closing of two tickets of three. */
async function openDeskWithWork() {
  const clock = { now: Date.parse("2026-11-02T09:00:00Z") };
  const desk = await openDesk(":memory:", { now: () => clock.now });
  const create = async (assignee: string, tags: string[]) =>
    (await desk.tickets.create({ subject: "Card", customer: "ada@example.com", assignee, tags }, BY)).id;
  const [first, second] = [await create("Jo", ["card"]), await create("Jo | Kim", ["card", "lost"])];
  await create("Jo", []);
  clock.now += HOUR;
  for (const id of [first, second]) await desk.tickets.addComment(id, { kind: "reply", body: "We look into it." }, BY);
  clock.now += HOUR;
  for (const id of [first, second]) await desk.tickets.close(id, "Done.", BY);
  return { desk, [Symbol.asyncDispose]: () => desk.close() };
}

for (const era of ERAS) {
  Deno.test(`ticket_report counts what happened, as a table and as data (${era})`, async () => {
    await using opened = await openDeskWithWork();
    await using connected = await connect({ desk: opened.desk, era });
    const { data, text } = await call(connected.client, "ticket_report", { period: "2d", group_by: "tier" });
    const { reply_median, close_p90, ...total } = data.total;
    assert.deepEqual(total, {
      ...{ created: 3, closed: 2, reopened: 0, escalated: 0, open_at_end: 1 },
      ...{ reply_p90: reply_median, close_median: close_p90, replied_in_time: 1, closed_in_time: 1 },
    });
    assert.ok(Math.abs(reply_median - 3_600) <= 180 && Math.abs(close_p90 - 7_200) <= 360);
    assert.deepEqual([data.from, data.to, data.time_zone], ["2026-11-01", "2026-11-02", "UTC"]);
    assert.deepEqual(data.rows[1], { group: "pro", created: 0, closed: 0, reopened: 0, escalated: 0, open_at_end: 0 });
    assert.equal(
      text,
      "2026-11-01 to 2026-11-02 (UTC). Times are the median and the 90th percentile; in time: first replies, closings.\n" +
        "tier | created | closed | reopened | escalated | open at end | first reply | closing | in time\n" +
        "free | 3 | 2 | 0 | 0 | 1 | 58 min, 58 min | 2.1 h, 2.1 h | 100 %, 100 %\n" +
        "pro | 0 | 0 | 0 | 0 | 0 | – | – | –, –\n" +
        "enterprise | 0 | 0 | 0 | 0 | 0 | – | – | –, –\n" +
        "total | 3 | 2 | 0 | 0 | 1 | 58 min, 58 min | 2.1 h, 2.1 h | 100 %, 100 %",
    );
  });
}

Deno.test("ticket_report marks the names of people and tags", async () => {
  await using opened = await openDeskWithWork();
  await using connected = await connect({ desk: opened.desk });
  const { data, text } = await call(connected.client, "ticket_report", { group_by: "assignee" });
  assert.match(
    shortenMarks(text),
    /\n<team>assignee \| [^<]*\nJo \| 2 \| [^<]*\nJo \/ Kim \| 1 \| [^<]*<\/team>\ntotal \| 3 /,
  );
  assert.deepEqual(data.rows.map(({ group }: { group: string }) => group), ["Jo", "Jo | Kim"]);
  assert.deepEqual(data.outside_text, ["rows[].group"]);
  const tags = await call(connected.client, "ticket_report", { group_by: "tag" });

  assert.deepEqual(tags.data.rows.map(({ group, created }: Record<string, unknown>) => [group, created]), [
    ["card", 2],
    ["lost", 1],
    [null, 1],
  ]);
  assert.equal(tags.data.total.created, 3);
});

Deno.test("ticket_report chooses parts of the period that fit, and says so when others do not", async () => {
  await using opened = await openDeskWithWork();
  await using connected = await connect({ desk: opened.desk });
  const report = async (input: object) => (await call(connected.client, "ticket_report", { ...input })).data;
  for (const [period, parts, rows] of [["30d", "day", 30], ["12w", "week", 13], ["2026", "month", 12]] as const) {
    const data = await report({ period });
    assert.deepEqual([data.group_by, data.rows.length], [parts, rows]);
  }
  assert.equal(
    (await call(connected.client, "ticket_report", { period: "2026", group_by: "day" })).text,
    "period has 365 parts with group_by day (limit 31). Use a shorter period, or a longer part.",
  );
  const { isError, text } = await call(connected.client, "ticket_report", { period: "10y" });
  assert.ok(isError);
  assert.match(
    text,
    /^period has 12\d parts with group_by month, the default for this length \(limit 31\)\. Use a shorter period, or one of group_by (\w+, )+\w+\.$/,
  );
  for (const group_by of ["tier", "tag", "assignee"]) {
    assert.ok(text.includes(group_by));
    assert.equal((await report({ period: "10y", group_by })).group_by, group_by);
  }
});

Deno.test("ticket_report leaves out the groups with the fewest tickets", async () => {
  await using opened = await openDeskWithWork();
  for (let number = 0; number < 40; number++) {
    const fields = { subject: "Card", customer: "ada@example.com", assignee: `Person ${number}` };
    await opened.desk.tickets.create(fields, BY);
  }
  await using connected = await connect({ desk: opened.desk });
  const { data, text } = await call(connected.client, "ticket_report", { group_by: "assignee" });
  assert.deepEqual([data.rows.length, data.left_out, data.rows[0].group], [31, 11, "Jo"]);
  assert.match(text, /\n11 others, with fewer tickets\ntotal \| 43 /);
});

Deno.test("ticket_report tells a value from the row of the tickets without one", async () => {
  await using opened = await openDeskWithWork();
  for (const assignee of ["(none)", null]) {
    await opened.desk.tickets.create({ subject: "Card", customer: "ada@example.com", assignee }, BY);
  }
  await using connected = await connect({ desk: opened.desk });
  const { text } = await call(connected.client, "ticket_report", { group_by: "assignee" });
  assert.match(text, /\n"\(none\)" \| 1 [^]*\n\(none\) \| 1 /);
});

Deno.test("ticket_report explains a period that it does not know", async () => {
  await using connected = await connect();
  assert.match(
    (await call(connected.client, "ticket_report", { period: "the other day" })).text,
    /^period cannot be "the other day"\. Use the last days up to today \(7d, 4w, 12m\), today/,
  );
  const { data } = await call(connected.client, "ticket_report", { period: "Last 7 days", group_by: "PRIORITY" });
  assert.deepEqual([data.group_by, data.rows.length], ["priority", 4]);
});

Deno.test("ticket_report groups by a custom field, and marks the fields that it names in errors", async () => {
  await using opened = await openDeskWithWork();
  const fields = { plan: { type: "choice", choices: ["Free", "Pro"] }, order: { type: "number" } };
  await opened.desk.settings.change(() => ({ fields }), BY);
  await opened.desk.tickets.update("1", { custom: { plan: "Pro" } }, BY);
  await using connected = await connect({ desk: opened.desk });
  const { data, text } = await call(connected.client, "ticket_report", { group_by: "Field:Plan" });
  assert.equal(data.group_by, "plan");
  assert.deepEqual(data.rows.map(({ group, created }: Record<string, unknown>) => [group, created]), [[null, 3]]);
  await opened.desk.tickets.create({ subject: "Card", customer: "ada@example.com", custom: { plan: "free" } }, BY);
  const again = await call(connected.client, "ticket_report", { group_by: "plan" });
  assert.deepEqual(again.data.rows.map(({ group, created }: Record<string, unknown>) => [group, created]), [
    ["Free", 1],
    [null, 3],
  ]);
  assert.match(shortenMarks(text), /\n<team>plan \| created \| .*\n\(none\) \| 3 \| .*<\/team>\n/);
  const unknown = await call(connected.client, "ticket_report", { group_by: "plann" });
  assert.ok(unknown.isError);
  assert.match(
    shortenMarks(unknown.text),
    /^group_by cannot be "plann"\. Did you mean <team>plan<\/team>\? Use day, .*choice or a boolean: <team>plan<\/team>\.$/,
  );
  const number = await call(connected.client, "ticket_report", { group_by: "order" });
  assert.match(shortenMarks(number.text), /^group_by cannot be <team>order<\/team>: its type is number, and reports /);
});
