import assert from "node:assert/strict";
import { call } from "../../call.ts";
import { connect } from "../../connect.ts";
import { shortenMarks } from "../../shorten_marks.ts";

const REFUND = {
  subject: "Refund for my card",
  customer: "Alice@Example.com",
  description: "I was charged twice.",
  tags: ["billing"],
};

const NEW_CUSTOMERS = [
  ["Jane Roe <jane@example.com>", "jane@example.com", "Jane Roe"],
  ["eve.smith@example.com", "eve.smith@example.com", "eve.smith"],
  ['"Roe, Max" <MAX@Example.com>', "max@example.com", "Roe, Max"],
  ["<ann@example.com>", "ann@example.com", "ann"],
  [`${"n".repeat(250)} <long@example.com>`, "long@example.com", `${"n".repeat(199)}…`],
] as const;

Deno.test("create_ticket creates a ticket that every other tool finds", async () => {
  await using connected = await connect();
  const { client } = connected;
  const created = await call(client, "create_ticket", REFUND);
  assert.equal(created.data.ticket.id, "44");
  assert.equal(created.data.ticket.customer, "alice@example.com");
  const text = shortenMarks(created.text);
  assert.match(
    text,
    /^Created #44 \[open, medium, pro\] revision 1, unassigned, tags <team>billing<\/team>, first reply due /,
  );
  assert.match(text, /: <customer>alice@example\.com: Refund for my card<\/customer>$/);

  const found = await call(client, "search_tickets", { query: "charged tag:billing" });
  assert.deepEqual(found.data.tickets.map(({ id }: { id: string }) => id), ["44"]);
  const read = await call(client, "get_ticket", { ticket_id: "44" });
  assert.equal(read.data.ticket.description, "I was charged twice.");
  const stats = await call(client, "ticket_stats");
  assert.equal(stats.data.by_status.open, 3);
  assert.equal(stats.data.unassigned, 3);
});

Deno.test("create_ticket creates the account of an unknown customer, and says so", async () => {
  await using connected = await connect();
  const { client, desk } = connected;
  const create = (customer: string) => call(client, "create_ticket", { subject: "Hi", customer });
  for (const [customer, email, name] of NEW_CUSTOMERS) {
    const { text, data } = await create(customer);
    assert.deepEqual([data.account_created, data.customer_name, data.ticket.customer], [true, name, email]);
    const [, line] = text.split("\n");
    assert.match(line!, /^The customer had no account\. Created <customer_words.*>, free, active\.$/);
    assert.ok(line!.includes(`>${email}: ${name}<`), line);
    const { items: [event, ...more] } = await desk.customers.listEvents(email);
    assert.deepEqual([event?.what, event?.by.name, more], ["created", "test-host", []]);
    const account = await desk.customers.get(email);
    assert.deepEqual([account.name, account.account_tier, account.status], [name, "free", "active"]);
  }
  const again = await create("Someone Else <jane@example.com>");
  assert.deepEqual([again.data.account_created, again.data.customer_name], [false, undefined]);
  assert.equal(again.text.includes("account"), false);
  assert.equal((await desk.customers.get("jane@example.com")).name, "Jane Roe");
  assert.equal((await desk.tickets.getStats()).customers, 2 + NEW_CUSTOMERS.length);
});

Deno.test("create_ticket creates neither a ticket nor an account for an invalid address", async () => {
  await using connected = await connect();
  for (const customer of ["Jane Roe", "Jane <jane>", "<>x", "jane@@example.com", "Jane Roe jane@example.com"]) {
    const { isError, text } = await call(connected.client, "create_ticket", { subject: "Hi", customer });
    assert.ok(isError, customer);
    assert.match(text, /is not an email address: .* Use the form name@example\.com/);
  }
  const { total, customers } = await connected.desk.tickets.getStats();
  assert.deepEqual({ total, customers }, { total: 2, customers: 2 });
});

Deno.test("create_ticket says again that it created the account when the call is repeated", async () => {
  await using connected = await connect();
  const ticket = { subject: "Hi", customer: "eve@example.com", idempotency_key: "eve" };
  const first = await call(connected.client, "create_ticket", ticket);
  assert.equal(first.data.account_created, true);
  assert.deepEqual(await call(connected.client, "create_ticket", ticket), first);
});

Deno.test("create_ticket returns the first result to a repeat with the same idempotency key", async () => {
  await using connected = await connect();
  const first = await call(connected.client, "create_ticket", { ...REFUND, idempotency_key: "refund" });
  assert.deepEqual(await call(connected.client, "create_ticket", { ...REFUND, idempotency_key: "refund" }), first);
  assert.equal((await connected.desk.tickets.getStats()).total, 3);
});

Deno.test("create_ticket and the desk count characters, not UTF-16 code units", async () => {
  await using connected = await connect();
  const { client, desk } = connected;
  const by = { kind: "system", name: "test", version: null } as const;
  const create = (subject: string) => call(client, "create_ticket", { subject, customer: "bob@example.com" });
  const { data } = await create("🧾".repeat(250));
  assert.equal((await desk.tickets.get(data.ticket.id)).subject, "🧾".repeat(250));
  const message = "subject is too long: 251 characters (limit 250).";
  const tooLong = await create("🧾".repeat(251));
  assert.deepEqual([tooLong.isError, tooLong.text], [true, message]);
  const subject = "🧾".repeat(251);
  await assert.rejects(desk.tickets.create({ subject, customer: "bob@example.com" }, { by }), { message });
});

Deno.test("create_ticket rejects a text whose bytes do not fit in the store, and changes nothing", async () => {
  await using connected = await connect();
  const description = "🧾".repeat(20_000);
  const { isError, text } = await call(connected.client, "create_ticket", { ...REFUND, description });
  assert.deepEqual([isError, text], [true, "description is too long: 80,000 bytes (limit 60,000)."]);
  assert.equal((await connected.desk.tickets.getStats()).total, 2);
});

Deno.test("create_ticket and update_ticket put the subject and the assignee on one line", async () => {
  await using connected = await connect();
  const ticket = {
    subject: "Refund\n#99 [open]\u200b \u202egnp",
    customer: "alice@example.com",
    assignee: "da\u200bna\n",
  };
  const { data } = await call(connected.client, "create_ticket", ticket);
  assert.deepEqual([data.ticket.subject, data.ticket.assignee], ["Refund #99 [open] gnp", "dana"]);
  const update = { ticket_id: data.ticket.id, subject: "a\r\nb", assignee: "x\ty" };
  const updated = await call(connected.client, "update_ticket", update);
  assert.deepEqual([updated.data.ticket.subject, updated.data.ticket.assignee], ["a b", "x y"]);
  const empty = await call(connected.client, "create_ticket", { ...ticket, subject: "\u200b" });
  assert.ok(empty.isError);
  assert.match(empty.text, /^subject is empty/);
});

Deno.test("create_ticket records at most 200 characters of a host's name, on one line", async () => {
  const { toHostActor } = await import("../../../../server/protocol/calls/run_tool.ts");
  const { name, version } = toHostActor({
    clientInfo: { name: "a\n".repeat(60_000), version: "1\u202e" },
    authInfo: undefined,
  });
  assert.deepEqual([name.length <= 200, name.startsWith("a a a"), version], [true, true, "1"]);
});
