import assert from "node:assert/strict";
import { call } from "../../call.ts";
import { shortenMarks } from "../../shorten_marks.ts";
import { connect, ERAS } from "../../connect.ts";

Deno.test("add_comment adds a note by default, and a reply if kind is reply", async () => {
  await using connected = await connect();
  const note = await call(connected.client, "add_comment", { ticket_id: "42", body: "Looks like the token." });
  assert.deepEqual([note.data.comment.number, note.data.comment.kind], [1, "note"]);
  assert.equal(note.text, "Added note 1 to ticket #42, now at revision 2. Only the team sees it.");
  const reply = await call(connected.client, "add_comment", { ticket_id: 42, body: "Please retry.", kind: "reply" });
  assert.equal(
    reply.text,
    "Added reply 2 to ticket #42, now at revision 3. It is not sent: a person must deliver it to the customer.",
  );
  assert.equal(reply.data.revision, 3);
  assert.deepEqual([note.data.comment.delivery, reply.data.comment.delivery], [undefined, "not_sent"]);
  const { items } = await connected.desk.tickets.listComments("42");
  assert.deepEqual(items.map(({ kind, body }) => [kind, body]), [
    ["note", "Looks like the token."],
    ["reply", "Please retry."],
  ]);
  const read = await call(connected.client, "get_ticket", { ticket_id: "42" });
  assert.match(read.text, /Comment 2 \(reply, not sent, .*\): <team_words id=\w+>test-host: /);
  assert.equal(read.data.comments[1].delivery, "not_sent");
  assert.match((await call(connected.client, "get_history", { ticket_id: "42" })).text, /reply, not sent/);
});

Deno.test("add_comment rejects an empty body, an unknown kind and an unknown ticket", async () => {
  await using connected = await connect();
  const empty = await call(connected.client, "add_comment", { ticket_id: "42", body: "" });
  assert.match(empty.text, /body/);
  const kind = await call(connected.client, "add_comment", { ticket_id: "42", body: "x", kind: "public" });
  assert.match(kind.text, /kind/);
  const unknown = await call(connected.client, "add_comment", { ticket_id: "7", body: "x" });
  assert.equal(unknown.text, "Ticket #7 not found. Check the number, or search for the ticket.");
  assert.deepEqual([empty.isError, kind.isError, unknown.isError], [true, true, true]);
  assert.equal((await connected.desk.tickets.get("42")).comment_count, 0);
});

Deno.test("add_comment returns the first result to a repeat with the same idempotency key", async () => {
  await using connected = await connect();
  const comment = { ticket_id: "42", body: "Once.", idempotency_key: "comment-1" };
  const first = await call(connected.client, "add_comment", comment);
  assert.deepEqual(await call(connected.client, "add_comment", comment), first);
  assert.equal((await connected.desk.tickets.get("42")).comment_count, 1);
});

