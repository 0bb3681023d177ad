/** Calls with arguments that a tool does not have. */

import assert from "node:assert/strict";
import { call } from "../../call.ts";
import { connect } from "../../connect.ts";
import { customersServer } from "../../../../server/mod.ts";

Deno.test("an ignored argument is named even if the call fails", async () => {
  await using connected = await connect();
  const { client } = connected;
  const unknown = await call(client, "get_ticket", { ticket_id: "999", foo: 1 });
  assert.ok(unknown.isError);
  assert.match(unknown.text, /^Ignored: foo\. get_ticket takes ticket_id, .*\nTicket #999 not found\./);
  const merge = await call(client, "merge_tickets", { ticket_id: "42", into_ticket_id: "43", force: true });
  assert.ok(merge.isError);
  assert.match(merge.text, /^Ignored: force\. merge_tickets takes .*\napproval_required: /);
});

const NEAR_NAMES: [tool: string, input: Record<string, unknown>, advice: string][] = [
  ["search_tickets", { q: "invoice" }, "Use query instead of q."],
  ["search_tickets", { text: "invoice" }, "Use query instead of text."],
  ["search_tickets", { Qeury: "invoice" }, "Use query instead of Qeury."],
  ["add_comment", { ticket_id: "42", text: "Hello" }, "Use body instead of text."],
  ["add_comment", { ticket_id: "42", body: "Hello", type: "reply" }, "Use kind instead of type."],
  ["create_ticket", { subject: "A", customer: "alice@example.com", body: "Help" }, "Use description instead of body."],
  ["get_ticket", { id: "42" }, "Use ticket_id instead of id."],
  ["update_ticket", { ticket_id: "42", status: "pending", priorty: "high" }, "Use priority instead of priorty."],
];

for (const [name, input, advice] of NEAR_NAMES) {
  Deno.test(`${name} ${JSON.stringify(input)} does nothing, and names the argument that was meant`, async () => {
    await using connected = await connect();
    const { isError, text } = await call(connected.client, name, input);
    assert.ok(isError);
    assert.ok(text.endsWith(advice), text);
    const { revision, comment_count } = await connected.desk.tickets.get("42");
    assert.deepEqual([revision, comment_count], [1, 0]);
  });
}

Deno.test("search_tickets ignores a near name of an argument that is given", async () => {
  await using connected = await connect();
  const { isError, text } = await call(connected.client, "search_tickets", { query: "login", q: "login" });
  assert.ok(!isError);
  assert.match(text, /^Ignored: q\. /);
});

Deno.test("search_customers says where filters go", async () => {
  await using connected = await connect({ definition: customersServer });
  const { text } = await call(connected.client, "search_customers", { status: "active" });
  assert.match(text, /^Ignored: status\. search_customers takes query, limit, cursor; filters go into query\.\n/);
});

for (const status of ["resolved", "done", "Solved", "close"]) {
  Deno.test(`update_ticket names the tool that closes a ticket for status ${status}`, async () => {
    await using connected = await connect();
    const { isError, text } = await call(connected.client, "update_ticket", { ticket_id: "42", status });
    assert.ok(isError);
    assert.match(text, /To close a ticket, use close_ticket_tool\.$/);
  });
}

Deno.test("add_comment names kind for is_public, unless the comment is a reply", async () => {
  await using connected = await connect();
  const note = await call(connected.client, "add_comment", { ticket_id: "42", body: "Hello", is_public: true });
  assert.match(note.text, /^Ignored: is_public\. .* To write to the customer, set kind to reply\.\n/);
  const reply = await call(connected.client, "add_comment", {
    ticket_id: "42",
    body: "A",
    kind: "reply",
    public: true,
  });
  assert.match(reply.text, /^Ignored: public\. /);
  assert.doesNotMatch(reply.text, /set kind to reply/);
});
