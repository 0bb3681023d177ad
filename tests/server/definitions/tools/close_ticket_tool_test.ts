import assert from "node:assert/strict";
import { call } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";

for (const era of ERAS) {
  Deno.test(`close_ticket_tool closes a ticket and returns the article's JSON (${era})`, async () => {
    await using connected = await connect({ era });
    const { text, data } = await call(connected.client, "close_ticket_tool", { ticket_id: "42", resolution: "Reset." });
    assert.equal(text, '{"success": true, "ticket_id": "42"}');
    assert.deepEqual(data, { success: true, ticket_id: "42" });
    const ticket = await connected.desk.tickets.get("42");
    assert.equal(ticket.status, "closed");
    assert.equal(ticket.resolution, "Reset.");
  });

  Deno.test(`close_ticket_tool returns the article's failure for an unknown ticket (${era})`, async () => {
    await using connected = await connect({ era });
    const { text, data, isError } = await call(connected.client, "close_ticket_tool", {
      ticket_id: "7",
      resolution: "x",
    });
    assert.equal(text, '{"success": false, "error": "Ticket #7 not found."}');
    assert.deepEqual(data, { success: false, error: "Ticket #7 not found." });
    assert.equal(isError, false);
  });
}

Deno.test("close_ticket_tool accepts a whole number as the id", async () => {
  await using connected = await connect();
  const { data } = await call(connected.client, "close_ticket_tool", { ticket_id: 42, resolution: "Reset." });
  assert.deepEqual(data, { success: true, ticket_id: "42" });
});

Deno.test("close_ticket_tool does not change a closed ticket, and says what to do", async () => {
  await using connected = await connect();
  await call(connected.client, "close_ticket_tool", { ticket_id: "42", resolution: "First." });
  const { data } = await call(connected.client, "close_ticket_tool", { ticket_id: "42", resolution: "Second." });
  assert.equal(data.success, false);
  assert.match(data.error, /already closed.*reopen_ticket/s);
  assert.equal((await connected.desk.tickets.get("42")).resolution, "First.");
});

Deno.test("close_ticket_tool rejects texts that are empty or too long, and wrong types", async () => {
  await using connected = await connect();
  for (const resolution of ["", "x".repeat(100_000), true, ["5"], null]) {
    const { isError, text } = await call(connected.client, "close_ticket_tool", { ticket_id: "42", resolution });
    assert.ok(isError);
    assert.match(text, /resolution/);
  }
  assert.equal((await connected.desk.tickets.get("42")).revision, 1);
});

Deno.test("close_ticket_tool changes nothing at a stale revision, and names the current one", async () => {
  await using connected = await connect();
  await call(connected.client, "update_ticket", { ticket_id: "42", priority: "urgent" });
  const stale = { ticket_id: "42", resolution: "Reset.", expected_revision: 1 };
  const { data } = await call(connected.client, "close_ticket_tool", stale);
  assert.equal(data.success, false);
  assert.match(data.error, /revision 2, not 1/);
  assert.equal((await connected.desk.tickets.get("42")).status, "open");
});

Deno.test("close_ticket_tool returns the first result to a repeat with the same idempotency key", async () => {
  await using connected = await connect();
  const closing = { ticket_id: "42", resolution: "Reset.", idempotency_key: "close-42" };
  const first = await call(connected.client, "close_ticket_tool", closing);
  const repeat = await call(connected.client, "close_ticket_tool", closing);
  assert.deepEqual(repeat, first);
  assert.equal((await connected.desk.tickets.get("42")).revision, 2);
  const other = await call(connected.client, "close_ticket_tool", { ...closing, resolution: "Other." });
  assert.match(other.data.error, /idempotency key/);
});

Deno.test("close_ticket_tool names the open effects and children of the ticket, and what to do with them", async () => {
  await using connected = await connect();
  await call(connected.client, "update_ticket", { ticket_id: "43", add_links: ["caused_by:42"] });
  const { data } = await call(connected.client, "close_ticket_tool", { ticket_id: "42", resolution: "Restarted" });
  assert.deepEqual(data, {
    success: true,
    ticket_id: "42",
    next: "Still open, and caused by #42 or its children: #43. Offer to answer them (add_comment) and to close them " +
      "(update_tickets with ticket_ids and resolution).",
  });
  const last = await call(connected.client, "close_ticket_tool", { ticket_id: "43", resolution: "Restarted" });
  assert.deepEqual(last.data, { success: true, ticket_id: "43" });
});
