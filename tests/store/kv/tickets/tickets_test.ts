import assert from "node:assert/strict";
import {
  assertRefused,
  BY,
  createTickets,
  HOST,
  HOUR,
  MINUTE,
  openDeskWithCustomer,
  START,
} from "../../open_test_desk.ts";

Deno.test("create() sets the next id and the defaults", async () => {
  await using desk = await openDeskWithCustomer();
  const ticket = await desk.tickets.create({ subject: "  Cannot log in ", customer: " Ada@Example.com " }, BY);
  assert.deepEqual(ticket, {
    id: "1",
    subject: "Cannot log in",
    customer: "ada@example.com",
    account_tier: "pro",
    status: "open",
    resolution: null,
    priority: "medium",
    assignee: null,
    tags: [],
    escalation: null,
    merged_into: null,
    external_id: null,
    claimed_until: null,
    comment_count: 0,
    attachments: [],
    revision: 1,
    created_at: START,
    updated_at: START,
    closed_at: null,
    due_at: "2026-11-02T09:00:00.000Z",
    due_for: "first_reply",
    waiting: true,
  });
  assert.equal((await desk.tickets.create({ subject: "Another", customer: "ada@example.com" }, BY)).id, "2");
});

Deno.test("create() keeps the given fields", async () => {
  await using desk = await openDeskWithCustomer();
  const { id } = await desk.tickets.create({
    subject: "Refund",
    customer: "ada@example.com",
    description: "Two payments.\n  Please return one.",
    priority: "urgent",
    assignee: " Jo ",
    tags: ["Billing", "billing", "überfällig"],
  }, BY);
  const ticket = await desk.tickets.get(id);
  assert.deepEqual(
    [ticket.description, ticket.priority, ticket.assignee, ticket.tags],
    ["Two payments.\n  Please return one.", "urgent", "Jo", ["billing", "überfällig"]],
  );
  assert.equal(ticket.due_at, "2026-11-01T13:00:00.000Z");
});

Deno.test("create() creates the account of an unknown customer in the same commit, once", async () => {
  await using desk = await openDeskWithCustomer();
  const create = (customerName?: string) =>
    desk.tickets.create(
      { subject: "Hi", customer: " Eve@Example.com " },
      BY,
      customerName === undefined ? {} : { customerName },
    );
  const created = await Promise.all([create(" Eve\nRoe "), create(), create("Other")]);
  assert.deepEqual(created.map(({ createdAccount }) => createdAccount), ["Eve Roe", undefined, undefined]);
  const { name, account_tier, revision, created_at } = await desk.customers.get("eve@example.com");
  assert.deepEqual([name, account_tier, revision, created_at], ["Eve Roe", "free", 1, created[0]!.created_at]);
  assert.deepEqual((await desk.customers.search("eve")).items.map(({ email }) => email), ["eve@example.com"]);
});

Deno.test("create() rejects invalid tickets, and changes nothing", async () => {
  await using desk = await openDeskWithCustomer();
  const customer = "ada@example.com";
  const create = (fields: object) => () => desk.tickets.create({ subject: "x", customer, ...fields }, BY);
  await assertRefused(desk, "invalid", /"no-address".*exactly one @/, create({ customer: "no-address" }));
  await assertRefused(desk, "invalid", /subject is empty/, create({ subject: "  \n" }));
  await assertRefused(
    desk,
    "invalid",
    /subject is too long: 100,000 characters \(limit 250\)/,
    create({ subject: "x".repeat(100_000) }),
  );
  await assertRefused(
    desk,
    "invalid",
    /description is too long: 100,000 .* 20,000/,
    create({ description: "x".repeat(100_000) }),
  );
  await assertRefused(desk, "invalid", /"two words" is not a tag/, create({ tags: ["two words"] }));
  await assertRefused(
    desk,
    "invalid",
    /tags has 21 tags/,
    create({ tags: Array.from({ length: 21 }, (_, index) => `t${index}`) }),
  );
  await assertRefused(desk, "invalid", /assignee is empty/, create({ assignee: " " }));
  assert.equal((await desk.tickets.create({ subject: "x", customer }, BY)).id, "1");
});

