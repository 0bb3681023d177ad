import assert from "node:assert/strict";
import type { ImportResult, TicketToImport } from "../../../../store/mod.ts";
import { keys } from "../../../../store/kv/schema/keys.ts";
import { KvBatches } from "../../../../store/kv/batches/mod.ts";
import type { TicketRecord } from "../../../../store/ticket.ts";
import fc from "../../../fast_check.ts";
import { assertConsistent } from "../../audit.ts";
import { BY, HOST, openDeskWithCustomer, openTestDesk, readEverything, START } from "../../open_test_desk.ts";
import { openTestStore, type TestStore } from "../../open_test_store.ts";
import { operations, performOperation } from "../../random_operations.ts";
import { getRunCount, usesServers } from "../../empty_store.ts";

const CUSTOMER = "ada@example.com";
const toTicket = (
  ticket: Partial<TicketToImport["ticket"]>,
  rest: Omit<TicketToImport, "ticket"> = {},
): TicketToImport => ({
  ticket: { subject: "Moved in", customer: CUSTOMER, ...ticket },
  ...rest,
});

/** Copies a store into another one as JSON, as files do. */
async function copyArchive(from: TestStore, into: TestStore): Promise<ImportResult[]> {
  const customers = await Array.fromAsync(from.archive.exportCustomers());
  const tickets = await Array.fromAsync(from.archive.exportTickets());
  const results = [
    await into.archive.importCustomers(JSON.parse(JSON.stringify(customers)), HOST),
    await into.archive.importTickets(JSON.parse(JSON.stringify(tickets)), HOST),
  ];
  for (const { ticket: { id, attachments } } of tickets) {
    for (const { name } of attachments) {
      results.push([await into.archive.importAttachment(id, await from.tickets.getAttachment(id, name))]);
    }
  }
  return results.flat();
}

const listOutcomes = (results: ImportResult[]) => [...new Set(results.map(({ outcome }) => outcome))];

Deno.test("the exported tickets and customers create an equal desk, once", async () => {
  await fc.assert(
    fc.asyncProperty(operations, async (groups) => {
      await using from = await openTestStore();
      await using into = await openTestStore();
      await performOperation(from, groups);
      into.clock.now = from.clock.now;
      assert.deepEqual(listOutcomes(await copyArchive(from, into)), ["added"]);
      const everything = async ({ archive, tickets }: TestStore) => ({
        customers: await Array.fromAsync(archive.exportCustomers()),
        tickets: await Array.fromAsync(archive.exportTickets()),
        stats: await tickets.getStats(),
        // Not in order: texts that were changed count towards the average length until the index is merged.
        found: (await tickets.search("printer", { limit: 100 })).items.toSorted((one, other) =>
          Number(one.id) - Number(other.id)
        ),
      });
      assert.deepEqual(await everything(into), await everything(from));
      await assertConsistent(into.kv);
      assert.deepEqual(listOutcomes(await copyArchive(from, into)), ["exists"]);
    }),
    { numRuns: getRunCount(30) },
  );
});

Deno.test("importTickets() fills omitted fields with defaults", async () => {
  await using desk = await openDeskWithCustomer();
  const results = await desk.archive.importTickets([toTicket({}), toTicket({ description: "Old" })], HOST);
  assert.deepEqual(results, [{ outcome: "added", id: "1" }, { outcome: "added", id: "2" }]);
  const ticket = await desk.tickets.get("2");
  assert.deepEqual(
    [ticket.subject, ticket.description, ticket.status, ticket.priority, ticket.revision, ticket.created_at],
    ["Moved in", "Old", "open", "medium", 1, START],
  );
  const { items: [event] } = await desk.tickets.listEvents("2");
  assert.deepEqual([event?.what, event?.by, event?.after.description], ["imported", HOST, "Old"]);
});

