import assert from "node:assert/strict";
import { call } from "../../call.ts";
import { connect } from "../../connect.ts";
import { shortenMarks } from "../../shorten_marks.ts";

Deno.test("edit_comment corrects a note, and get_ticket and get_history show it", async () => {
  await using connected = await connect();
  await call(connected.client, "add_comment", { ticket_id: "42", body: "Ask Bob" });
  const { data, text } = await call(connected.client, "edit_comment", { ticket_id: "42", number: 1, text: "Ask Ann" });
  assert.deepEqual([data.comment.body, data.revision, data.comment.edited_by], ["Ask Ann", 3, "test-host"]);
  assert.match(
    shortenMarks(text),
    /^Edited\. Ticket #42 is at revision 3\. Comment 1 \(note, [^,]+, edited \S+ by <team>test-host<\/team>\): <team>test-host: Ask Ann<\/team>$/,
  );
  const read = await call(connected.client, "get_ticket", { ticket_id: "42" });
  assert.equal(read.data.comments[0].body, "Ask Ann");
  const history = await call(connected.client, "get_history", { ticket_id: "42" });
  assert.equal(history.data.events.at(-1).earlier_text, "Ask Bob");
  assert.match(
    shortenMarks(history.text),
    /comment_edited by .*: note 1 was <team>Ask Bob<\/team>, is now <team>Ask Ann</,
  );
});

Deno.test("edit_comment retracts a message of the customer, but does not edit it", async () => {
  await using connected = await connect();
  await call(connected.client, "add_comment", { ticket_id: "42", kind: "customer", body: "My PIN is 1234" });
  const refused = await call(connected.client, "edit_comment", {
    ticket_id: "42",
    number: 1,
    text: "My PIN is secret",
  });
  assert.ok(refused.isError);
  assert.match(refused.text, /no one can edit\. Retract it \(retract: true\)/);
  const { data, text } = await call(connected.client, "edit_comment", { ticket_id: "42", number: 1, retract: true });
  assert.deepEqual([data.comment.body, data.comment.is_retracted], ["", true]);
  assert.match(shortenMarks(text), /^Retracted\. .*<customer>alice@example\.com: \(retracted\)<\/customer>$/);
  const read = await call(connected.client, "get_ticket", { ticket_id: "42" });
  assert.ok(!JSON.stringify(read.data).includes("1234"));
});

Deno.test("edit_comment takes either a text or a retraction, and changes nothing otherwise", async () => {
  await using connected = await connect();
  await call(connected.client, "add_comment", { ticket_id: "42", body: "Hello" });
  for (const input of [{}, { text: "New", retract: true }, { retract: false }]) {
    const { isError, text } = await call(connected.client, "edit_comment", { ticket_id: "42", number: 1, ...input });
    assert.ok(isError);
    assert.match(text, /^Give either text or retract: /);
  }
  const same = await call(connected.client, "edit_comment", { ticket_id: "42", number: 1, text: "Hello" });
  assert.deepEqual([same.data.unchanged, same.data.revision], [true, 2]);
});

Deno.test("edit_comment returns the first result to a repeat, and rejects a stale revision", async () => {
  await using connected = await connect();
  await call(connected.client, "add_comment", { ticket_id: "42", body: "Hello" });
  const input = { ticket_id: "42", number: 1, text: "Hi", idempotency_key: "fix" };
  const first = await call(connected.client, "edit_comment", input);
  assert.deepEqual(await call(connected.client, "edit_comment", input), first);
  const stale = { ticket_id: "42", number: 1, text: "Hey", expected_revision: 2 };
  assert.match((await call(connected.client, "edit_comment", stale)).text, /revision 3, not 2/);
});

Deno.test("edit_comment says where the number of a comment belongs", async () => {
  await using connected = await connect();
  for (const name of ["comment", "comment_id", "comment_number"]) {
    const { isError, text } = await call(connected.client, "edit_comment", { ticket_id: "42", [name]: 1, text: "New" });
    assert.ok(isError);
    assert.match(text, new RegExp(`^number is required\\. .* Use number instead of ${name}\\.`));
  }
});
