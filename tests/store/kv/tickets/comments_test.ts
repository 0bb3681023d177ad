import assert from "node:assert/strict";
import {
  assertRefused,
  BY,
  createTickets,
  HOUR,
  MINUTE,
  openDeskWithCustomer,
  START,
  type TestDesk,
} from "../../open_test_desk.ts";

const DAY = 24 * HOUR;
const MESSAGE = { kind: "customer", body: "It still fails." } as const;

/** Opens a desk with one ticket, a minute after its creation. */
async function openDeskWithTicket(): Promise<{ desk: TestDesk; id: string }> {
  const desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "Login fails");
  return { desk, id: id! };
}

function formatTime(desk: TestDesk): string {
  return new Date(desk.clock.now).toISOString();
}

Deno.test("addComment() records a customer's message with the customer as its author", async () => {
  const { desk, id } = await openDeskWithTicket();
  await using _ = desk;
  const { ticket, comment } = await desk.tickets.addComment(id, MESSAGE, BY);
  assert.deepEqual(comment, { number: 1, author: "ada@example.com", ...MESSAGE, at: formatTime(desk) });
  assert.equal(ticket.last_customer_message_at, formatTime(desk));
  const other = await desk.tickets.addComment(id, { ...MESSAGE, author: " Ada@Work.com " }, BY);
  assert.equal(other.comment.author, "ada@work.com");
  assert.equal((await desk.tickets.get(id)).last_customer_message_at, formatTime(desk));
  const { items: events } = await desk.tickets.listEvents(id);
  assert.deepEqual(events.map(({ what, by }) => [what, by.name]).slice(1), [
    ["commented", "test-host"],
    ["commented", "test-host"],
  ]);
});

for (const [before, after] of [["open", "open"], ["pending", "open"], ["on_hold", "on_hold"]] as const) {
  Deno.test(`a customer's message leaves a ticket that was ${before} ${after}`, async () => {
    const { desk, id } = await openDeskWithTicket();
    await using _ = desk;
    await desk.tickets.update(id, { status: before, assignee: "dana" }, BY);
    const { ticket } = await desk.tickets.addComment(id, MESSAGE, BY);
    assert.deepEqual([ticket.status, ticket.assignee], [after, "dana"]);
    assert.equal((await desk.tickets.getStats()).by_status[after], 1);
  });
}

Deno.test("a customer's message reopens a ticket that was closed a few days ago", async () => {
  const { desk, id } = await openDeskWithTicket();
  await using _ = desk;
  await desk.tickets.close(id, "Done", BY);
  desk.clock.now += 14 * DAY;
  const { ticket, comment } = await desk.tickets.addComment(id, MESSAGE, BY);
  assert.equal(ticket.id, id);
  assert.deepEqual([ticket.status, ticket.resolution, ticket.closed_at], ["open", null, null]);
  assert.equal(ticket.reopened_at, formatTime(desk));
  assert.equal(comment.kind, "customer");
  const { items } = await desk.tickets.listEvents(id);
  assert.equal(items.at(-1)!.what, "reopened");
  assert.equal((await desk.tickets.claimNext({ assignee: "dana", minutes: 5 }, BY))?.id, id);
});

Deno.test("a customer's message to a ticket that was closed long ago becomes a new ticket, and notes link the two", async () => {
  const { desk, id } = await openDeskWithTicket();
  await using _ = desk;
  await desk.tickets.update(id, { priority: "high", add_tags: ["login"] }, BY);
  await desk.tickets.close(id, "Done", BY);
  const { closed_at } = await desk.tickets.get(id);
  desk.clock.now += 14 * DAY + 1;
  const context = { ...BY, idempotencyKey: "message-1" };
  const { ticket, comment } = await desk.tickets.addComment(id, MESSAGE, context);
  assert.notEqual(ticket.id, id);
  const created = await desk.tickets.get(ticket.id);
  const { subject, description, customer, priority, tags, status, assignee, last_customer_message_at } = created;
  assert.deepEqual({ subject, description, customer, priority, tags, status, assignee, last_customer_message_at }, {
    ...{ subject: "Re: Login fails", description: MESSAGE.body, customer: "ada@example.com", priority: "high" },
    ...{ tags: ["login"], status: "open", assignee: null, last_customer_message_at: formatTime(desk) },
  });
  assert.equal(comment.body, `This ticket continues ticket #${id}, which was closed at ${closed_at}.`);
  assert.equal((await desk.tickets.get(id)).status, "closed");
  const [note] = (await desk.tickets.listComments(id)).items;
  assert.match(note!.body, new RegExp(`It is in ticket #${ticket.id}\\.$`));
  assert.equal((await desk.tickets.search("fails")).items.length, 2);
  assert.equal((await desk.tickets.addComment(id, MESSAGE, context)).ticket.id, ticket.id, "a retry adds nothing");
  assert.equal((await desk.tickets.getStats()).total, 2);
});

