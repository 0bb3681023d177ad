import assert from "node:assert/strict";
import { call } from "../../call.ts";
import { connect } from "../../connect.ts";

const REOPEN = { ticket_id: "42", reason: "It is back." };

Deno.test("reopen_ticket reopens a closed ticket and keeps the reason as a note", async () => {
  await using connected = await connect();
  await call(connected.client, "close_ticket_tool", { ticket_id: "42", resolution: "Reset." });
  const { data, text } = await call(connected.client, "reopen_ticket", REOPEN);
  assert.equal(data.ticket.status, "open");
  assert.match(text, /^Reopened #42 \[open, medium\]/);
  const { items } = await connected.desk.tickets.listComments("42");
  assert.deepEqual(items.map(({ kind, body }) => [kind, body]), [["note", "Reopened: It is back."]]);
});

Deno.test("reopen_ticket fails for an open ticket and for an unknown one", async () => {
  await using connected = await connect();
  const open = await call(connected.client, "reopen_ticket", REOPEN);
  assert.ok(open.isError);
  assert.match(open.text, /Ticket #42 is open/);
  assert.equal((await connected.desk.tickets.get("42")).revision, 1);
  const unknown = await call(connected.client, "reopen_ticket", { ...REOPEN, ticket_id: "7" });
  assert.deepEqual([unknown.isError, unknown.text], [true, "Ticket #7 not found."]);
});