Deno.test("importTickets() numbers many tickets in their order", async () => {
  await using desk = await openDeskWithCustomer();
  const many = Array.from({ length: 450 }, (_, index) => toTicket({ subject: `Ticket ${index + 1}` }));
  const results = await desk.archive.importTickets(many, HOST);
  assert.deepEqual(results.map((result) => "id" in result && result.id), many.map((_, index) => String(index + 1)));
  assert.equal((await desk.tickets.get("450")).subject, "Ticket 450");
});

Deno.test("importTickets() numbers the tickets of a call after those of the calls before", async () => {
  await using desk = await openDeskWithCustomer();
  const subjects = Array.from({ length: 430 }, (_, index) => `Number ${index + 1}`);
  const toTickets = (from: number, to: number) => subjects.slice(from, to).map((subject) => toTicket({ subject }));
  const calls = [toTickets(0, 300), [toTicket({ subject: " " })], [], toTickets(300, 310), toTickets(310, 430)];
  const results = await Promise.all(calls.map((tickets) => desk.archive.importTickets(tickets, HOST)));
  assert.deepEqual(results.map(({ length }) => length), [300, 1, 0, 10, 120]);
  const tickets = await Array.fromAsync(desk.archive.exportTickets());
  assert.deepEqual(tickets.map(({ ticket }) => ticket.subject), subjects);
});

Deno.test("importTickets() commits many tickets together, with external ids that occur once", async () => {
  await using desk = await openTestDesk();
  const many = Array.from({ length: 80 }, (_, index) => index);
  await desk.archive.importCustomers(
    many.map((index) => ({ customer: { email: `${index}@example.com`, name: `Customer ${index}` } })),
    HOST,
  );
  const { commits } = desk.activity;
  const tickets = many.map((index) => toTicket({ customer: `${index}@example.com`, external_id: `old:${index % 79}` }));
  const results = await desk.archive.importTickets(tickets, HOST);
  assert.deepEqual(results.map(({ outcome }) => outcome), [...many.slice(1).map(() => "added"), "exists"]);
  if (!usesServers()) assert.equal(desk.activity.commits - commits, 1);
  assert.deepEqual(listOutcomes(await desk.archive.importTickets(tickets, HOST)), ["exists"]);
});

Deno.test("importTickets() sees a change of an account that an earlier import has read", async () => {
  await using store = await openTestStore();
  await store.customers.create({ email: CUSTOMER, name: "Ada", account_tier: "free" }, BY);
  await store.archive.importTickets([toTicket({})], HOST);
  await store.customers.update(CUSTOMER, { account_tier: "enterprise" }, BY);
  assert.deepEqual(await store.archive.importTickets([toTicket({})], HOST), [{ outcome: "added", id: "2" }]);
  const read = async (number: number) => (await store.kv.get<TicketRecord>(keys.ticket(number))).value?.report_tier;
  assert.deepEqual([await read(1), await read(2)], ["free", "enterprise"]);
  await assertConsistent(store.kv);
});

Deno.test("importTickets() keeps ids and times, and new tickets continue after the highest id", async () => {
  await using desk = await openDeskWithCustomer();
  const closed = toTicket({
    id: "50",
    status: "closed",
    resolution: "Done",
    priority: "high",
    tags: ["Old"],
    external_id: "zendesk:1595",
    created_at: "2020-02-19T01:54:52Z",
    updated_at: "2020-02-20T00:00:00Z",
  }, { comments: [{ author: "Ada", kind: "reply", body: "Thanks", at: "2020-02-19T02:00:00Z" }] });
  await desk.archive.importTickets([closed], HOST);
  const ticket = await desk.tickets.get("50");
  assert.deepEqual(
    [ticket.status, ticket.created_at, ticket.updated_at, ticket.closed_at, ticket.tags, ticket.comment_count],
    ["closed", "2020-02-19T01:54:52.000Z", "2020-02-20T00:00:00.000Z", "2020-02-20T00:00:00.000Z", ["old"], 1],
  );
  assert.equal((await desk.tickets.listEvents("50")).items[0]?.at, START);
  assert.deepEqual((await desk.tickets.search("thanks external:zendesk:1595")).items.map(({ id }) => id), ["50"]);
  assert.equal((await desk.tickets.create({ subject: "x", customer: CUSTOMER }, BY)).id, "51");
});

