import assert from "node:assert/strict";
import { call } from "../../call.ts";
import { connect } from "../../connect.ts";

Deno.test("create_ticket opens a ticket that every other tool knows", async () => {
  await using connected = await connect();
  const { client } = connected;
  const created = await call(client, "create_ticket", {
    subject: "Refund for my card",
    customer: "Alice@Example.com",
    description: "I was charged twice.",
    tags: ["billing"],
  });
  assert.equal(created.data.ticket.id, "44");
  assert.equal(created.data.ticket.customer, "alice@example.com");
  assert.match(created.text, /^Created #44 \[open, medium\] <customer_words>Refund for my card<\/customer_words>/);

  const found = await call(client, "search_tickets", { query: "charged tag:billing" });
  assert.deepEqual(found.data.tickets.map(({ id }: { id: string }) => id), ["44"]);
  const read = await call(client, "get_ticket", { ticket_id: "44" });
  assert.equal(read.data.ticket.description, "I was charged twice.");
  assert.match(read.text, /Description: <customer_words>I was charged twice\.<\/customer_words>/);
  const stats = await call(client, "ticket_stats");
  assert.equal(stats.data.by_status.open, 3);
  assert.equal(stats.data.unassigned, 3);
});

Deno.test("create_ticket refuses an unknown customer, saying what to do", async () => {
  await using connected = await connect();
  const { isError, text } = await call(connected.client, "create_ticket", {
    subject: "Hi",
    customer: "eve@example.com",
  });
  assert.ok(isError);
  assert.match(text, /Customer eve@example\.com not found\..*create_customer/);
  assert.equal((await connected.desk.tickets.getStats()).total, 2);
});

Deno.test("add_comment writes a note by default and a reply only when asked to", async () => {
  await using connected = await connect();
  const note = await call(connected.client, "add_comment", { ticket_id: "42", body: "Looks like the token." });
  assert.deepEqual([note.data.comment.number, note.data.comment.kind], [1, "note"]);
  assert.match(note.text, /Only the team sees it/);
  const reply = await call(connected.client, "add_comment", {
    ticket_id: "42",
    body: "Please try again.",
    kind: "reply",
  });
  assert.match(reply.text, /It is addressed to the customer/);
  const { data } = await call(connected.client, "get_ticket", { ticket_id: "42" });
  assert.deepEqual(data.comments.map(({ kind }: { kind: string }) => kind), ["note", "reply"]);
});

Deno.test("get_ticket pages through comments and cuts long texts unless asked for the whole", async () => {
  await using connected = await connect();
  for (let number = 1; number <= 12; number++) {
    await call(connected.client, "add_comment", { ticket_id: "42", body: `${number} ${"long ".repeat(1_000)}` });
  }
  const first = await call(connected.client, "get_ticket", { ticket_id: "42" });
  assert.equal(first.data.comments.length, 10);
  assert.match(
    first.data.comments[0].body,
    /\[truncated: 1000 of \d+ characters; call get_ticket with full_texts: true/,
  );
  assert.ok(JSON.stringify(first).length < 2 * 20_000, "text and structured content, about 20 KB each at most");
  const cursor = first.data.comments_cursor;
  const second = await call(connected.client, "get_ticket", {
    ticket_id: "42",
    comments_cursor: cursor,
    full_texts: true,
  });
  assert.deepEqual(second.data.comments.map(({ number }: { number: number }) => number), [11, 12]);
  assert.equal(second.data.comments_cursor, null);
  assert.equal(second.data.comments[0].body.length, 5_002);
});

Deno.test("update_ticket changes what is named and leaves the rest; none means nobody", async () => {
  await using connected = await connect();
  const { data } = await call(connected.client, "update_ticket", {
    ticket_id: "42",
    assignee: "dana",
    status: "pending",
    add_tags: ["login"],
  });
  assert.deepEqual(
    [data.ticket.assignee, data.ticket.status, data.ticket.tags, data.ticket.priority],
    ["dana", "pending", ["login"], "medium"],
  );
  const freed = await call(connected.client, "update_ticket", { ticket_id: "42", assignee: "none" });
  assert.equal(freed.data.ticket.assignee, null);
});

Deno.test("reopen_ticket opens a closed ticket again and refuses an open one", async () => {
  await using connected = await connect();
  const refused = await call(connected.client, "reopen_ticket", { ticket_id: "42", reason: "It is back." });
  assert.ok(refused.isError);
  assert.equal((await connected.desk.tickets.get("42")).revision, 1);
  await call(connected.client, "close_ticket_tool", { ticket_id: "42", resolution: "Reset." });
  const { data } = await call(connected.client, "reopen_ticket", { ticket_id: "42", reason: "It is back." });
  assert.equal(data.ticket.status, "open");
});

Deno.test("claim_next_ticket gives each ticket to one caller, then none", async () => {
  await using connected = await connect();
  const claims = await Promise.all([1, 2, 3].map(() => call(connected.client, "claim_next_ticket")));
  const ids = claims.map(({ data }) => data.ticket?.id ?? null);
  assert.deepEqual(ids.toSorted(), ["42", "43", null]);
  assert.ok(claims.some(({ text }) => text === "No open ticket is waiting for an assignee."));
  assert.equal((await connected.desk.tickets.get("42")).assignee, "test-host");
});

Deno.test("get_history tells who changed what, a page at a time", async () => {
  await using connected = await connect();
  await call(connected.client, "update_ticket", { ticket_id: "42", priority: "high" });
  await call(connected.client, "close_ticket_tool", { ticket_id: "42", resolution: "Reset." });
  const first = await call(connected.client, "get_history", { ticket_id: "42", limit: 2 });
  assert.deepEqual(first.data.events.map(({ what }: { what: string }) => what), ["created", "updated"]);
  assert.match(first.text, /2\. .* updated by test-host 1\.2\.3: priority medium → high/);
  const second = await call(connected.client, "get_history", { ticket_id: "42", cursor: first.data.cursor });
  assert.deepEqual(second.data.events.map(({ what }: { what: string }) => what), ["closed"]);
  assert.equal(second.data.cursor, null);
});

Deno.test("search_tickets says where and why a query can't be read", async () => {
  await using connected = await connect();
  const { isError, text } = await call(connected.client, "search_tickets", { query: "refund statsu:open" });
  assert.ok(isError);
  assert.match(text, /statsu/);
  assert.match(text, /status/);
});

Deno.test("tools answer unknown tickets with the article's sentence and wrong types with the argument's name", async () => {
  await using connected = await connect();
  const calls: [string, Record<string, unknown>][] = [
    ["get_ticket", {}],
    ["get_history", {}],
    ["update_ticket", { priority: "high" }],
    ["add_comment", { body: "x" }],
    ["reopen_ticket", { reason: "x" }],
    ["merge_tickets", { into_ticket_id: "42" }],
  ];
  for (const [name, input] of calls) {
    const unknown = await call(connected.client, name, { ticket_id: "7", ...input });
    assert.ok(unknown.isError, name);
    assert.equal(unknown.text, "Ticket #7 not found.", name);
    const wrong = await call(connected.client, name, { ...input, ticket_id: { id: 7 } });
    assert.match(wrong.text, /ticket_id/, name);
  }
});

Deno.test("a call of a tool that doesn't exist is a protocol error", async () => {
  await using connected = await connect();
  await assert.rejects(connected.client.callTool({ name: "delete_everything", arguments: {} }), /delete_everything/);
});