Deno.test("add_comment kind customer records the customer's words, and opens the ticket", async () => {
  await using connected = await connect();
  await connected.desk.tickets.update("42", { status: "pending" }, {
    by: { kind: "system", name: "t", version: null },
  });
  const { data, text } = await call(connected.client, "add_comment", {
    ticket_id: "42",
    kind: "customer",
    body: "It works again.",
  });
  assert.deepEqual([data.status, data.comment.kind, data.comment.author], ["open", "customer", "alice@example.com"]);
  assert.match(text, /^Added customer message \d+ to ticket #42, now at revision \d+\. The ticket is open\.$/);
  const read = await call(connected.client, "get_ticket", { ticket_id: "42" });
  assert.match(shortenMarks(read.text), /\(customer, .*\): <customer>alice@example\.com: It works again\.<\/customer>/);
});

Deno.test("add_comment says that a customer's message became a new ticket, even if none may reopen one", async () => {
  await using connected = await connect();
  const by = { by: { kind: "system", name: "test", version: null } } as const;
  await connected.desk.settings.change(() => ({ reopen_days: 0 }), by);
  await connected.desk.tickets.close("42", "Reset the password", by);
  const input = { ticket_id: "42", body: "Still broken", kind: "customer" };
  const { text, data } = await call(connected.client, "add_comment", input);
  assert.equal(
    text,
    "Ticket #42 can no longer be reopened by a message, so the message became ticket #44 at revision 2.",
  );
  assert.equal(data.ticket_id, "44");
  const again = await call(connected.client, "add_comment", { ...input, body: "Hello?" });
  assert.equal(
    again.text,
    "Ticket #42 can no longer be reopened by a message, so the message was added to ticket #44, which continues it, now at revision 3. The ticket is open.",
  );
  assert.deepEqual([again.data.ticket_id, again.data.continues, again.data.comment.body], ["44", "42", "Hello?"]);
  const { text: read } = await call(connected.client, "get_ticket", { ticket_id: "42" });
  assert.match(read, /^Link relates:44 \[open\]: /m);
  const { text: history } = await call(connected.client, "get_history", { ticket_id: "42" });
  assert.match(history, /links relates:44/);
  assert.doesNotMatch(history, /continued_in/);
});

Deno.test("add_comment takes an author for a customer's message only", async () => {
  await using connected = await connect();
  const add = (kind: string) =>
    call(connected.client, "add_comment", { ticket_id: "42", kind, body: "Hi", author: "alice@work.example" });
  assert.equal((await add("customer")).data.comment.author, "alice@work.example");
  const refused = await add("note");
  assert.ok(refused.isError);
  assert.match(refused.text, /^author is only for kind customer\./);
});

const SYSTEM = { by: { kind: "system", name: "test", version: null } } as const;
const SAVED_REPLIES = {
  Refund: { body: "Hi {{customer.name}} <{{ customer.email }}>,\n#{{ticket.id}} {{ticket.subject}}\n{{user.name}}" },
  short: { body: "Thanks." },
};

Deno.test("add_comment fills in a saved reply, as a reply by default", async () => {
  await using connected = await connect({ user: "Ana Berg" });
  await connected.desk.settings.change(() => ({ saved_replies: SAVED_REPLIES }), SYSTEM);
  await connected.desk.customers.update("alice@example.com", { name: "{{ticket.id}} Alice" }, SYSTEM);
  const { data } = await call(connected.client, "add_comment", { ticket_id: "42", saved_reply: "refund" });
  assert.deepEqual([data.comment.kind, data.comment.delivery, data.comment.author], ["reply", "not_sent", "Ana Berg"]);
  assert.equal(
    data.comment.body,
    "Hi {{ticket.id}} Alice <alice@example.com>,\n#42 Cannot log in after password change\nAna Berg",
  );
  const note = await call(connected.client, "add_comment", { ticket_id: "42", saved_reply: "short", kind: "note" });
  assert.deepEqual([note.data.comment.kind, note.data.comment.body], ["note", "Thanks."]);
});

Deno.test("add_comment returns the first result to a repeat with a saved reply", async () => {
  await using connected = await connect();
  await connected.desk.settings.change(() => ({ saved_replies: SAVED_REPLIES }), SYSTEM);
  const comment = { ticket_id: "42", saved_reply: "short", idempotency_key: "reply-1" };
  const first = await call(connected.client, "add_comment", comment);
  assert.deepEqual(await call(connected.client, "add_comment", comment), first);
  assert.equal((await connected.desk.tickets.get("42")).comment_count, 1);
});

Deno.test("add_comment rejects a saved reply that cannot be used, and adds nothing", async () => {
  await using connected = await connect();
  const add = async (input: Record<string, unknown>) => {
    const { isError, text } = await call(connected.client, "add_comment", { ticket_id: "42", ...input });
    assert.ok(isError, text);
    return shortenMarks(text);
  };
  assert.match(
    await add({ saved_reply: "x" }),
    /^The desk has no saved replies\. A person can add some to the settings\.$/,
  );
  await connected.desk.settings.change(() => ({ saved_replies: SAVED_REPLIES }), SYSTEM);
  assert.equal(
    await add({ saved_reply: "refnd" }),
    "There is no saved reply with this name. Did you mean <team>Refund</team>? Saved replies: <team>Refund, short</team>.",
  );
  assert.match(await add({ saved_reply: "Refund" }), /has \{\{user\.name\}\}, .* Start it with --user NAME/);
  assert.match(await add({ saved_reply: "short", body: "Hi" }), /^Give either body or saved_reply:/);
  assert.match(await add({}), /^Give either body or saved_reply:/);
  assert.equal(await add({ kind: "customer" }), "body is missing: the text that the customer wrote.");
  assert.match(
    await add({ saved_reply: "short", kind: "customer" }),
    /^saved_reply is only for the kinds reply and note/,
  );
  assert.match(await add({ saved_reply: "short", ticket_id: "7" }), /^Ticket #7 not found\. Check the number/);
  assert.equal((await connected.desk.tickets.get("42")).comment_count, 0);
});

for (const era of ERAS) {
  Deno.test(`add_comment names the user of --user as the team does (${era})`, async () => {
    await using connected = await connect({ era, user: "ben" });
    const { client, desk } = connected;
    const by = { kind: "system", name: "test", version: null } as const;
    const saved_replies = { hello: { body: "Hello. {{user.name}}" } };
    await desk.settings.change(() => ({ team: { Ana: {}, Ben: {} }, saved_replies }), { by });
    const { isError, text } = await call(client, "add_comment", { ticket_id: "42", saved_reply: "hello" });
    assert.equal(isError, false, text);
    const { author, body } = (await desk.tickets.listComments("42")).items.at(-1)!;
    assert.deepEqual([author, body], ["Ben", "Hello. Ben"]);
    assert.equal((await desk.tickets.listEvents("42")).items.at(-1)!.by.on_behalf_of, "Ben");
  });
}