Deno.test("importTickets() keeps the numbers of imported batches from new ones", async () => {
  await using from = await openTestStore();
  await using into = await openTestStore();
  const { id } = await from.tickets.create({ subject: "One", customer: CUSTOMER }, BY);
  const raise = async (store: TestStore, priority: "high" | "urgent") => {
    const batches = new KvBatches(store);
    const { change } = await batches.plan([id], { priority });
    return (await batches.carryOut(change, BY, {})).batch_id;
  };
  assert.deepEqual([await raise(from, "high"), await raise(from, "urgent")], ["B1", "B2"]);
  await copyArchive(from, into);
  await assert.rejects(new KvBatches(into).planUndo("B1"), /batch_id B1 not found/);
  assert.equal(await raise(into, "high"), "B3");
  const { items } = await into.tickets.listEvents(id);
  assert.deepEqual(items.map(({ batch_id }) => batch_id), [undefined, "B1", "B2", "B3"]);
  await assertConsistent(into.kv);
});

Deno.test("importTickets() imports a ticket with an external id once, even if it changed here", async () => {
  await using desk = await openDeskWithCustomer();
  const item = toTicket({ external_id: "zendesk:7" });
  assert.deepEqual(await desk.archive.importTickets([item, item], HOST), [
    { outcome: "added", id: "1" },
    { outcome: "exists", id: "1" },
  ]);
  await desk.tickets.update("1", { subject: "Changed here" }, BY);
  assert.deepEqual(await desk.archive.importTickets([item], HOST), [{ outcome: "exists", id: "1" }]);
  assert.equal((await desk.tickets.get("1")).subject, "Changed here");
});

Deno.test("importTickets() overwrites nothing, and names the fields that differ", async () => {
  await using desk = await openDeskWithCustomer();
  await desk.archive.importTickets([toTicket({ id: "5", tags: ["a"] })], HOST);
  const before = await readEverything(desk);
  const results = await desk.archive.importTickets([
    toTicket({ id: "5" }),
    toTicket({ id: "5", subject: "Another", tags: ["b"] }),
    toTicket({ id: "5", description: "New" }),
  ], HOST);
  assert.deepEqual(results, [
    { outcome: "exists", id: "5" },
    { outcome: "differs", id: "5", reason: "Ticket #5 already exists, with a different subject, tags." },
    { outcome: "differs", id: "5", reason: "Ticket #5 already exists, with a different description." },
  ]);
  assert.deepEqual(await readEverything(desk), before);
});

Deno.test("importTickets() rejects each invalid item with its reason, and imports the others", async () => {
  await using desk = await openDeskWithCustomer();
  const wrong: [TicketToImport, RegExp][] = [
    [toTicket({ customer: "eve@example.com" }), /^Customer eve@example\.com not found/],
    [toTicket({ customer: "no-address" }), /not an email address/],
    [toTicket({ subject: "" }), /subject is empty/],
    [toTicket({ id: "07" }), /id cannot be "07"/],
    [toTicket({ id: "1000000000000" }), /from 1 to 999999999999/],
    [toTicket({ status: "solved" as "open" }), /status cannot be "solved"\. Use one of open, pending, on_hold, closed/],
    [toTicket({ priority: "normal" as "low" }), /priority cannot be "normal"/],
    [toTicket({ status: "closed" }), /resolution is empty/],
    [toTicket({ resolution: "Done" }), /status open cannot have a resolution/],
    [toTicket({ created_at: "yesterday" }), /created_at cannot be "yesterday"/],
    [toTicket({ merged_into: "2" }), /A merged ticket must be closed/],
    [toTicket({ claimed_until: START }), /A claimed ticket needs an assignee/],
    [toTicket({ revision: 3 }), /revision is 3, but the history is missing/],
    [toTicket({ comment_count: 2 }), /comment_count differs from the number of comments/],
    [
      toTicket({}, { comments: [{ author: "A", kind: "public" as "reply", body: "x" }] }),
      /comment kind cannot be "public"/,
    ],
    [toTicket({}, { comments: [{ author: "A", kind: "reply", body: "" }] }), /comment is empty/],
    [toTicket({ attachments: [{ name: "a", type: "a/b", size: 1, sha256: "0" }] }), /64 lower-case hexadecimal/],
  ];
  const results = await desk.archive.importTickets([...wrong.map(([item]) => item), toTicket({})], HOST);
  for (const [index, [, reason]] of wrong.entries()) {
    const result = results[index]!;
    assert.equal(result.outcome, "refused");
    assert.match("reason" in result ? result.reason : "", reason);
  }
  assert.deepEqual(results.at(-1), { outcome: "added", id: "1" });
  assert.equal((await desk.tickets.getStats()).total, 1);
});

