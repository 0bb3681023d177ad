import assert from "node:assert/strict";
import type { Client } from "@modelcontextprotocol/client";
import type { Escalation, Ticket } from "../../../../store/ticket.ts";
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

Deno.test("get_ticket and triage_prompt say that the customer wrote last, until the team replies", async () => {
  await using connected = await connect();
  const { tickets } = connected.desk;
  const { id } = await tickets.create({ subject: "Refund", customer: "alice@example.com" }, { by });
  const read = async () => {
    const { data, text } = await call(connected.client, "get_ticket", { ticket_id: id });
    const { messages } = await connected.client.getPrompt({ name: "triage_prompt", arguments: { ticket_id: id } });
    return [data.ticket.waiting, /, waiting: /.test(text), /, waiting: /.test(JSON.stringify(messages))];
  };
  assert.deepEqual(await read(), [true, true, true]);
  await tickets.addComment(id, { kind: "reply", body: "We look into it." }, { by });
  assert.deepEqual(await read(), [undefined, false, false]);
});

Deno.test("get_ticket returns comments page by page, and truncates long texts unless full_texts is true", async () => {
  await using connected = await connect();
  for (let number = 1; number <= 12; number++) {
    await call(connected.client, "add_comment", { ticket_id: "42", body: `${number} ${"long ".repeat(1_000)}` });
  }
  const first = await call(connected.client, "get_ticket", { ticket_id: "42" });
  const note = "body: 1000 of 5001 characters; call get_ticket with full_texts: true for the full text";
  const { body, truncated } = first.data.comments[0];
  assert.equal(body, `1 ${"long ".repeat(1_000)}`.slice(0, 1_000) + "…");
  assert.deepEqual(truncated, [note]);
  assert.ok(shortenMarks(first.text).includes(`${body}</team> [truncated ${note}]\nComment 2 `));
  const cursor = first.data.comments_cursor;
  assert.ok(first.text.endsWith(`\nMore: call again with comments_cursor ${cursor}`));
  const pages = await readPages(connected.client, { ticket_id: "42" });
  const numbers = pages.flatMap(({ comments }) => comments.map(({ number }) => number));
  assert.deepEqual(numbers, Array.from({ length: 12 }, (_, index) => index + 1));
  const rest = await readPages(connected.client, { ticket_id: "42", full_texts: true, comments_cursor: cursor });
  assert.equal(
    join("body", rest.flatMap(({ comments }) => comments).filter(({ number }) => number === 12)).length,
    5_002,
  );
});

Deno.test("get_ticket truncates a long description and a long resolution", async () => {
  await using connected = await connect();
  const { id } = await connected.desk.tickets.create({ ...LONG, customer: "alice@example.com" }, { by });
  await connected.desk.tickets.close(id, "r".repeat(10_000), { by });
  const { data, text } = await call(connected.client, "get_ticket", { ticket_id: id });
  assert.match(data.ticket.description, /^d{2000,}…$/);
  assert.match(data.ticket.resolution, /^r+…$/);
  const [description, resolution] = data.ticket.truncated;
  assert.match(
    description,
    /^description: 2\d{3} of 20000 characters; call get_ticket with full_texts: true for the full/,
  );
  assert.match(resolution, /^resolution: \d+ of 10000 characters; call get_ticket/);
  assert.ok(!data.outside_text.includes("ticket.truncated"));
  const notes = `[truncated ${description}]\n[truncated ${resolution}]`;
  assert.ok(shortenMarks(text).includes(`\nResolution: <team>${data.ticket.resolution}</team>\n${notes}`));
});

Deno.test("get_ticket with full_texts returns every text of the largest ticket, in pages", async () => {
  await using connected = await connect();
  const { tickets } = connected.desk;
  const { id } = await tickets.create({ ...LONG, description: "é".repeat(20_000), customer: "alice@example.com" }, {
    by,
  });
  const texts = ["日".repeat(19_000), "short", '"'.repeat(20_000), "🙂".repeat(15_000)];
  for (const body of texts) await tickets.addComment(id, { kind: "note", body }, { by });
  for (let count = 0; count < 30; count++) {
    await tickets.attach(id, { name: `${count}`.padEnd(190, "語"), type: "text/plain", bytes: new Uint8Array(1) }, {
      by,
    });
  }
  await tickets.escalate(id, { priority: null, reason: "語".repeat(2_000), note: "語".repeat(3_000) }, { by });
  await tickets.close(id, "r".repeat(10_000), { by });
  const pages = await readPages(connected.client, { ticket_id: id, full_texts: true });
  assert.equal(join("description", pages.map(({ ticket }) => ticket)), "é".repeat(20_000));
  assert.equal(join("resolution", pages.map(({ ticket }) => ticket)), "r".repeat(10_000));
  assert.equal(joinNotes(pages), "語".repeat(3_000));
  const comments = pages.flatMap(({ comments }) => comments);
  for (const [index, text] of texts.entries()) {
    assert.equal(join("body", comments.filter(({ number }) => number === index + 1)), text);
  }
  const names = pages.flatMap(({ ticket }) => ticket.attachments.map(({ name }) => name));
  assert.deepEqual(names, (await tickets.get(id)).attachments.map(({ name }) => name));
});

Deno.test("get_ticket rejects a cursor that is not its own", async () => {
  await using connected = await connect();
  for (const comments_cursor of ["nonsense", "a.b", "texts.x", "W10.1.2"]) {
    const { isError, text } = await call(connected.client, "get_ticket", { ticket_id: "42", comments_cursor });
    assert.ok(isError, comments_cursor);
    assert.match(text, /cursor is not from .* Leave it out to start at the first page\./);
  }
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
  assert.deepEqual([isError, text], [true, "Ticket #7 not found. Check the number, or search for the ticket."]);
});

const by = { kind: "host", name: "test", version: null } as const;
const LONG = { subject: "Long", description: "d".repeat(20_000) };

interface TicketPage {
  ticket: Ticket & { escalation: Escalation; resolution: string; truncated?: string[] };
  comments: { number: number; body: string; truncated?: string[] }[];
  comments_cursor: string | null;
}

/** Reads all pages, and asserts that each has at most 8,000 tokens in both forms together. */
async function readPages(client: Client, input: Record<string, unknown>): Promise<TicketPage[]> {
  const pages: TicketPage[] = [];
  let cursor = input.comments_cursor;
  do {
    const { text, data } = await call(client, "get_ticket", {
      ...input,
      ...cursor !== null && { comments_cursor: cursor },
    });
    for (const form of [text, JSON.stringify(data)]) {
      const bytes = new TextEncoder().encode(form).length;
      assert.ok(bytes <= (input.full_texts ? 16_500 : 8_500), `page ${pages.length + 1} has ${bytes} bytes`);
    }
    pages.push(data);
    assert.ok(pages.length < 100);
    cursor = data.comments_cursor;
  } while (cursor !== null);
  return pages;
}

/** Joins the parts of a text. Pages that do not show it have a brief form of it. */
function join<Name extends string>(
  name: Name,
  records: readonly ({ [name in Name]: string } & { truncated?: string[] })[],
): string {
  return records.filter(({ truncated = [] }) => !truncated.some((note) => /^\d/.test(note.split(`${name}: `)[1] ?? "")))
    .map((record) => record[name])
    .join("");
}

function joinNotes(pages: readonly TicketPage[]): string {
  const name = "escalation.note";
  return join(
    name,
    pages.map(({ ticket: { escalation, truncated = [] } }) => ({ [name]: escalation.note, truncated })),
  );
}
