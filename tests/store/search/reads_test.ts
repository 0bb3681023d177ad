/** The reads of pages and reports. */

import assert from "node:assert/strict";
import { IndexMerger } from "../../../store/kv/index/mod.ts";
import { createKvTickets } from "../../../store/kv/tickets/tickets.ts";
import type { SearchRequest, Tickets } from "../../../store/tickets.ts";
import { CountingKv } from "../kv/counting_kv.ts";
import { HOST, HOUR, MINUTE } from "../open_test_desk.ts";
import { openTestStore, type TestStore } from "../open_test_store.ts";

const TICKETS = 400;
const OPEN = 300;
const LIMIT = 20;
/** A page, and the next ticket, which says that there are more. */
const PAGE = LIMIT + 1;

const request = { limit: LIMIT, getCallerName: () => "Dana Roe" };

/** Imports tickets, the last 100 of which are closed. */
async function fill(store: TestStore, isOfDana: (index: number) => boolean): Promise<void> {
  await store.archive.importCustomers([{ customer: { email: "ada@example.com", name: "Ada" } }], HOST);
  const start = store.clock.now - 20 * HOUR;
  const tickets = Array.from({ length: TICKETS }, (_, index) => {
    const created_at = new Date(start + index * MINUTE).toISOString();
    const updated_at = new Date(start + TICKETS * MINUTE + index * MINUTE).toISOString();
    const closing = { status: "closed", resolution: "Done.", closed_at: updated_at } as const;
    return {
      ticket: {
        subject: `card ${index}`,
        customer: "ada@example.com",
        assignee: isOfDana(index) ? "Dana Roe" : "Kim Lee",
        created_at,
        updated_at,
        ...index >= OPEN && closing,
      },
    };
  });
  await store.archive.importTickets(tickets, HOST);
}

async function mergeAll(store: TestStore): Promise<void> {
  const merger = new IndexMerger(store);
  merger.noteCommit();
  await merger.close();
}

/** Wraps the store of tickets, to count reads. */
function countReads(store: TestStore): { kv: CountingKv; tickets: Tickets } {
  const kv = new CountingKv(store.kv);
  return { kv, tickets: createKvTickets({ ...store, kv }) };
}

for (
  const query of [
    "sort:newest",
    "sort:oldest",
    "sort:due",
    "sort:priority",
    "sort:updated",
    "view:mine",
    "view:overdue",
    "view:waiting",
    "view:recently-closed",
  ]
) {
  Deno.test(`a page of ${query} reads the tickets of the page, and no others`, async () => {
    await using store = await openTestStore();
    await fill(store, (index) => index % 2 === 0);
    store.clock.now += 30 * 24 * HOUR * (query === "view:overdue" ? 1 : 0);
    await mergeAll(store);
    const { kv, tickets } = countReads(store);
    const search = async () => assert.equal((await tickets.search(query, request)).items.length, LIMIT);
    await search();
    const { ticket, due = 0, new: created = 0, u = 0 } = await kv.countReads(search);
    // The check of the search, and the rows of the page.
    assert.ok(ticket! <= PAGE + LIMIT, `${ticket} tickets`);
    assert.ok(due + created + u <= 8 * 32, `${due + created + u} places`);
  });
}

async function readPages(tickets: Tickets, query: string, sort: SearchRequest["sort"], limit: number) {
  const found: number[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await tickets.search(query, { ...request, limit, sort: sort!, ...cursor && { cursor } });
    found.push(...page.items.map(({ id }) => Number(id)));
    cursor = page.cursor;
  } while (cursor !== null);
  return found;
}

for (
  const [place, isOfDana] of [
    ["all over the desk", (index: number) => index % 3 !== 0],
    ["at the end of the desk", (index: number) => index >= OPEN - 100],
    ["at both ends of the desk", (index: number) => index < 30 || index >= OPEN - 80],
  ] as const
) {
  Deno.test(`all pages have each ticket of a person once and in order, if they are ${place}`, async () => {
    await using store = await openTestStore();
    await fill(store, isOfDana);
    const all = Array.from({ length: TICKETS }, (_, index) => index).filter(isOfDana).map((index) => index + 1);
    const [open, closed] = [all.filter((number) => number <= OPEN), all.filter((number) => number > OPEN)];
    for (const limit of [7, 50]) {
      const read = (query: string, sort: SearchRequest["sort"]) => readPages(store.tickets, query, sort, limit);
      assert.deepEqual(await read("assignee:me", "oldest"), all);
      assert.deepEqual(await read("assignee:me", "newest"), all.toReversed());
      assert.deepEqual(await read("assignee:me", "updated"), all.toReversed());
      assert.deepEqual(await read("assignee:me", "due"), [...open, ...closed.toReversed()]);
      assert.deepEqual(await read("view:mine", "priority"), open);
    }
  });
}

Deno.test("a report reads days and no tickets, and what is not merged once", async () => {
  await using store = await openTestStore();
  await fill(store, (index) => index % 2 === 0);
  const { kv, tickets } = countReads(store);
  const report = () => tickets.getReport({ period: "7d", group_by: "assignee" });
  const before = await report();
  const { d = 0, ticket = 0 } = await kv.countReads(report);
  assert.deepEqual({ d, ticket }, { d: 0, ticket: 0 });
  await mergeAll(store);
  assert.deepEqual(await report(), before);
  const { report: rows } = await kv.countReads(report);
  // The sums and the two days of all tickets, and of two people.
  assert.ok(rows! <= 3 * 3, `${rows} rows`);
  assert.deepEqual(before.rows.map(({ group, created }) => [group, created]), [["Dana Roe", 200], ["Kim Lee", 200]]);
});
