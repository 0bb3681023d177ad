import assert from "node:assert/strict";
import { exportCustomerLines } from "../../../../data/jsonl/mod.ts";
import type { Desk } from "../../../../store/mod.ts";
import { BY, HOST, HOUR, openTestDesk, type TestDesk } from "../../open_test_desk.ts";

const PIM = "pim@example.com";
const BOB = "bob@example.com";
const CLOSED = { status: "closed", resolution: "Done", created_at: "2025-01-01T00:00:00.000Z" } as const;

/** Opens a desk with Bob's ticket #1, which was closed long ago. */
async function openDeskOfBob(): Promise<TestDesk> {
  const desk = await openTestDesk();
  await desk.customers.create({ email: BOB, name: "Bob" }, BY);
  await desk.archive.importTickets([{ ticket: { id: "1", subject: "Kettle", customer: BOB, ...CLOSED } }], HOST);
  return desk;
}

async function readAll({ archive }: Desk): Promise<string> {
  return JSON.stringify([
    await Array.fromAsync(archive.exportTickets()),
    await Array.fromAsync(archive.exportCustomers()),
  ]);
}

/** Erases a person, and asserts the numbers of the preview and that no trace is left. */
async function erase(desk: Desk, email: string, { comments, writtenIn }: { comments: number; writtenIn: string[] }) {
  const preview = await desk.erasures.preview(email);
  assert.deepEqual([preview.comments, preview.writtenIn, preview.mentions], [comments, writtenIn, []]);
  const erased = await desk.erasures.erase(email, preview.state, BY);
  assert.doesNotMatch(await readAll(desk), /wumpscut|pim/i);
  assert.deepEqual((await desk.tickets.search("wumpscut")).items, []);
  return erased;
}

async function exportComments(desk: Desk, email: string) {
  const lines = await Array.fromAsync(exportCustomerLines(desk, email), ({ text }) => JSON.parse(text));
  return lines[1] as {
    customer: { email: string };
    comments: Record<string, unknown>[];
    former_tickets: Record<string, unknown>[];
  };
}