Deno.test("create() accepts a text of many different words", async () => {
  await using desk = await openDeskWithCustomer();
  const description = Array.from({ length: 3_000 }, (_, index) => `w${index}`).join(" ");
  const { id } = await desk.tickets.create({ subject: "Log file", customer: "ada@example.com", description }, BY);
  assert.equal((await desk.tickets.get(id)).description, description);
});

Deno.test("get() rejects unknown ids with the sentence of the article", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "First");
  for (const id of ["7", "0", "01", "1.0", "abc", "", "-1", "9".repeat(400)]) {
    const form = id === "7" ? "" : " A ticket id is a number, such as 42\\.";
    await assertRefused(
      desk,
      "not_found",
      new RegExp(`^Ticket #${id.slice(0, 99)}.* not found\\.${form}$`),
      () => desk.tickets.get(id),
    );
  }
});

Deno.test("get() shows the current tier of the customer, and the due time that follows", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "First");
  await desk.customers.update("ada@example.com", { account_tier: "enterprise" }, BY);
  const ticket = await desk.tickets.get(id!);
  assert.deepEqual([ticket.account_tier, ticket.due_at, ticket.revision], [
    "enterprise",
    "2026-11-01T17:00:00.000Z",
    1,
  ]);
});

Deno.test("update() changes the given fields and records their previous values", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "First");
  const updated = await desk.tickets.update(id!, {
    subject: "Second",
    status: "pending",
    priority: "high",
    assignee: "Jo",
    add_tags: ["VIP", "late"],
  }, { ...BY, requests: [{ asked: "person", question: "Sure?", outcome: "accepted" }] });
  assert.deepEqual(
    [updated.subject, updated.status, updated.priority, updated.assignee, updated.tags, updated.revision],
    ["Second", "pending", "high", "Jo", ["vip", "late"], 2],
  );
  assert.equal(updated.updated_at, "2026-11-01T09:01:00.000Z");
  const { items } = await desk.tickets.listEvents(id!);
  assert.deepEqual(items[1], {
    ticket_id: id,
    revision: 2,
    at: "2026-11-01T09:01:00.000Z",
    what: "updated",
    by: HOST,
    before: { subject: "First", status: "open", priority: "medium", assignee: null, tags: [] },
    after: {
      subject: "Second",
      status: "pending",
      priority: "high",
      assignee: "Jo",
      tags: ["vip", "late"],
      paused_at: "2026-11-01T09:01:00.000Z",
    },
    answers: [{ asked: "person", question: "Sure?", outcome: "accepted" }],
  });
});

Deno.test("update() without a difference changes nothing", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "First");
  const before = await desk.tickets.get(id!);
  desk.clock.now += HOUR;
  const after = await desk.tickets.update(id!, { subject: "First", priority: "medium", remove_tags: ["gone"] }, BY);
  assert.deepEqual({ ...after, description: "" }, { ...before, waiting: true });
  assert.deepEqual(await desk.tickets.update(id!, {}, BY), after);
  assert.equal((await desk.tickets.listEvents(id!)).items.length, 1);
});

Deno.test("update() of a closed ticket accepts everything but a status", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "First");
  await desk.tickets.close(id!, "Done", BY);
  await assertRefused(
    desk,
    "wrong_state",
    /#1 is closed.*reopen_ticket/,
    () => desk.tickets.update(id!, { status: "open" }, BY),
  );
  assert.deepEqual((await desk.tickets.update(id!, { add_tags: ["solved"] }, BY)).tags, ["solved"]);
});

Deno.test("update() rejects a tag that is both added and removed", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "First");
  const update = { add_tags: ["a"], remove_tags: ["A"] };
  await assertRefused(
    desk,
    "invalid",
    /"a" is in both add_tags and remove_tags/,
    () => desk.tickets.update(id!, update, BY),
  );
});

