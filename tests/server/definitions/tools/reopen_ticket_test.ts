import assert from "node:assert/strict";
import { call } from "../../call.ts";
import { connect, openDemoDesk } from "../../connect.ts";

const REOPEN = { ticket_id: "42", reason: "It is back." };

Deno.test("reopen_ticket reopens a closed ticket and keeps the reason as a note", async () => {
  await using connected = await connect();
  await call(connected.client, "close_ticket_tool", { ticket_id: "42", resolution: "Reset." });
  const { data, text } = await call(connected.client, "reopen_ticket", REOPEN);
  assert.equal(data.ticket.status, "open");
  assert.match(text, /^Reopened #42 \[open, medium, pro\] revision 3, /);
  const { items } = await connected.desk.tickets.listComments("42");
  assert.deepEqual(items.map(({ kind, body }) => [kind, body]), [["note", "Reopened: It is back."]]);
});

Deno.test("reopen_ticket starts the due time again", async () => {
  let now = Date.parse("2026-02-01T09:00:00.000Z");
  const desk = await openDemoDesk(() => now);
  await using connected = await connect({ desk });
  await call(connected.client, "close_ticket_tool", { ticket_id: "42", resolution: "Reset." });
  now += 60_000;
  const { data } = await call(connected.client, "reopen_ticket", REOPEN);
  assert.equal(data.ticket.due_at, "2026-02-02T09:01:00.000Z"); // pro and medium: 24 hours
  const read = await call(connected.client, "get_ticket", { ticket_id: "42" });
  const { created_at, reopened_at, due_at } = read.data.ticket;
  assert.deepEqual([created_at, reopened_at, due_at], [
    "2026-01-05T09:00:00.000Z",
    "2026-02-01T09:01:00.000Z",
    "2026-02-02T09:01:00.000Z",
  ]);
  await desk.close();
});

Deno.test("reopen_ticket keeps the assignee and the resolution in the history only", async () => {
  await using connected = await connect();
  await call(connected.client, "update_ticket", { ticket_id: "42", assignee: "dana" });
  await call(connected.client, "close_ticket_tool", { ticket_id: "42", resolution: "Reset." });
  const { data } = await call(connected.client, "reopen_ticket", REOPEN);
  assert.equal(data.ticket.assignee, null);
  const history = await call(connected.client, "get_history", { ticket_id: "42" });
  const { before } = history.data.events.at(-1);
  assert.deepEqual([before.assignee, before.resolution], ["dana", "Reset."]);
  const { tools } = await connected.client.listTools();
  assert.equal(tools.find(({ name }) => name === "reopen_ticket")?.annotations?.destructiveHint, true);
});

Deno.test("reopen_ticket fails for an open ticket and for an unknown one", async () => {
  await using connected = await connect();
  const open = await call(connected.client, "reopen_ticket", REOPEN);
  assert.ok(open.isError);
  assert.match(open.text, /Ticket #42 is open/);
  assert.equal((await connected.desk.tickets.get("42")).revision, 1);
  const unknown = await call(connected.client, "reopen_ticket", { ...REOPEN, ticket_id: "7" });
  assert.deepEqual([unknown.isError, unknown.text], [
    true,
    "Ticket #7 not found. Check the number, or search for the ticket.",
  ]);
});
