import assert from "node:assert/strict";
import { call } from "../../call.ts";
import { connect } from "../../connect.ts";

const REFUND = {
  subject: "Refund for my card",
  customer: "Alice@Example.com",
  description: "I was charged twice.",
  tags: ["billing"],
};

Deno.test("create_ticket creates a ticket that every other tool finds", async () => {
  await using connected = await connect();
  const { client } = connected;
  const created = await call(client, "create_ticket", REFUND);
  assert.equal(created.data.ticket.id, "44");
  assert.equal(created.data.ticket.customer, "alice@example.com");
  assert.match(created.text, /^Created #44 \[open, medium\] <customer_words>Refund for my card<\/customer_words>/);
  assert.match(created.text, /, unassigned, tags: billing, due /);

  const found = await call(client, "search_tickets", { query: "charged tag:billing" });
  assert.deepEqual(found.data.tickets.map(({ id }: { id: string }) => id), ["44"]);
  const read = await call(client, "get_ticket", { ticket_id: "44" });
  assert.equal(read.data.ticket.description, "I was charged twice.");
  const stats = await call(client, "ticket_stats");
  assert.equal(stats.data.by_status.open, 3);
  assert.equal(stats.data.unassigned, 3);
});

Deno.test("create_ticket fails for an unknown customer, and says what to do", async () => {
  await using connected = await connect();
  const unknown = { subject: "Hi", customer: "eve@example.com" };
  const { isError, text } = await call(connected.client, "create_ticket", unknown);
  assert.ok(isError);
  assert.match(text, /Customer eve@example\.com not found\..*create_customer/);
  assert.equal((await connected.desk.tickets.getStats()).total, 2);
});

Deno.test("create_ticket returns the first result to a repeat with the same idempotency key", async () => {
  await using connected = await connect();
  const first = await call(connected.client, "create_ticket", { ...REFUND, idempotency_key: "refund" });
  assert.deepEqual(await call(connected.client, "create_ticket", { ...REFUND, idempotency_key: "refund" }), first);
  assert.equal((await connected.desk.tickets.getStats()).total, 3);
});