Deno.test("importTickets() rejects a history that does not match the ticket", async () => {
  await using from = await openDeskWithCustomer();
  await from.tickets.create({ subject: "one", customer: CUSTOMER }, BY);
  await from.tickets.addComment("1", { kind: "note", body: "x" }, BY);
  const [whole] = await Array.fromAsync(from.archive.exportTickets());
  const { ticket, comments, events } = whole!;
  const wrong: [TicketToImport, RegExp][] = [
    [{ ticket: { ...ticket, priority: "high" }, comments, events }, /does not replay to this ticket/],
    [{ ticket: { ...ticket, id: "2" }, comments, events }, /events of another ticket/],
    [{ ticket: { ...ticket, revision: 1 }, comments, events }, /revision is 1, but the history ends at 2/],
    [{ ticket, comments, events: events.slice(1) }, /history has gaps/],
    [
      { ticket, comments, events: [...events, { ...events[1]!, what: "not_approved", after: { priority: "low" } }] },
      /not approved but changed something/,
    ],
    [
      { ticket, comments, events: [...events, { ...events[0]!, what: "not_approved", before: {}, after: {} }] },
      /history has gaps/,
    ],
    [{ ticket: { ...ticket, updated_at: START + "x" }, comments, events }, /updated_at cannot be/],
    [
      { ticket: { ...ticket, updated_at: "2020-01-01T00:00:00.000Z" }, comments, events },
      /updated_at differs from the time of the last change/,
    ],
    [{ ticket, comments: [{ ...comments[0]!, body: "y" }], events }, /a comment that the ticket does not have/],
  ];
  await using desk = await openDeskWithCustomer();
  const results = await desk.archive.importTickets(wrong.map(([item]) => item), HOST);
  for (const [index, [, reason]] of wrong.entries()) {
    const result = results[index]!;
    assert.match("reason" in result ? result.reason : "", reason);
  }
  assert.equal((await desk.tickets.getStats()).total, 0);
});

Deno.test("importTickets() imports a ticket that is too large for one commit", async () => {
  await using from = await openTestStore();
  await using into = await openTestStore();
  await from.customers.create({ email: CUSTOMER, name: "Ada" }, BY);
  const comments = Array.from({ length: 300 }, (_, index) => ({
    author: "Ada",
    kind: "reply" as const,
    body: `${Array.from({ length: 10 }, (_, word) => `w${index * 10 + word}`).join(" ")} ${"x".repeat(5_000)}`,
  }));
  assert.deepEqual(
    await from.archive.importTickets([toTicket({ external_id: "x:1" }, { comments }), toTicket({})], HOST),
    [
      { outcome: "added", id: "1" },
      { outcome: "added", id: "2" },
    ],
  );
  assert.deepEqual((await from.tickets.search("w2999 w0")).items.map(({ id }) => id), ["1"]);
  assert.deepEqual(listOutcomes(await copyArchive(from, into)), ["added"]);
  await assertConsistent(from.kv);
  await assertConsistent(into.kv);
  assert.deepEqual(listOutcomes(await copyArchive(from, into)), ["exists"]);
});

