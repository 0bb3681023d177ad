import assert from "node:assert/strict";
import { call } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";
import { shortenMarks } from "../../shorten_marks.ts";

for (const era of ERAS) {
  Deno.test(`get_ticket reads a ticket with its comments, and marks the customer's words (${era})`, async () => {
    await using connected = await connect({ era });
    const by = { kind: "host", name: "test", version: null } as const;
    const refund = { subject: "Refund", customer: "alice@example.com", description: "I was charged twice." };
    const { id } = await connected.desk.tickets.create(refund, { by });
    await connected.desk.tickets.addComment(id, { kind: "reply", body: "We look into it." }, { by });
    const { data, text } = await call(connected.client, "get_ticket", { ticket_id: id });
    assert.deepEqual(data.ticket, { ...await connected.desk.tickets.get(id) });
    assert.deepEqual(data.comments.map(({ kind, body }: { kind: string; body: string }) => [kind, body]), [
      ["reply", "We look into it."],
    ]);
    const lines = shortenMarks(text).split("\n");
    assert.match(
      lines[0]!,
      /^#44 \[open, medium, pro\] revision 2, .*: <customer>alice@example\.com: Refund<\/customer>$/,
    );
    assert.equal(lines[2], "Description: <customer>I was charged twice.</customer>");
    assert.match(lines[3]!, /^Comment 1 \(reply, not sent, .*\): <team>test: We look into it\.<\/team>$/);
  });
}

Deno.test("get_ticket returns comments page by page, and truncates long texts unless full_texts is true", async () => {
  await using connected = await connect();
  for (let number = 1; number <= 12; number++) {
    await call(connected.client, "add_comment", { ticket_id: "42", body: `${number} ${"long ".repeat(1_000)}` });
  }
  const first = await call(connected.client, "get_ticket", { ticket_id: "42" });
  assert.equal(first.data.comments.length, 10);
  assert.match(
    first.data.comments[0].body,
    /\[truncated: 1000 of \d+ characters; call get_ticket with full_texts: true/,
  );
  assert.ok(JSON.stringify(first).length < 2 * 20_000, "text and structured content, about 20 KB each at most");
  const cursor = first.data.comments_cursor;
  assert.ok(first.text.endsWith(`\nMore comments: call again with comments_cursor ${cursor}`));
  const rest = { ticket_id: "42", comments_cursor: cursor, full_texts: true };
  const second = await call(connected.client, "get_ticket", rest);
  assert.deepEqual(second.data.comments.map(({ number }: { number: number }) => number), [11, 12]);
  assert.equal(second.data.comments_cursor, null);
  assert.equal(second.data.comments[0].body.length, 5_002);
});

Deno.test("get_ticket truncates a long description and a long resolution", async () => {
  await using connected = await connect();
  const by = { kind: "host", name: "test", version: null } as const;
  const long = { subject: "Long", customer: "alice@example.com", description: "d".repeat(20_000) };
  const { id } = await connected.desk.tickets.create(long, { by });
  await connected.desk.tickets.close(id, "r".repeat(10_000), { by });
  const { data } = await call(connected.client, "get_ticket", { ticket_id: id });
  assert.match(data.ticket.description, /^d{4000}… \[truncated: 4000 of 20000 characters/);
  assert.match(data.ticket.resolution, /^r{2000}… \[truncated: 2000 of 10000 characters/);
  const full = await call(connected.client, "get_ticket", { ticket_id: id, full_texts: true });
  assert.deepEqual([full.data.ticket.description.length, full.data.ticket.resolution.length], [20_000, 10_000]);
});

Deno.test("get_ticket shows the state of an escalated, closed ticket", async () => {
  await using connected = await connect();
  const by = { kind: "host", name: "test", version: null } as const;
  await connected.desk.tickets.escalate("42", { priority: "urgent", reason: "VIP", note: "Call her." }, { by });
  const file = { name: "a.log", type: "text/plain", bytes: new Uint8Array(3) };
  await connected.desk.tickets.attach("42", file, { by });
  await connected.desk.tickets.close("42", "Reset.", { by });
  const { text: marked, data } = await call(connected.client, "get_ticket", { ticket_id: "42" });
  assert.equal(data.ticket.attachments[0].uri, "ticket://42/attachments/a.log");
  const text = shortenMarks(marked);
  assert.match(text, /^#42 \[closed, urgent, pro\] revision 4, .*\nCreated .*, updated .*\.\n/);
  assert.match(text, /\nEscalated at urgent priority, .*: <team>test: VIP\nCall her\.<\/team>\n/);
  assert.match(text, /\nResolution: <team>Reset\.<\/team>\n/);
  assert.match(
    text,
    /\nAttachment \(3 bytes\): <customer>a\.log \(text\/plain\) ticket:\/\/42\/attachments\/a\.log<\/customer>$/,
  );
});

Deno.test("get_ticket fails for an unknown ticket", async () => {
  await using connected = await connect();
  const { isError, text } = await call(connected.client, "get_ticket", { ticket_id: "7" });
  assert.deepEqual([isError, text], [true, "Ticket #7 not found."]);
});
