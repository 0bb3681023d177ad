import assert from "node:assert/strict";
import { call } from "../../call.ts";
import { connect } from "../../connect.ts";
import { shortenMarks } from "../../shorten_marks.ts";

Deno.test("update_ticket changes the given fields and keeps the others", async () => {
  await using connected = await connect();
  const { data, text } = await call(connected.client, "update_ticket", {
    ticket_id: "42",
    assignee: "dana",
    status: "pending",
    add_tags: ["login"],
  });
  assert.deepEqual(
    [data.ticket.assignee, data.ticket.status, data.ticket.tags, data.ticket.priority],
    ["dana", "pending", ["login"], "medium"],
  );
  assert.match(
    shortenMarks(text),
    /^Updated #42 \[pending, medium, pro\] revision 2, assigned to <team>dana<\/team>, tags <team>login<\/team>: /,
  );
});

for (const none of ["none", "None"]) {
  Deno.test(`update_ticket removes the assignee with "${none}"`, async () => {
    await using connected = await connect();
    await call(connected.client, "update_ticket", { ticket_id: "42", assignee: "dana" });
    const { data, text } = await call(connected.client, "update_ticket", { ticket_id: "42", assignee: none });
    assert.equal(data.ticket.assignee, null);
    assert.match(text, /, unassigned, first reply due /);
  });
}

Deno.test("update_ticket does not close a ticket", async () => {
  await using connected = await connect();
  const { isError, text } = await call(connected.client, "update_ticket", { ticket_id: "42", status: "closed" });
  assert.ok(isError);
  assert.match(text, /status/);
  assert.equal((await connected.desk.tickets.get("42")).status, "open");
});

Deno.test("update_ticket changes nothing at a stale revision, and names the current one", async () => {
  await using connected = await connect();
  await call(connected.client, "update_ticket", { ticket_id: "42", priority: "urgent" });
  const stale = { ticket_id: "42", priority: "low", expected_revision: 1 };
  const { isError, text } = await call(connected.client, "update_ticket", stale);
  assert.ok(isError);
  assert.match(text, /revision 2, not 1/);
  assert.equal((await connected.desk.tickets.get("42")).priority, "urgent");
});