Deno.test("importCustomers() imports each once, and names the fields that differ", async () => {
  await using desk = await openTestDesk();
  const ada = { customer: { email: "Ada@example.com", name: "Ada", created_at: "2020-01-01T00:00:00Z" } };
  const results = await desk.archive.importCustomers([
    ada,
    ada,
    { customer: { email: "ada@example.com", name: "Eve" } },
    { customer: { email: "bob@example.com", name: "Bob", account_tier: "gold" as "pro" } },
    { customer: { email: "bob@example.com", name: "Bob", revision: 2 } },
  ], HOST);
  assert.deepEqual(results, [
    { outcome: "added", id: "ada@example.com" },
    { outcome: "exists", id: "ada@example.com" },
    {
      outcome: "differs",
      id: "ada@example.com",
      reason: "Customer ada@example.com already exists, with a different name.",
    },
    { outcome: "refused", reason: 'account_tier cannot be "gold". Use one of free, pro, enterprise.' },
    { outcome: "refused", reason: "revision is 2, but the history is missing." },
  ]);
  assert.equal((await desk.customers.get("ada@example.com")).created_at, "2020-01-01T00:00:00.000Z");
  assert.equal((await desk.customers.listEvents("ada@example.com")).items[0]?.what, "imported");
  assert.equal((await desk.tickets.getStats()).customers, 1);
});

Deno.test("importAttachment() accepts only the bytes that the ticket lists", async () => {
  await using from = await openDeskWithCustomer();
  await using desk = await openDeskWithCustomer();
  const file = { name: "a.txt", type: "text/plain", bytes: new TextEncoder().encode("Hello") };
  await from.tickets.create({ subject: "one", customer: CUSTOMER }, BY);
  await from.tickets.attach("1", file, BY);
  await desk.archive.importTickets(await Array.fromAsync(from.archive.exportTickets()), HOST);
  await assert.rejects(desk.tickets.getAttachment("1", "a.txt"), {
    code: "not_found",
    message: /content of "a.txt" was not imported/,
  });
  const other = { ...file, bytes: new TextEncoder().encode("Hallo") };
  const results = [
    await desk.archive.importAttachment("1", other),
    await desk.archive.importAttachment("1", { ...file, name: "b.txt" }),
    await desk.archive.importAttachment("7", file),
    await desk.archive.importAttachment("1", file),
    await desk.archive.importAttachment("1", file),
  ];
  assert.deepEqual(results.map(({ outcome }) => outcome), ["refused", "refused", "refused", "added", "exists"]);
  assert.deepEqual((await desk.tickets.getAttachment("1", "a.txt")).bytes, file.bytes);
});

const INVISIBLE = "\u200b\u202e\u{e0041}\0";

Deno.test("importTickets() rejects what happened in the future, and keeps the future times of a history", async () => {
  await using desk = await openDeskWithCustomer();
  const at = (hours: number) => new Date(Date.parse(START) + hours * 3_600_000).toISOString();
  const given = [
    toTicket({ created_at: at(25) }),
    toTicket({ created_at: at(-1), status: "closed", resolution: "Done.", closed_at: at(9_000) }),
    toTicket({}, { comments: [{ author: "Ada", kind: "customer", body: "Hello", at: at(48) }] }),
    toTicket({ created_at: at(1), snoozed_until: at(9_000) }),
  ];
  const reasons = (await desk.archive.importTickets(given, HOST)).map((result) =>
    "reason" in result ? result.reason : result.outcome
  );
  const advice = `it is ${START} now. Correct it, or leave it out.`;
  assert.deepEqual(reasons, [
    `created_at is ${at(25)}, in the future: ${advice}`,
    `updated_at is ${at(9_000)}, in the future: ${advice}`,
    `The time of comment 1 is ${at(48)}, in the future: ${advice}`,
    "added",
  ]);
  const exported = await Array.fromAsync(desk.archive.exportTickets());
  await using earlier = await openTestStore();
  earlier.clock.now = Date.parse(at(-999));
  await earlier.customers.create({ email: CUSTOMER, name: "Ada" }, BY);
  assert.deepEqual(listOutcomes(await earlier.archive.importTickets(exported, HOST)), ["added"]);
  await assertConsistent(earlier.kv);
});

