import assert from "node:assert/strict";
import { call } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";
import { shortenMarks } from "../../shorten_marks.ts";

Deno.test("get_history lists who changed what, page by page", async () => {
  await using connected = await connect();
  await call(connected.client, "update_ticket", { ticket_id: "42", priority: "high" });
  await call(connected.client, "close_ticket_tool", { ticket_id: "42", resolution: "Reset." });
  const first = await call(connected.client, "get_history", { ticket_id: "42", limit: 2 });
  assert.deepEqual(first.data.events.map(({ what }: { what: string }) => what), ["created", "updated"]);
  assert.match(shortenMarks(first.text), /2\. .* updated by <team>test-host 1\.2\.3<\/team>: priority medium → high/);
  assert.ok(first.text.endsWith(`\nMore changes: call again with cursor ${first.data.cursor}`), first.text);
  const second = await call(connected.client, "get_history", { ticket_id: "42", cursor: first.data.cursor });
  assert.deepEqual(second.data.events.map(({ what }: { what: string }) => what), ["closed"]);
  assert.equal(second.data.cursor, null);
});

for (const era of ERAS) {
  Deno.test(`get_history includes a change that was not approved, also on a later page (${era})`, async () => {
    await using connected = await connect({ era });
    await call(connected.client, "merge_tickets", { ticket_id: "43", into_ticket_id: "42" });
    const first = await call(connected.client, "get_history", { ticket_id: "43", limit: 1 });
    assert.notEqual(first.data.cursor, null);
    const rest = await call(connected.client, "get_history", { ticket_id: "43", cursor: first.data.cursor });
    assert.deepEqual([rest.data.events.length, rest.data.events[0].what], [1, "not_approved"]);
    assert.match(rest.text, /requested by .*, not approved: .*Close ticket #43.*: not possible$/);
  });
}

Deno.test("get_history truncates long texts", async () => {
  await using connected = await connect();
  await call(connected.client, "add_comment", { ticket_id: "42", body: "x".repeat(1_000) });
  const { data, text } = await call(connected.client, "get_history", { ticket_id: "42" });
  assert.match(data.events.at(-1).comment.body, /^x{300}…$/);
  assert.deepEqual(data.events.at(-1).truncated, [
    "comment.body: 300 of 1000 characters; get_ticket returns the full text",
  ]);
  assert.match(
    shortenMarks(text),
    /commented by .*: .*note <team>x{300}…<\/team> \[truncated comment\.body: 300 of 1000/,
  );
});

Deno.test("get_history fails for an unknown ticket and for a foreign cursor", async () => {
  await using connected = await connect();
  const unknown = await call(connected.client, "get_history", { ticket_id: "7" });
  assert.deepEqual([unknown.isError, unknown.text], [
    true,
    "Ticket #7 not found. Check the number, or search for the ticket.",
  ]);
  const cursor = await call(connected.client, "get_history", { ticket_id: "42", cursor: "nonsense" });
  assert.ok(cursor.isError);
  assert.match(cursor.text, /cursor/);
});