Deno.test("a write with a stale revision changes nothing and describes the current ticket", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "First");
  await desk.tickets.update(id!, { assignee: "Jo", priority: "high" }, BY);
  const context = { ...BY, expectedRevision: 1 };
  const text =
    /^Ticket #1 is at revision 2, not 1: it was changed in the meantime\. It is now open, with high priority, and assigned\. The last change was "updated", at 2026-.*Read it again/;
  const { tickets } = desk;
  await assertRefused(desk, "stale_revision", text, () => tickets.close(id!, "Done", context));
  await assertRefused(desk, "stale_revision", text, () => tickets.update(id!, { subject: "New" }, context));
  await assertRefused(
    desk,
    "stale_revision",
    text,
    () => tickets.addComment(id!, { kind: "note", body: "Hm" }, context),
  );
  await assertRefused(
    desk,
    "stale_revision",
    text,
    () => tickets.escalate(id!, { priority: "low", reason: "x", note: "" }, context),
  );
  await assertRefused(
    desk,
    "stale_revision",
    /it never had that revision/,
    () => tickets.close(id!, "Done", { ...BY, expectedRevision: 3 }),
  );
  assert.equal((await tickets.close(id!, "Done", { ...BY, expectedRevision: 2 })).revision, 3);
});

Deno.test("addComment() numbers the comments, with the caller as author", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "First");
  const first = await desk.tickets.addComment(id!, { kind: "note", body: " A note. " }, BY);
  assert.deepEqual(first.comment, {
    number: 1,
    author: "test-host",
    kind: "note",
    body: "A note.",
    at: "2026-11-01T09:01:00.000Z",
  });
  assert.deepEqual([first.ticket.comment_count, first.ticket.revision], [1, 2]);
  const person = { kind: "person", name: "Jo", version: null } as const;
  const second = await desk.tickets.addComment(id!, { kind: "reply", body: "A reply." }, { by: person });
  assert.deepEqual([second.comment.number, second.comment.author, second.comment.kind], [2, "Jo", "reply"]);
  assert.deepEqual((await desk.tickets.listComments(id!)).items, [first.comment, second.comment]);
  assert.deepEqual((await desk.tickets.listEvents(id!)).items[2]?.comment, second.comment);
});

Deno.test("addComment() on a closed ticket leaves it closed", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "First");
  await desk.tickets.close(id!, "Done", BY);
  const { ticket } = await desk.tickets.addComment(id!, { kind: "reply", body: "You're welcome." }, BY);
  assert.deepEqual([ticket.status, ticket.comment_count], ["closed", 1]);
});

Deno.test("addComment() rejects blank and overlong texts", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "First");
  const comment = (body: string) => () => desk.tickets.addComment(id!, { kind: "note", body }, BY);
  await assertRefused(desk, "invalid", /comment is empty/, comment(" "));
  await assertRefused(desk, "invalid", /comment is too long: 100,000 characters/, comment("x".repeat(100_000)));
  await assertRefused(
    desk,
    "not_found",
    /^Ticket #7 not found\.$/,
    () => desk.tickets.addComment("7", { kind: "note", body: "x" }, BY),
  );
});

Deno.test("listComments() and listEvents() continue at their cursor", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "First");
  for (let number = 1; number <= 5; number++) {
    await desk.tickets.addComment(id!, { kind: "note", body: `n${number}` }, BY);
  }
  const first = await desk.tickets.listComments(id!, { limit: 2 });
  const second = await desk.tickets.listComments(id!, { limit: 2, cursor: first.cursor! });
  await desk.tickets.addComment(id!, { kind: "note", body: "n6" }, BY);
  const third = await desk.tickets.listComments(id!, { limit: 2, cursor: second.cursor! });
  assert.deepEqual([first, second, third].flatMap(({ items }) => items.map(({ body }) => body)), [
    "n1",
    "n2",
    "n3",
    "n4",
    "n5",
    "n6",
  ]);
  assert.equal(third.cursor, null);
  const events = await desk.tickets.listEvents(id!, { limit: 4 });
  const others = await desk.tickets.listEvents(id!, { limit: 4, cursor: events.cursor! });
  assert.deepEqual([...events.items, ...others.items].map(({ revision }) => revision), [1, 2, 3, 4, 5, 6, 7]);
  assert.equal(others.cursor, null);
});