for (
  const [name, update] of [
    ["the current priority", { priority: "medium" }],
    ["a tag to remove that it does not have", { remove_tags: "nope" }],
  ] as const
) {
  Deno.test(`update_ticket says that nothing changed for ${name}`, async () => {
    await using connected = await connect();
    const { text, data } = await call(connected.client, "update_ticket", { ticket_id: "43", ...update });
    assert.match(text, /^Nothing changed: these are the current values of #43 \[open, medium, free\] revision 1/);
    assert.deepEqual([data.unchanged, data.ticket.revision], [true, 1]);
  });
}

Deno.test("update_ticket returns the first result to a repeat, which says that the ticket was changed", async () => {
  await using connected = await connect();
  const update = { ticket_id: "43", priority: "high", idempotency_key: "raise" };
  const first = await call(connected.client, "update_ticket", update);
  assert.match(first.text, /^Updated #43 /);
  assert.deepEqual(await call(connected.client, "update_ticket", update), first);
});

Deno.test("update_ticket snoozes a ticket, and claim_next_ticket leaves it out until its end", async () => {
  await using connected = await connect();
  await call(connected.client, "update_ticket", { ticket_id: "43", assignee: "dana" });
  const { data, text } = await call(connected.client, "update_ticket", { ticket_id: "42", snoozed_until: "2h" });
  assert.ok(Date.parse(data.ticket.snoozed_until) > Date.now());
  assert.ok(text.includes(`, snoozed until ${data.ticket.snoozed_until}: `), text);
  assert.equal((await call(connected.client, "claim_next_ticket", {})).data.ticket, null);
  const read = await call(connected.client, "get_ticket", { ticket_id: "42" });
  assert.equal(read.data.ticket.snoozed_until, data.ticket.snoozed_until);
  const woken = await call(connected.client, "update_ticket", { ticket_id: "42", snoozed_until: "" });
  assert.equal(woken.data.ticket.snoozed_until, undefined);
  assert.equal((await call(connected.client, "claim_next_ticket", {})).data.ticket.id, "42");
});

Deno.test("update_ticket keeps a snooze if snoozed_until is null, which means absent", async () => {
  await using connected = await connect();
  await call(connected.client, "update_ticket", { ticket_id: "42", snoozed_until: "3d" });
  const update = { ticket_id: "42", priority: "high", snoozed_until: null };
  assert.ok((await call(connected.client, "update_ticket", update)).data.ticket.snoozed_until);
});

Deno.test("update_ticket rejects a snooze that ends in the past", async () => {
  await using connected = await connect();
  const update = { ticket_id: "42", snoozed_until: "2020-01-01T09:00:00Z" };
  const { isError, text } = await call(connected.client, "update_ticket", update);
  assert.ok(isError);
  assert.match(
    text,
    /^snoozed_until cannot be "2020-01-01T09:00:00Z"\. 2020-01-01T09:00:00\.000Z is not in the future/,
  );
});

Deno.test("update_ticket moves a ticket to another customer, and creates the account as create_ticket does", async () => {
  await using connected = await connect();
  const update = { ticket_id: "42", customer: "Jane Roe <Jane@Example.com>" };
  const { data, text } = await call(connected.client, "update_ticket", update);
  assert.deepEqual(
    [data.ticket.customer, data.ticket.account_tier, data.customer_name],
    ["jane@example.com", "free", "Jane Roe"],
  );
  assert.match(
    shortenMarks(text),
    /\nThe customer had no account\. Created <customer>jane@example\.com: Jane Roe<\/customer>, free, active\.$/,
  );
  const history = await call(connected.client, "get_history", { ticket_id: "42" });
  const { before, after } = history.data.events.at(-1);
  assert.deepEqual([before, after], [{ customer: "alice@example.com" }, { customer: "jane@example.com" }]);
  const again = await call(connected.client, "update_ticket", { ticket_id: "43", customer: "jane@example.com" });
  assert.equal(again.data.customer_name, undefined);
});

Deno.test("update_ticket changes and empties the description, and the history shows both texts", async () => {
  await using connected = await connect();
  const { description } = await connected.desk.tickets.get("42");
  await call(connected.client, "update_ticket", { ticket_id: "42", description: "It is the lid" });
  assert.equal((await connected.desk.tickets.get("42")).description, "It is the lid");
  const { data, text } = await call(connected.client, "get_history", { ticket_id: "42" });
  assert.deepEqual(data.events.at(-1).before, { description });
  assert.match(shortenMarks(text), /description <customer>.*<\/customer> → <customer>It is the lid<\/customer>/s);
  await call(connected.client, "update_ticket", { ticket_id: "42", description: "" });
  assert.equal((await connected.desk.tickets.get("42")).description, "");
});

Deno.test("update_ticket links tickets, and get_ticket shows the link on both sides", async () => {
  await using connected = await connect();
  const added = await call(connected.client, "update_ticket", { ticket_id: "43", add_links: "caused_by:42" });
  assert.match(added.text, /\nLinks: caused_by:42 \[open\]\.$/);
  assert.deepEqual(added.data.links, [{ relation: "caused_by", id: "42", status: "open" }]);
  const { data, text } = await call(connected.client, "get_ticket", { ticket_id: "42" });
  assert.deepEqual(data.ticket.links.map(({ subject: _words, ...link }: { subject: string }) => link), [
    { relation: "causes", id: "43", status: "open" },
  ]);
  assert.match(shortenMarks(text), /\nLink causes:43 \[open\]: <customer>/);
  await call(connected.client, "update_ticket", { ticket_id: "43", add_links: "relates:42", remove_links: "42" });
  const history = await call(connected.client, "get_history", { ticket_id: "43" });
  const removed = await call(connected.client, "update_ticket", { ticket_id: "43", remove_links: "42" });
  assert.match(removed.text, /\nLinks: none\.$/);
  assert.deepEqual(removed.data.links, []);
  assert.equal(
    (await call(connected.client, "update_ticket", { ticket_id: "43", priority: "low" })).data.links,
    undefined,
  );
  assert.match(history.text, /: links caused_by:42\n.*: links caused_by:42 → relates:42/);
  const refused = await call(connected.client, "update_ticket", { ticket_id: "42", add_links: ["relates:42"] });
  assert.ok(refused.isError);
  assert.match(refused.text, /cannot be linked to itself/);
});

Deno.test("update_ticket sets a due time by hand, says so, and returns to that of the policy", async () => {
  await using connected = await connect();
  const before = (await connected.desk.tickets.get("42")).due_at;
  const { data, text } = await call(connected.client, "update_ticket", { ticket_id: "42", due_at: "3d" });
  const { due_at, due_for, due_by_hand } = data.ticket;
  assert.deepEqual([due_for, due_by_hand], ["resolution", due_at]);
  assert.match(text, /, resolution due \d{4}-\d\d-\d\d \([^)]+\), due time set by hand, waiting: /);
  const read = await call(connected.client, "get_ticket", { ticket_id: "42" });
  assert.equal(read.data.ticket.due_by_hand, due_at);
  const back = await call(connected.client, "update_ticket", { ticket_id: "42", due_at: "none" });
  assert.deepEqual([back.data.ticket.due_at, back.data.ticket.due_by_hand], [before, undefined]);
});

for (
  const [argument, value, message] of [
    [
      "due_at",
      "2020-01-01T09:00:00Z",
      /^due_at cannot be "2020-01-01T09:00:00Z"\. 2020-01-01T09:00:00\.000Z is not in/,
    ],
    ["due_at", "now", /^due_at cannot be "now"\. Use a time such as/],
    ["customer", "unknown", /^"unknown" is not an email address: /],
    ["customer", "erased-1@erased.invalid", /erased/],
  ] as const
) {
  Deno.test(`update_ticket rejects ${argument} ${value}, and changes nothing`, async () => {
    await using connected = await connect();
    const { isError, text } = await call(connected.client, "update_ticket", { ticket_id: "42", [argument]: value });
    assert.ok(isError);
    assert.match(text, message);
    assert.equal((await connected.desk.tickets.get("42")).revision, 1);
  });
}

Deno.test("update_ticket shows what is due next: the first reply, then the resolution", async () => {
  await using connected = await connect();
  const first = await call(connected.client, "update_ticket", { ticket_id: "42", priority: "high" });
  assert.equal(first.data.ticket.due_for, "first_reply");
  await call(connected.client, "add_comment", { ticket_id: "42", kind: "reply", body: "Hello" });
  const then = await call(connected.client, "update_ticket", { ticket_id: "42", priority: "low" });
  assert.equal(then.data.ticket.due_for, "resolution");
  assert.match(then.text, /, resolution due \d{4}-/);
});