Deno.test("importTickets() rejects a ticket that was closed before it was created", async () => {
  await using desk = await openDeskWithCustomer();
  const closed = { status: "closed", resolution: "Done." } as const;
  const hour = "2026-10-05T09:00:00.000Z";
  const results = await desk.archive.importTickets([
    toTicket({ ...closed, created_at: hour, closed_at: "2026-10-01T09:00:00Z" }),
    toTicket({ ...closed, created_at: hour, closed_at: "2026-10-05" }), // a date without a time of day
    toTicket({ ...closed, closed_at: hour }),
  ], HOST);
  assert.deepEqual(results.map((result) => "reason" in result ? result.reason : result.outcome), [
    "closed_at is 2026-10-01T09:00:00.000Z, before created_at (2026-10-05T09:00:00.000Z). Correct one of them, or leave it out.",
    "added",
    "added",
  ]);
  const tickets = await Array.fromAsync(desk.archive.exportTickets(), ({ ticket }) => ticket);
  assert.deepEqual(tickets.map(({ created_at, closed_at }) => [created_at, closed_at]), [[hour, hour], [hour, hour]]);
});

Deno.test("importTickets() puts authors, names and ids on one line", async () => {
  await using desk = await openDeskWithCustomer();
  const file = { name: `lo${INVISIBLE}g.txt`.replace("\0", ""), type: "text/plain", size: 1, sha256: "0".repeat(64) };
  const escalation = {
    priority: "high" as const,
    reason: "r",
    note: "n",
    by: `Bo\nb${INVISIBLE}`,
    at: START,
  };
  const ticket = { external_id: `x${INVISIBLE}:1`, assignee: `Da${INVISIBLE}na`, escalation, attachments: [file] };
  const comments = [{ author: `Ada\r\n${INVISIBLE}Byron`, kind: "note" as const, body: "a\nb" }];
  const [result] = await desk.archive.importTickets([toTicket(ticket, { comments })], HOST);
  assert.equal(result!.outcome, "added");
  const stored = await desk.tickets.get("1");
  assert.deepEqual(
    [stored.external_id, stored.assignee, stored.escalation?.by, stored.attachments[0]!.name],
    ["x:1", "Dana", "Bo b", "log.txt"],
  );
  const { items } = await desk.tickets.listComments("1");
  assert.deepEqual(items.map(({ author, body }) => [author, body]), [["Ada Byron", "a\nb"]]);
});

Deno.test("importTickets() cleans a history of an earlier version together with its ticket", async () => {
  await using from = await openDeskWithCustomer();
  await from.tickets.create({ subject: "SUBJECT", customer: CUSTOMER }, { by: { ...HOST, name: "HOST" } });
  await from.tickets.addComment("1", { kind: "note", body: "x" }, { by: { ...HOST, name: "HOST" } });
  await from.tickets.attach("1", { name: "FILE", type: "text/plain", bytes: new Uint8Array(1) }, BY);
  const exported = JSON.stringify(await Array.fromAsync(from.archive.exportTickets()));
  await using into = await openDeskWithCustomer();
  const old = exported.replace(/SUBJECT|HOST|FILE/g, (word) => `${word.slice(0, 2)}\u200b${word.slice(2)}`);
  const [result] = await into.archive.importTickets(JSON.parse(old), HOST);
  assert.equal(result!.outcome, "added", JSON.stringify(result));
  assert.deepEqual(JSON.stringify(await Array.fromAsync(into.archive.exportTickets())), exported);
});