Deno.test("listComments() and listEvents() reject invalid cursors, limits and tickets", async () => {
  await using desk = await openDeskWithCustomer();
  const [one, other] = await createTickets(desk, "First", "Second");
  for (let number = 1; number <= 2; number++) await desk.tickets.addComment(one!, { kind: "note", body: "x" }, BY);
  const { cursor } = await desk.tickets.listComments(one!, { limit: 1 });
  const { tickets } = desk;
  await assertRefused(
    desk,
    "invalid",
    /cursor is not from this list/,
    () => tickets.listComments(other!, { cursor: cursor! }),
  );
  await assertRefused(
    desk,
    "invalid",
    /cursor is not from this list/,
    () => tickets.listEvents(one!, { cursor: cursor! }),
  );
  await assertRefused(
    desk,
    "invalid",
    /cursor is not from this list/,
    () => tickets.listEvents(one!, { cursor: "nonsense!" }),
  );
  await assertRefused(desk, "invalid", /limit cannot be 101/, () => tickets.listEvents(one!, { limit: 101 }));
  await assertRefused(desk, "invalid", /limit cannot be 0/, () => tickets.listComments(one!, { limit: 0 }));
  await assertRefused(desk, "not_found", /^Ticket #7 not found\.$/, () => tickets.listEvents("7"));
  await assertRefused(desk, "not_found", /^Ticket #7 not found\.$/, () => tickets.listComments("7"));
});

Deno.test("close() needs an open ticket and a resolution", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "First");
  await assertRefused(desk, "invalid", /resolution is empty/, () => desk.tickets.close(id!, "  ", BY));
  await assertRefused(
    desk,
    "invalid",
    /resolution is too long: 100,000 .* 10,000/,
    () => desk.tickets.close(id!, "x".repeat(100_000), BY),
  );
  await assertRefused(desk, "not_found", /^Ticket #7 not found\.$/, () => desk.tickets.close("7", "Done", BY));
  const closed = await desk.tickets.close(id!, "We reset it.", BY);
  assert.deepEqual(
    [closed.status, closed.resolution, closed.closed_at],
    ["closed", "We reset it.", "2026-11-01T09:01:00.000Z"],
  );
  assert.equal((await desk.tickets.get(id!)).due_at, null);
  await assertRefused(
    desk,
    "wrong_state",
    /^Ticket #1 is already closed\..*reopen_ticket/,
    () => desk.tickets.close(id!, "Again", BY),
  );
});

Deno.test("reopen() returns a closed ticket to the open ones, with a note", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "First");
  await assertRefused(
    desk,
    "wrong_state",
    /#1 is open. Only closed tickets can be reopened/,
    () => desk.tickets.reopen(id!, "x", BY),
  );
  await desk.tickets.update(id!, { assignee: "Jo" }, BY);
  await desk.tickets.close(id!, "Done", BY);
  await assertRefused(desk, "invalid", /reason is empty/, () => desk.tickets.reopen(id!, "", BY));
  const reopened = await desk.tickets.reopen(id!, "It broke again.", BY);
  assert.deepEqual(
    [reopened.status, reopened.resolution, reopened.closed_at, reopened.assignee, reopened.comment_count],
    ["open", null, null, null, 1],
  );
  const { items: [note] } = await desk.tickets.listComments(id!);
  assert.deepEqual([note?.kind, note?.body], ["note", "Reopened: It broke again."]);
  assert.equal((await desk.tickets.claimNext({ assignee: "Kim", minutes: 5 }, BY))?.id, id);
});

Deno.test("escalate() flags a ticket and raises its priority", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "First");
  const escalation = { priority: "high", reason: "Angry customer", note: "Call back." } as const;
  const ticket = await desk.tickets.escalate(id!, escalation, BY);
  assert.deepEqual(ticket.escalation, { ...escalation, by: "test-host", at: "2026-11-01T09:01:00.000Z" });
  assert.deepEqual([ticket.priority, ticket.status], ["high", "open"]);
  assert.equal((await desk.tickets.get(id!)).due_at, "2026-11-01T17:00:00.000Z");
  await desk.tickets.close(id!, "Done", BY);
  await assertRefused(
    desk,
    "wrong_state",
    /#1 is closed and cannot be escalated/,
    () => desk.tickets.escalate(id!, escalation, BY),
  );
});

Deno.test("escalate() rejects blank reasons and overlong notes", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "First");
  const escalate = (reason: string, note: string) => () =>
    desk.tickets.escalate(id!, { priority: "low", reason, note }, BY);
  await assertRefused(desk, "invalid", /reason is empty/, escalate(" ", "x"));
  await assertRefused(desk, "invalid", /note is too long: 3,001 characters/, escalate("x", "x".repeat(3_001)));
});

