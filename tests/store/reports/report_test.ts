import assert from "node:assert/strict";
import { IndexMerger } from "../../../store/kv/index/mod.ts";
import { keys } from "../../../store/kv/schema/mod.ts";
import type { Durations, ReportCounts, ReportRow, TicketRecord, TicketState } from "../../../store/mod.ts";
import fc from "../../fast_check.ts";
import { getRunCount } from "../empty_store.ts";
import { BY, HOUR } from "../open_test_desk.ts";
import { openTestStore, type TestStore } from "../open_test_store.ts";
import { type Operation, operations, performOperation } from "../random_operations.ts";
import { countHistories, type ExactCounts, getExactPercentile, type ReportedTicket } from "./report_by_history.ts";

const DAY = 24 * HOUR;

/** Functions that report whether a ticket belongs to the row of a group. */
const MEMBERS: Partial<Record<string, (state: TicketState, tier: string, group: string | null) => boolean>> = {
  assignee: ({ assignee }, _tier, group) => assignee === group,
  tier: (_state, tier, group) => tier === group,
  priority: ({ priority }, _tier, group) => priority === group,
  tag: ({ tags }, _tier, group) => group === null ? tags.length === 0 : tags.includes(group),
  plan: (state, _tier, group) => readValue(state, "plan") === group,
  vip: (state, _tier, group) => readValue(state, "vip") === group,
};

function readValue({ custom }: TicketState, name: string): string | null {
  const value = custom?.[name];
  return value === undefined ? null : String(value);
}

Deno.test("reports count the same as the histories of all tickets after any operations", async () => {
  await fc.assert(
    fc.asyncProperty(operations, fc.boolean(), fc.integer({ min: 1, max: 48 }), async (groups, merges, hours) => {
      await using store = await openTestStore();
      const wait: Operation = ({ clock }) => Promise.resolve(clock.now += hours * HOUR); // a run takes several days
      await performOperation(store, groups.flatMap((group) => [group, [wait]]));
      if (merges) await mergeAll(store);
      await store.tickets.getStats(); // claims that have expired are released
      const tickets = await readTickets(store);
      for (const group_by of ["day", "assignee", "tier", "priority", "tag", "plan", "field:VIP"]) {
        const report = await store.tickets.getReport({ period: "2026-11-01..2026-12-31", group_by });
        const { rows, total, from, to } = report;
        const whole = { from: Date.parse(from), to: Date.parse(to) + DAY };
        assertCounts(total, countHistories(tickets, whole, () => true));
        for (const row of rows) assertRow(row, tickets, whole, report.group_by);
        assertComplete(rows, tickets, report.group_by);
      }
    }),
    { numRuns: getRunCount(25) },
  );
});

Deno.test("getReport() counts a tag as one that earlier versions kept in full width or capital letters", async () => {
  await using store = await openTestStore();
  await store.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  for (const tag of ["vip", "wide", "capital"]) {
    await store.tickets.create({ subject: "Card", customer: "ada@example.com", tags: [tag] }, BY);
  }
  const merger = new IndexMerger(store);
  await merger.mergeNow();
  await merger.close();
  const before = new Map([["wide", "ｖｉｐ"], ["capital", "VIP"]]);
  for (
    const { key, value } of await Array.fromAsync(store.kv.list({ prefix: keys.counts("tag", 0, "").slice(0, -2) }))
  ) {
    const name = before.get(String(key.at(-1)));
    if (name !== undefined) await store.kv.set([...key.slice(0, -1), name], value);
    if (name !== undefined) await store.kv.delete(key);
  }
  const { rows } = await store.tickets.getReport({ period: "2026-11", group_by: "tag" });
  assert.deepEqual(rows.map(({ group, created, open_at_end }) => [group, created, open_at_end]), [["vip", 3, 3]]);
});

/** Merges everything that commits have left behind, as a desk does in the background. */
async function mergeAll(store: TestStore): Promise<void> {
  const merger = new IndexMerger(store);
  merger.noteCommit();
  await merger.waitIfBehind();
  await merger.close();
}

async function readTickets(store: TestStore): Promise<ReportedTicket[]> {
  const archived = await Array.fromAsync(store.archive.exportTickets());
  return await Promise.all(archived.map(async (archived) => {
    const { value } = await store.kv.get<TicketRecord>(keys.ticket(Number(archived.ticket.id)));
    return { archived, tier: value!.report_tier! };
  }));
}

function assertRow(
  { group, ...counts }: ReportRow,
  tickets: readonly ReportedTicket[],
  whole: { from: number; to: number },
  group_by: string,
): void {
  const isMember = MEMBERS[group_by];
  const period = isMember === undefined ? { from: Date.parse(group!), to: Date.parse(group!) + DAY } : whole;
  assertCounts(counts, countHistories(tickets, period, (state, tier) => isMember?.(state, tier, group) ?? true));
}

function assertCounts(
  { first_reply, closing, replied_in_time, closed_in_time, ...counts }: ReportCounts,
  { replies, closings, ...exact }: ExactCounts,
): void {
  assert.deepEqual(counts, exact);
  assertClose(first_reply, replies);
  assertClose(closing, closings);
  for (const [share, durations] of [[replied_in_time, replies], [closed_in_time, closings]] as const) {
    assert.equal(share === null, durations.length === 0);
  }
}

function assertClose({ median, p90 }: Durations, durations: readonly number[]): void {
  for (const [found, share] of [[median, 0.5], [p90, 0.9]] as const) {
    const exact = getExactPercentile(durations, share);
    if (exact === null) assert.equal(found, null);
    else assert.ok(Math.abs(found! - exact) <= 0.05 * exact + 1, `${found} instead of ${exact}`);
  }
}

function listNames(states: readonly TicketState[], group_by: string): (string | null)[] {
  if (group_by === "assignee") return states.map(({ assignee }) => assignee);
  if (group_by === "tag") return states.flatMap(({ tags }) => tags);
  return group_by === "plan" || group_by === "vip" ? states.map((state) => readValue(state, group_by)) : [];
}

/** Asserts that every assignee, tag and value has a row. */
function assertComplete(
  rows: readonly ReportRow[],
  tickets: readonly ReportedTicket[],
  group_by: string,
): void {
  const states = tickets.map(({ archived }) => archived.ticket as TicketState);
  const names = listNames(states, group_by);
  const found = rows.map(({ group }) => group);
  assert.deepEqual(names.filter((name) => !found.includes(name)), []);
  assert.equal(new Set(found).size, found.length);
}