Deno.test("an erasure takes late messages in another customer's ticket, by someone without an account", async () => {
  await using desk = await openDeskOfBob();
  for (const body of ["I am Wumpscut", "Wumpscut again"]) {
    await desk.tickets.addComment("1", { kind: "customer", author: PIM, body }, BY);
  }
  const exported = await exportComments(desk, ` ${PIM.toUpperCase()} `);
  assert.deepEqual(exported.comments.map(({ ticket_id, body }) => [ticket_id, body]), [
    ["2", "I am Wumpscut"],
    ["2", "Wumpscut again"],
  ]);
  assert.equal(exported.customer.email, PIM);
  const { email } = await erase(desk, PIM, { comments: 2, writtenIn: ["2"] });
  const { items } = await desk.tickets.listComments("2");
  assert.deepEqual(items.slice(1).map(({ author, body }) => [author, body]), [[email, "Erased"], [email, "Erased"]]);
  assert.match((await desk.tickets.get("2")).description, /^This ticket continues ticket #1/);
});

Deno.test("an erasure takes a form's late message to a ticket that was merged into another customer's", async () => {
  await using desk = await openTestDesk();
  await desk.tickets.create({ subject: "Kettle", customer: BOB }, BY);
  const message = { customer: PIM, message: "Lovage", reference: "A" };
  const { ticket_id } = await desk.tickets.receive(message, BY);
  await desk.tickets.merge(ticket_id, "1", BY);
  await desk.tickets.close("1", "Done", BY);
  desk.clock.now += 30 * 24 * HOUR;
  const received = await desk.tickets.receive({ ...message, message: "I am Wumpscut" }, BY);
  assert.deepEqual(received, { ticket_id: "3", outcome: "created" });
  assert.deepEqual((await desk.tickets.get("3")).customer, BOB);
  await erase(desk, PIM, { comments: 1, writtenIn: ["3"] });
});

Deno.test("an erasure takes imported comments of any kind and form of author in another customer's ticket", async () => {
  await using desk = await openDeskOfBob();
  const authors = [PIM, " PIM@Example.com ", `Pim <${PIM}>`, `Pim (${PIM})`];
  const comments = (["customer", "reply", "note"] as const).flatMap((kind) =>
    authors.map((author) => ({ kind, author, body: "Wumpscut" }))
  );
  const kept = { kind: "reply", author: "pim-sen@example.community", body: "Kept" } as const;
  const ticket = { subject: "Lid", customer: BOB };
  await desk.archive.importTickets([{ ticket, comments: [...comments, { ...kept, author: "dana" }] }], HOST);
  const { items } = await desk.tickets.listComments("2");
  assert.deepEqual(items.slice(0, 4).map(({ author }) => author), [PIM, PIM, PIM, `Pim (${PIM})`]);
  assert.equal((await exportComments(desk, PIM)).comments.length, 12);
  await erase(desk, PIM, { comments: 12, writtenIn: ["2"] });
  assert.deepEqual((await desk.tickets.listComments("2")).items.map(({ body }) => body), [
    ...Array(12).fill("Erased"),
    "Kept",
  ]);
});

Deno.test("an erasure takes messages with a name alone from the time when the ticket was the customer's", async () => {
  await using desk = await openDeskOfBob();
  await desk.customers.create({ email: PIM, name: "Pim" }, BY);
  const comments = [{ kind: "customer", author: "Pim", body: "Wumpscut" }] as const;
  await desk.archive.importTickets([{ ticket: { subject: "Lid", customer: PIM }, comments }], HOST);
  await desk.tickets.update("2", { customer: BOB, subject: "Pot" }, BY);
  assert.equal((await exportComments(desk, PIM)).comments.length, 1);
  await erase(desk, PIM, { comments: 1, writtenIn: ["2"] });
});

Deno.test("an export has the text of a retracted message in another customer's ticket, and an erasure takes it", async () => {
  await using desk = await openDeskOfBob();
  await desk.tickets.create({ subject: "Lid", customer: BOB }, BY);
  await desk.tickets.addComment("2", { kind: "customer", author: PIM, body: "I am Wumpscut" }, BY);
  await desk.tickets.editComment("2", 1, { retract: true }, BY);
  const [comment] = (await exportComments(desk, PIM)).comments;
  assert.deepEqual([comment!.body, comment!.is_retracted, comment!.earlier_texts], ["", true, ["I am Wumpscut"]]);
  await erase(desk, PIM, { comments: 1, writtenIn: ["2"] });
});

Deno.test("an erasure takes the message and the name that earlier versions put into a ticket that continues another", async () => {
  await using desk = await openDeskOfBob();
  await desk.customers.create({ email: PIM, name: "Pim" }, BY);
  const body = `A message by ${PIM} to ticket #1, which was closed at 2025-01-02T00:00:00.000Z.`;
  for (const [customer, description] of [[BOB, "I am Wumpscut"], [PIM, "My own"]] as const) {
    const { id } = await desk.tickets.create({ subject: "Re: Kettle", customer, description }, BY);
    await desk.tickets.addComment(id, { kind: "note", body }, BY);
  }
  await desk.tickets.update("3", { customer: BOB, subject: "Pot" }, BY);
  const { at } = (await desk.tickets.listEvents("2")).items[0]!;
  const former = [
    { ticket_id: "2", changes: [{ at, description: "I am Wumpscut" }] },
    { ticket_id: "3", changes: [{ at, subject: "Re: Kettle", description: "My own" }] },
  ];
  assert.deepEqual((await exportComments(desk, PIM)).former_tickets, former);
  await erase(desk, PIM, { comments: 1, writtenIn: ["2"] });
  assert.deepEqual([(await desk.tickets.get("2")).description, (await desk.tickets.get("3")).description], [
    "",
    "My own",
  ]);
  for (const id of ["2", "3"]) {
    const { items } = await desk.tickets.listComments(id);
    assert.match(items[0]!.body, /^A message to ticket #1, which was closed at /);
  }
});

Deno.test("an export has the message of someone without an account that earlier versions made a description", async () => {
  await using desk = await openDeskOfBob();
  await desk.tickets.create({ subject: "Re: Kettle", customer: BOB, description: "I am Wumpscut" }, BY);
  const body = `A message by ${PIM} to ticket #1, which was closed at 2025-01-02T00:00:00.000Z.`;
  await desk.tickets.addComment("2", { kind: "note", body }, BY);
  await desk.tickets.update("2", { description: "It leaks" }, BY);
  const { at } = (await desk.tickets.listEvents("2")).items[0]!;
  const { customer, former_tickets } = await exportComments(desk, PIM);
  assert.equal(customer.email, PIM);
  assert.deepEqual(former_tickets, [{ ticket_id: "2", changes: [{ at, description: "I am Wumpscut" }] }]);
});

Deno.test("an erasure keeps the results of calls about messages in tickets of others, for repeats", async () => {
  await using desk = await openDeskOfBob();
  const call = { ...BY, idempotencyKey: "message" };
  const message = { kind: "customer", author: PIM, body: "I am Wumpscut" } as const;
  const { ticket } = await desk.tickets.addComment("1", message, call);
  await erase(desk, PIM, { comments: 1, writtenIn: [ticket.id] });
  const repeated = await desk.tickets.addComment("1", message, call);
  assert.deepEqual([repeated.ticket.id, repeated.comment.body], [ticket.id, "Erased"]);
  assert.doesNotMatch(await readAll(desk), /wumpscut|pim/i);
});

Deno.test("an erasure takes the note about a merge if the words that it quotes were replaced since", async () => {
  await using desk = await openDeskOfBob();
  await desk.customers.create({ email: PIM, name: "Pim" }, BY);
  const target = await desk.tickets.create({ subject: "Pot", customer: BOB }, BY);
  const { id } = await desk.tickets.create({ subject: "Wumpscut", description: "Wumpscut", customer: PIM }, BY);
  await desk.tickets.update(id, { customer: BOB }, BY);
  await desk.tickets.merge(id, target.id, BY);
  desk.clock.now += HOUR;
  await desk.tickets.undoMerge(id, undefined, BY);
  await desk.tickets.update(id, { subject: "Lid", description: "It is lost" }, BY);
  await desk.tickets.merge(id, target.id, BY);
  await erase(desk, PIM, { comments: 0, writtenIn: [] });
  const bodies = (await desk.tickets.listComments(target.id)).items.map(({ body }) => body);
  assert.ok(bodies.includes(`Ticket #${id} was merged into this one.`));
  assert.ok(bodies.includes(`Ticket #${id} (Lid, ${BOB}) was merged into this one.\n\nIt is lost`));
});

Deno.test("an export has the words of tickets that became another customer's, without those of others", async () => {
  await using desk = await openDeskOfBob();
  await desk.customers.create({ email: PIM, name: "Pim" }, BY);
  const { id } = await desk.tickets.create({ subject: "Kettle", description: "Bob's", customer: BOB }, BY);
  const [first, second] = ["2026-11-01T10:00:00.000Z", "2026-11-01T11:00:00.000Z"];
  desk.clock.now += HOUR;
  await desk.tickets.update(id, { customer: PIM, subject: "Wumpscut" }, BY);
  desk.clock.now += HOUR;
  await desk.tickets.update(id, { description: "I am Wumpscut", priority: "high" }, BY);
  await desk.tickets.update(id, { priority: "low" }, BY);
  await desk.tickets.update(id, { customer: BOB, subject: "Lid", description: "It is lost" }, BY);
  const { former_tickets } = await exportComments(desk, PIM);
  const changes = [{ at: first, subject: "Wumpscut" }, { at: second, description: "I am Wumpscut" }];
  assert.deepEqual(former_tickets, [{ ticket_id: id, changes }]);
  await erase(desk, PIM, { comments: 0, writtenIn: [] });
});

Deno.test("an erasure takes the quote of someone that an earlier import made the resolution", async () => {
  await using desk = await openTestDesk();
  await desk.customers.create({ email: BOB, name: "Bob" }, BY);
  const quotes = [`Pim <${PIM}>`, PIM, "Dana"].map((name) => `Solved in Zendesk. The last reply, by ${name}: Lid`);
  const comments = [{ kind: "reply", author: `Pim <${PIM}>`, body: "I am Wumpscut" }] as const;
  await desk.archive.importTickets(
    quotes.map((resolution) => ({ ticket: { subject: "Lid", customer: BOB, ...CLOSED, resolution }, comments })),
    HOST,
  );
  await desk.tickets.reopen("2", "Leaks", BY); // only the history has it
  await erase(desk, PIM, { comments: 3, writtenIn: ["1", "2", "3"] });
  const resolutions = await Promise.all(["1", "2", "3"].map(async (id) => (await desk.tickets.get(id)).resolution));
  assert.deepEqual(resolutions, ["Solved in Zendesk.", null, quotes[2]]);
});

Deno.test("a comment by several addresses belongs to the first, and no export shows the others", async () => {
  await using desk = await openDeskOfBob();
  const author = `${PIM}, carl@example.com`;
  const kinds = ["customer", "reply"] as const;
  const comments = [author, `${PIM};`].flatMap((author) =>
    kinds.map((kind) => ({ kind, author, body: "I am Wumpscut" }))
  );
  await desk.archive.importTickets([{ ticket: { subject: "Lid", customer: BOB }, comments }], HOST);
  const { items } = await desk.tickets.listComments("2");
  assert.deepEqual(items.map(({ author }) => author), [PIM, PIM, `${PIM};`, `${PIM};`]);
  const exported = await exportComments(desk, PIM);
  assert.deepEqual(exported.comments.map(({ author }) => author), Array(4).fill(PIM));
  await assert.rejects(exportComments(desk, "carl@example.com"), /not found/);
  await erase(desk, PIM, { comments: 4, writtenIn: ["2"] });
});