Deno.test("search() finds a ticket by its current words only", async () => {
  await using desk = await openDeskWithCustomer();
  const found = async (query: string) => (await desk.tickets.search(query)).items.map(({ id }) => id);
  const { id } = await desk.tickets.create({
    subject: "Printer jams and smokes",
    customer: "ada@example.com",
    description: "The printer in the hall.",
  }, BY);
  await desk.tickets.addComment(id, { kind: "note", body: "It smokes, she says." }, BY);
  await desk.tickets.update(id, { subject: "Fire brigade called" }, BY);
  assert.deepEqual(await found("jams"), []);
  assert.deepEqual(await found("printer"), [id]);
  assert.deepEqual(await found("smokes"), [id]);
  assert.deepEqual(await found("brigade status:open"), [id]);
  await desk.tickets.close(id, "Put out", BY);
  assert.deepEqual(await found("status:open"), []);
  assert.deepEqual(await found("brigade status:closed"), [id]);
});

Deno.test("search() returns pages of whole tickets, newest first", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "one", "two", "three");
  const first = await desk.tickets.search("", { limit: 2 });
  const second = await desk.tickets.search("", { limit: 2, cursor: first.cursor! });
  assert.deepEqual([...first.items, ...second.items].map(({ subject }) => subject), ["three", "two", "one"]);
  assert.equal(first.items[0]?.account_tier, "pro");
  assert.equal(second.cursor, null);
});

Deno.test("listOpen() returns the open tickets, oldest first, and their number", async () => {
  await using desk = await openDeskWithCustomer();
  const ids = await createTickets(desk, "one", "two", "three", "four", "five");
  await desk.tickets.close(ids[1]!, "Done", BY);
  await desk.tickets.update(ids[2]!, { status: "on_hold" }, BY);
  const { tickets, total } = await desk.tickets.listOpen(2);
  assert.deepEqual(tickets.map(({ subject }) => subject), ["one", "four"]);
  assert.equal(total, 3);
});

Deno.test("completeId() returns ids with the prefix, newest first", async () => {
  await using desk = await openDeskWithCustomer();
  const put = ["4", "7", "40", "42", "45", "399", "401", "4321"].map((id) => ({
    ticket: { id, subject: "x", customer: "ada@example.com" },
  }));
  await desk.archive.importTickets(put, HOST);
  assert.deepEqual(await desk.tickets.completeId("4", 10), ["4321", "401", "45", "42", "40", "4"]);
  assert.deepEqual(await desk.tickets.completeId("4", 3), ["4321", "401", "45"]);
  assert.deepEqual(await desk.tickets.completeId("43", 10), ["4321"]);
  assert.deepEqual(await desk.tickets.completeId("", 2), ["4321", "401"]);
  for (const none of ["0", "x", "4x", "5", "99999"]) assert.deepEqual(await desk.tickets.completeId(none, 10), []);
});

Deno.test("getStats() counts tickets and customers", async () => {
  await using desk = await openDeskWithCustomer();
  const [one, two, three] = await createTickets(desk, "one", "two", "three", "four");
  await desk.tickets.close(one!, "Done", BY);
  await desk.tickets.update(two!, { status: "pending", priority: "urgent" }, BY);
  await desk.tickets.claimNext({ assignee: "Jo", minutes: 5 }, BY);
  await desk.tickets.update(three!, { priority: "low" }, BY);
  assert.partialDeepStrictEqual(await desk.tickets.getStats(), {
    total: 4,
    by_status: { open: 2, pending: 1, on_hold: 0, closed: 1 },
    by_priority: { low: 1, medium: 1, high: 0, urgent: 1 },
    unassigned: 1,
    customers: 1,
  });
});

Deno.test("changes are reported for the tickets they affect", async () => {
  await using desk = await openDeskWithCustomer();
  const [one, two, three] = await createTickets(desk, "one", "two", "three");
  await desk.tickets.close(three!, "Done", BY);
  const seen = new Set<string>();
  const { promise: all, resolve } = Promise.withResolvers<void>();
  const stop = desk.changes.subscribe((change) => {
    if (change.kind !== "settings") seen.add("id" in change ? change.id : change.email);
    if (seen.has("ada@example.com") && seen.has(two!)) resolve();
  });
  desk.clock.now += MINUTE;
  await desk.customers.update("ada@example.com", { account_tier: "free" }, BY);
  await all;
  stop();
  assert.deepEqual(seen, new Set(["ada@example.com", one!, two!]));
});
