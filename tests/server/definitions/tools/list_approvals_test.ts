import assert from "node:assert/strict";
import { customersServer } from "../../../../server/mod.ts";
import { call } from "../../call.ts";
import { shortenMarks } from "../../shorten_marks.ts";
import { connect, ERAS, openDemoDesk } from "../../connect.ts";

const MERGE = { ticket_id: "43", into_ticket_id: "42" };
const PERSON = { by: { kind: "person", name: "dana", version: null }, via: "terminal" } as const;

for (const era of ERAS) {
  Deno.test(`list_approvals lists the changes that wait, with their values (${era})`, async () => {
    await using connected = await connect({ era });
    const none = await call(connected.client, "list_approvals");
    assert.deepEqual([none.text, none.data], ["No pending approvals.", { approvals: [], cursor: null }]);
    await call(connected.client, "merge_tickets", MERGE);
    const { data, text } = await call(connected.client, "list_approvals");
    assert.match(
      shortenMarks(text),
      /^A1 \[pending\] merge_tickets, requested by <team>test-host 1\.2\.3<\/team> at .*Z\. Expires at .*Z\. <customer>Close ticket #43 /,
    );
    const [{ id, state, tool, change }] = data.approvals;
    assert.deepEqual([id, state, tool], ["A1", "pending", "merge_tickets"]);
    assert.deepEqual(change, { ticket_id: "43", revision: 1, into_ticket_id: "42", into_revision: 1 });
  });
}

Deno.test("list_approvals lists one state, page by page", async () => {
  await using connected = await connect();
  await call(connected.client, "merge_tickets", MERGE);
  await call(connected.client, "merge_tickets", { ticket_id: "42", into_ticket_id: "43" });
  const first = await call(connected.client, "list_approvals", { limit: 1 });
  const second = await call(connected.client, "list_approvals", { limit: 1, cursor: first.data.cursor });
  const ids = [first, second].map(({ data }) => data.approvals.map(({ id }: { id: string }) => id));
  assert.deepEqual([ids, second.data.cursor], [[["A1"], ["A2"]], null]);
  assert.match(first.text, /call again with cursor/);
  await connected.desk.approvals.reject("A1", "No duplicate", PERSON);
  const rejected = await call(connected.client, "list_approvals", { state: "rejected" });
  assert.match(
    rejected.text,
    /^A1 \[rejected\] .* Decided by .*dana.* \(terminal\) at .*Z\. Reason: <team_words id=\w+>No duplicate</,
  );
});

Deno.test("list_approvals cuts a long reason, and says so outside the marks", async () => {
  await using connected = await connect();
  await call(connected.client, "merge_tickets", MERGE);
  await connected.desk.approvals.reject("A1", "r".repeat(400), PERSON);
  const { data, text } = await call(connected.client, "list_approvals", { state: "rejected" });
  const note = "reason: 300 of 400 characters; support-mcp approvals show A1 shows the full text";
  assert.deepEqual([data.approvals[0].reason, data.approvals[0].truncated], [`${"r".repeat(300)}…`, [note]]);
  assert.ok(shortenMarks(text).includes(` Reason: <team>${data.approvals[0].reason}</team> <customer>`));
  assert.ok(text.endsWith(`> [truncated ${note}]`), text);
});

Deno.test("list_approvals lists only changes of the same server", async () => {
  const desk = await openDemoDesk();
  {
    await using tickets = await connect({ desk });
    await using customers = await connect({ desk, definition: customersServer });
    await call(tickets.client, "merge_tickets", MERGE);
    await call(customers.client, "update_account", { email: "bob@example.com", account_tier: "pro", notes: "secret" });
    const lists = await Promise.all([tickets, customers].map(({ client }) => call(client, "list_approvals")));
    const found = lists.map(({ data }) => data.approvals.map(({ tool }: { tool: string }) => tool));
    assert.deepEqual(found, [["merge_tickets"], ["update_account"]]);
  }
  await desk.close();
});
