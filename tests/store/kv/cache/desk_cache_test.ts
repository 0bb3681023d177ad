import assert from "node:assert/strict";
import { DeskCache } from "../../../../store/kv/cache/desk_cache.ts";
import { createKvTickets } from "../../../../store/kv/tickets/tickets.ts";
import { openDesk, type Tickets, type TicketToImport } from "../../../../store/mod.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import fc from "../../../fast_check.ts";
import { HOST, MINUTE } from "../../open_test_desk.ts";
import { openTestStore, type TestStore } from "../../open_test_store.ts";
import { type Operation, operations } from "../../random_operations.ts";
import { getRunCount } from "../../empty_store.ts";

const BY = { by: HOST };
const ADA = { email: "ada@example.com", name: "Ada", account_tier: "pro" } as const;

/** Opens a store with tickets, and a reader with a separate cache, as another process has. */
async function openWithReader(...subjects: string[]): Promise<TestStore & { reader: Tickets }> {
  const store = await openTestStore();
  await store.customers.create(ADA, BY);
  for (const subject of subjects) await store.tickets.create({ subject, customer: ADA.email }, BY);
  return Object.assign(store, { reader: createKvTickets(store) });
}

/** Opens a file with a ticket twice, as two processes do. */
async function openTwice() {
  await using opened = new AsyncDisposableStack();
  const folder = opened.use(await TemporaryFolder.create());
  const open = async () => opened.adopt(await openDesk(folder.file("desk.db")), (desk) => desk.close());
  const [one, other] = [await open(), await open()];
  await one.customers.create(ADA, BY);
  await one.tickets.create({ subject: "one", customer: ADA.email }, BY);
  const kept = opened.move();
  return { one, other, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

function createTickets(count: number): TicketToImport[] {
  return Array.from({ length: count }, (_, index) => ({
    ticket: { id: `${index + 1}`, subject: "x", customer: ADA.email },
  }));
}

async function listOpenIds(reader: Tickets, limit = 250): Promise<string[]> {
  return (await reader.listOpen(limit)).tickets.map(({ id }) => id);
}

Deno.test("the next read shows what another process has committed", async () => {
  await using store = await openWithReader("one", "two", "three");
  const { reader, tickets, customers } = store;
  assert.deepEqual(await listOpenIds(reader), ["1", "2", "3"]);
  assert.equal((await reader.get("1")).account_tier, "pro");

  await tickets.close("1", "Done", BY);
  assert.equal((await reader.get("1")).status, "closed");
  assert.deepEqual(await listOpenIds(reader), ["2", "3"]);

  await customers.update(ADA.email, { account_tier: "enterprise" }, BY);
  assert.equal((await reader.get("2")).account_tier, "enterprise");
  assert.deepEqual(
    new Set((await reader.listOpen(250)).tickets.map((ticket) => ticket.account_tier)),
    new Set(["enterprise"]),
  );

  await tickets.merge("2", "3", BY);
  assert.equal((await reader.get("2")).merged_into, "3");
  assert.deepEqual(await listOpenIds(reader), ["3"]);

  await tickets.create({ subject: "four", customer: ADA.email, description: "Help" }, BY);
  assert.equal((await reader.get("4")).description, "Help");
  assert.deepEqual(await reader.listOpen(1).then(({ tickets, total }) => [tickets.length, total]), [1, 2]);
  await assert.rejects(reader.get("5"), { code: "not_found" });
});

Deno.test("a claim expires for readers without a commit", async () => {
  await using store = await openWithReader("one");
  await store.tickets.claimNext({ assignee: "Jo", minutes: 5 }, BY);
  const assignees = async () => [
    (await store.reader.get("1")).assignee,
    (await store.reader.listOpen(9)).tickets[0]!.assignee,
  ];
  assert.deepEqual(await assignees(), ["Jo", "Jo"]);
  store.clock.now += 5 * MINUTE;
  assert.deepEqual(await assignees(), [null, null]);
});

Deno.test("listOpen() returns the same frozen list until something in it changes", async () => {
  await using store = await openWithReader("one", "two");
  const list = await store.reader.listOpen(250);
  assert.equal(await store.reader.listOpen(250), list);
  assert.throws(() => Object.assign(list.tickets[0]!, { subject: "another" }), TypeError);
  await store.tickets.update("2", { subject: "deux" }, BY);
  const changed = await store.reader.listOpen(250);
  assert.deepEqual(changed.tickets.map(({ subject }) => subject), ["one", "deux"]);
});

Deno.test("listOpen() reads on when the cached part of a long list is used up", async () => {
  await using store = await openWithReader();
  await store.archive.importTickets(createTickets(260), HOST);
  assert.deepEqual(await listOpenIds(store.reader, 3), ["1", "2", "3"]);
  for (let closed = 1; closed <= 240; closed += 40) {
    await Promise.all(Array.from({ length: 40 }, (_, index) => store.tickets.close(`${closed + index}`, "Done", BY)));
    assert.deepEqual(await listOpenIds(store.reader, 3), [40, 41, 42].map((next) => `${closed + next}`));
  }
  await store.tickets.reopen("7", "Again", BY);
  assert.deepEqual(await listOpenIds(store.reader, 3), ["7", "241", "242"]);
  assert.equal((await store.reader.listOpen(100)).tickets.length, 21);
});

Deno.test("listOpen() does not move a changed ticket among the oldest", async () => {
  await using store = await openWithReader();
  await store.archive.importTickets(createTickets(260), HOST);
  assert.deepEqual(await listOpenIds(store.reader, 3), ["1", "2", "3"]);
  for (const id of [50, 100]) {
    await Promise.all(Array.from({ length: 50 }, (_, index) => store.tickets.close(`${id - index}`, "Done", BY)));
    await store.tickets.update("200", { priority: id === 50 ? "high" : "low" }, BY);
    assert.deepEqual(await listOpenIds(store.reader, 3), [1, 2, 3].map((next) => `${id + next}`));
  }
  await store.tickets.close("101", "Done", BY);
  assert.deepEqual(await listOpenIds(store.reader, 3), ["102", "103", "104"]);
});

Deno.test("a new tier shows on all tickets in the list, even if the customer has very many", async () => {
  await using store = await openWithReader();
  await store.archive.importTickets(createTickets(130), HOST);
  await store.reader.listOpen(250);
  await store.customers.update(ADA.email, { account_tier: "enterprise" }, BY);
  const { tickets: open } = await store.reader.listOpen(250);
  assert.deepEqual([open.length, new Set(open.map((ticket) => ticket.account_tier))], [130, new Set(["enterprise"])]);
});

Deno.test("every cache matches the store after any operations", async () => {
  await fc.assert(
    fc.asyncProperty(operations, fc.nat({ max: 8 }), async (groups, limit) => {
      await using store = await openTestStore();
      for (const email of ["ada@example.com", "bob@example.com"]) {
        await store.customers.create({ email, name: "x" }, BY);
      }
      const readers = [store.tickets, createKvTickets(store)];
      for (const group of groups) {
        await Promise.all([...group.map((operation) => attempt(operation, store)), readEverything(readers[1]!, limit)]);
        const fresh = await readEverything(createKvTickets(store), limit);
        for (const reader of readers) assert.deepEqual(await readEverything(reader, limit), fresh);
      }
    }),
    { numRuns: getRunCount(40) },
  );
});

async function attempt(operation: Operation, store: TestStore): Promise<void> {
  await operation(store).catch(() => {}); // other tests check refusals
}

async function readEverything(tickets: Tickets, limit: number): Promise<unknown> {
  const ids = ["1", "2", "3", "4", "5", "6"];
  return {
    open: await tickets.listOpen(limit),
    tickets: await Promise.all(ids.map((id) => tickets.get(id).catch(({ code }) => code))),
  };
}

Deno.test("reads during writes never go back in time", async () => {
  await using desks = await openTwice();
  const { one: writer, other: reader } = desks;
  let acknowledged = 1;
  let ended = false;
  const writing = (async () => {
    for (let note = 0; note < 60; note++) {
      acknowledged = (await writer.tickets.addComment("1", { kind: "note", body: "x" }, BY)).ticket.revision;
    }
    ended = true;
  })();
  await Promise.all(Array.from({ length: 4 }, async () => {
    for (let last = 0; !ended;) {
      const least = Math.max(last, acknowledged);
      last = (await reader.tickets.get("1")).revision;
      assert.ok(last >= least, `read revision ${last} after ${least} was there`);
      await new Promise((resume) => setTimeout(resume)); // let the writer continue
    }
  }));
  await writing;
});

Deno.test("a write uses the data in the store, not earlier reads of its process", async () => {
  await using desks = await openTwice();
  const { one, other } = desks;
  const seen = await one.tickets.get("1");
  await other.tickets.update("1", { priority: "urgent" }, BY);
  const stale = { ...BY, expectedRevision: seen.revision };
  await assert.rejects(one.tickets.close("1", "Done", stale), { code: "stale_revision" });
  await other.tickets.close("1", "Done", BY);
  await assert.rejects(one.tickets.close("1", "Done", BY), { code: "wrong_state" });
});

Deno.test("no write is refused because of earlier reads of its process", async () => {
  await using desks = await openTwice();
  const { one, other } = desks;
  await one.tickets.close("1", "Done", BY);
  const closed = await one.tickets.get("1");
  const { revision } = await other.tickets.reopen("1", "Not yet", BY);
  const again = await one.tickets.close("1", "Now", { ...BY, expectedRevision: revision });
  assert.deepEqual([closed.status, again.status, again.revision], ["closed", "closed", revision + 1]);
  const { items } = await other.tickets.listEvents("1");
  assert.deepEqual(items.map(({ what }) => what), ["created", "closed", "reopened", "closed"]);
});

Deno.test("a repeat in another process gets the first result, despite earlier reads there", async () => {
  await using desks = await openTwice();
  const { one, other } = desks;
  await one.tickets.get("1");
  const once = { ...BY, idempotencyKey: "close it" };
  const first = await other.tickets.close("1", "Done", once);
  assert.deepEqual(await one.tickets.close("1", "Done", once), first);
  assert.equal((await one.tickets.get("1")).revision, 2);
});

Deno.test("a reopened desk reads what was written in the meantime", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  const first = await openDesk(path);
  await first.customers.create(ADA, BY);
  await first.tickets.create({ subject: "one", customer: ADA.email }, BY);
  assert.equal((await first.tickets.get("1")).status, "open");
  await first.close();
  await assert.rejects(first.tickets.get("1"), { code: "unavailable" });
  const again = await openDesk(path);
  await again.tickets.close("1", "Done", BY);
  assert.equal((await again.tickets.get("1")).status, "closed");
  assert.deepEqual((await again.tickets.listOpen(9)).tickets, []);
  await again.close();
});

Deno.test("the cache stays small with large tickets", async () => {
  await using store = await openWithReader();
  const description = "x".repeat(19_000);
  await Promise.all(
    Array.from({ length: 250 }, () => store.tickets.create({ subject: "x", customer: ADA.email, description }, BY)),
  );
  const cache = new DeskCache(store.kv, store.now);
  for (let id = 1; id <= 250; id++) {
    const view = cache.createView();
    assert.equal((await view.getTicket(`${id}`))?.description.length, 19_000);
    assert.equal(await view.getTier(ADA.email), "pro");
  }
  assert.ok(cache.size > 1_500_000 && cache.size <= 2_500_000, `${cache.size} bytes`);
});