Deno.test("a late message by someone else than the customer is a comment of the new ticket, with its author", async () => {
  const { desk, id } = await openDeskWithTicket();
  await using _ = desk;
  await desk.tickets.close(id, "Done", BY);
  desk.clock.now += 30 * DAY;
  const message = { kind: "customer", author: "Bob@example.com", body: "Bob's words" } as const;
  const context = { ...BY, idempotencyKey: "late" };
  const { ticket, comment } = await desk.tickets.addComment(id, message, context);
  const { description, customer, links } = await desk.tickets.get(ticket.id);
  assert.equal(description, `This ticket continues ticket #${id}, with a message by someone other than its customer.`);
  assert.deepEqual([customer, links?.map(({ id }) => id)], ["ada@example.com", [id]]);
  assert.deepEqual([comment.number, comment.author, comment.body], [2, "bob@example.com", "Bob's words"]);
  const { items } = await desk.tickets.listComments(ticket.id);
  assert.deepEqual(items.map(({ kind }) => kind), ["note", "customer"]);
  assert.doesNotMatch(items[0]!.body, /bob/i);
  assert.deepEqual((await desk.tickets.search("is:waiting")).items.map(({ id }) => id), [ticket.id]);
  assert.equal((await desk.tickets.addComment(id, message, context)).ticket.id, ticket.id, "a retry adds nothing");
  assert.equal((await desk.tickets.addComment(id, MESSAGE, BY)).ticket.id, ticket.id, "later messages go there");
  assert.equal((await desk.tickets.getStats()).total, 2);
  assert.deepEqual((await desk.tickets.search("by:bob@example.com")).items.map(({ id }) => id), [ticket.id]);
});

Deno.test("the setting reopen_days decides if a message reopens a ticket", async () => {
  const { desk, id } = await openDeskWithTicket();
  await using _ = desk;
  await desk.tickets.close(id, "Done", BY);
  desk.clock.now += MINUTE;
  await desk.settings.change(() => ({ reopen_days: 0 }), BY);
  assert.notEqual((await desk.tickets.addComment(id, MESSAGE, BY)).ticket.id, id);
  await desk.settings.change(() => ({ reopen_days: 365 }), BY);
  desk.clock.now += 364 * DAY;
  assert.equal((await desk.tickets.addComment(id, MESSAGE, BY)).ticket.id, id);
});

Deno.test("addComment() keeps the time of the first reply", async () => {
  const { desk, id } = await openDeskWithTicket();
  await using _ = desk;
  const add = async (kind: "reply" | "note") => (await desk.tickets.addComment(id, { kind, body: "Hello" }, BY)).ticket;
  assert.equal((await add("note")).first_reply_at, undefined);
  desk.clock.now += MINUTE;
  const first = formatTime(desk);
  assert.equal((await add("reply")).first_reply_at, first);
  desk.clock.now += MINUTE;
  assert.equal((await add("reply")).first_reply_at, first);
  assert.equal((await desk.tickets.search("login")).items[0]!.first_reply_at, first);
});

Deno.test("imported tickets without a history get the times of their comments", async () => {
  const { desk } = await openDeskWithTicket();
  await using _ = desk;
  const at = (minute: number) => new Date(Date.parse(START) + minute * MINUTE).toISOString();
  const comments = [
    { author: "Ada", kind: "customer", body: "One", at: at(1) },
    { author: "dana", kind: "reply", body: "Two", at: at(2), delivery: "sent" },
    { author: "Ada", kind: "customer", body: "Three", at: at(3) },
    { author: "dana", kind: "reply", body: "Four", at: at(4), delivery: "sent" },
  ] as const;
  const ticket = { subject: "Imported", customer: "ada@example.com", created_at: START };
  const [result] = await desk.archive.importTickets([{ ticket, comments }], BY.by);
  const { first_reply_at, last_customer_message_at } = await desk.tickets.get((result as { id: string }).id);
  assert.deepEqual([first_reply_at, last_customer_message_at], [at(2), at(3)]);
});

Deno.test("addComment() rejects a message to a merged ticket, and an invalid author", async () => {
  const { desk, id } = await openDeskWithTicket();
  await using _ = desk;
  const [other] = await createTickets(desk, "Same");
  await desk.tickets.merge(other!, id, BY);
  desk.clock.now += 30 * DAY;
  await assertRefused(desk, "wrong_state", /was merged into/, () => desk.tickets.addComment(other!, MESSAGE, BY));
  await assertRefused(
    desk,
    "invalid",
    /is not an email address/,
    () => desk.tickets.addComment(id, { ...MESSAGE, author: "Ada" }, BY),
  );
});
