import assert from "node:assert/strict";
import type { Desk } from "../../../store/mod.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { BY, importFile, openEmptyDesk } from "../import_file.ts";

const HEADER = '{"type":"support-mcp","version":1}';

/** Imports lines after a header. */
async function importLines(desk: Desk, lines: readonly unknown[], header = HEADER) {
  await using folder = await TemporaryFolder.create();
  const texts = lines.map((line) => typeof line === "string" ? line : JSON.stringify(line));
  await Deno.writeTextFile(folder.file("desk.jsonl"), [header, ...texts].join("\n"));
  return await importFile(desk, folder.file("desk.jsonl"), { format: "jsonl" });
}

const ticket = { type: "ticket", ticket: { subject: "By hand", customer: "a@b.c" } };

Deno.test("import of JSON Lines imports lines written by hand once", async () => {
  await using desk = await openEmptyDesk();
  const lines = [ticket, { ...ticket, comments: [{ author: "Bob", kind: "note", body: "Hm." }] }, ticket];
  const first = await importLines(desk, lines);
  assert.deepEqual(first.refused, []);
  assert.deepEqual([first.summary.tickets.added, first.summary.customers.added, first.summary.comments], [3, 1, 1]);
  const second = await importLines(desk, lines);
  assert.deepEqual(second.summary.tickets, { added: 0, existing: 3 });
});

Deno.test("import of JSON Lines takes the customer's address from a mailbox and a mailto link", async () => {
  await using desk = await openEmptyDesk();
  const by = { kind: "system", name: "support-mcp import", version: null };
  const email = "mailto:bob@example.com"; // the account of an earlier version, with its history
  const account = { email, name: "Bob", account_tier: "free", status: "active", notes: "" };
  const at = "2026-01-01T00:00:00.000Z";
  const after = { ...account, created_at: at };
  const { refused } = await importLines(desk, [
    {
      type: "customer",
      customer: { ...after, updated_at: at, revision: 1 },
      events: [{ email, revision: 1, at, what: "created", by, before: {}, after }],
    },
    { type: "ticket", ticket: { subject: "One", customer: "Ada Roe <Ada@example.com>" } },
    { type: "ticket", ticket: { subject: "Two", customer: "mailto:bob@example.com" } },
  ]);
  assert.deepEqual(refused, []);
  const customers = await Array.fromAsync(desk.archive.exportCustomers(), ({ customer }) => customer);
  assert.deepEqual(customers.map(({ email, name }) => [email, name]), [
    ["ada@example.com", "Ada Roe"],
    ["bob@example.com", "Bob"],
  ]);
  const tickets = await Array.fromAsync(desk.archive.exportTickets(), ({ ticket }) => ticket.customer);
  assert.deepEqual(tickets, ["ada@example.com", "bob@example.com"]);
});

Deno.test("import of JSON Lines refuses invalid lines by number and imports the others", async () => {
  await using desk = await openEmptyDesk();
  const { refused, summary } = await importLines(desk, [
    ticket,
    '{"type":"ticket","ticket":{"subject":',
    { type: "ticket", ticket: { subject: 5, customer: "a@b.c" } },
    { type: "ticket", ticket: { ...ticket.ticket, status: "gone" } },
    { type: "invoice" },
    { type: "attachment", ticket_id: "1", name: "a.txt", base64: "?" },
    { type: "attachment", ticket_id: "9", name: "a.txt", base64: "aGk=" },
    { type: "ticket", ticket: { ...ticket.ticket, id: "7" }, events: [{ revision: 1 }] },
    "[]",
  ]);
  assert.equal(summary.tickets.added, 1);
  const byLine = new Map(refused.map((text) => [text.match(/^desk\.jsonl:(\d+)/)![1], text]));
  assert.deepEqual([...byLine.keys()].sort(), ["10", "3", "4", "5", "6", "7", "8", "9"]);
  assert.match(byLine.get("3")!, /Invalid JSON/);
  assert.match(byLine.get("4")!, /ticket\.subject/);
  assert.match(byLine.get("5")!, /ticket\.status/);
  assert.match(byLine.get("6")!, /Not a valid line of an export/);
  assert.match(byLine.get("7")!, /base64/);
  assert.match(byLine.get("8")!, /Ticket #9 not found/);
  assert.match(byLine.get("9")!, /events/);
});

Deno.test("import of JSON Lines reports other items with the same id or address and does not change them", async () => {
  await using desk = await openEmptyDesk();
  await desk.customers.create({ email: "a@b.c", name: "Ada" }, { by: BY });
  await desk.tickets.create({ subject: "Mine", customer: "a@b.c" }, { by: BY });
  const { refused, summary } = await importLines(desk, [
    { type: "customer", customer: { email: "a@b.c", name: "Other" } },
    { type: "ticket", ticket: { ...ticket.ticket, id: "1" } },
    { type: "ticket", ticket: { ...ticket.ticket, id: "2" } },
  ]);
  assert.equal(refused.length, 2);
  assert.match(refused[0]!, /desk\.jsonl:2 Customer a@b\.c already exists.*name/);
  assert.match(refused[1]!, /desk\.jsonl:3 Ticket #1 already exists.*subject/);
  assert.equal(summary.tickets.added, 1);
  assert.equal((await desk.tickets.get("1")).subject, "Mine");
});

Deno.test("import of JSON Lines refuses a history that does not replay to its ticket", async () => {
  await using desk = await openEmptyDesk();
  const at = "2026-01-02T00:00:00.000Z";
  const event = { ticket_id: "1", revision: 1, at, what: "created", by: BY, before: {}, after: { subject: "Another" } };
  const { refused } = await importLines(desk, [
    { type: "ticket", ticket: { ...ticket.ticket, id: "1", created_at: at }, events: [event] },
  ]);
  assert.match(refused[0]!, /history does not replay to this ticket/);
});

Deno.test("import of JSON Lines rejects files of newer versions and other programs", async () => {
  await using desk = await openEmptyDesk();
  const newer = importLines(desk, [ticket], '{"type":"support-mcp","version":2}');
  await assert.rejects(newer, /desk\.jsonl: it was written by a newer support-mcp \(format version 2.*Upgrade/);
  await assert.rejects(importLines(desk, [ticket], "{}"), /desk\.jsonl: it is not an export of support-mcp/);
  await assert.rejects(importLines(desk, [ticket], "subject,customer"), /not an export/);
  assert.equal((await desk.tickets.getStats()).total, 0);
});

for (const line of [{ ...ticket }, { subject: "By hand", customer: "a@b.c" }]) {
  Deno.test(`import says that the header is missing above ${JSON.stringify(line)}`, async () => {
    await using desk = await openEmptyDesk();
    await using folder = await TemporaryFolder.create();
    await Deno.writeTextFile(folder.file("desk.jsonl"), `${JSON.stringify(line)}\n`);
    await assert.rejects(importFile(desk, folder.file("desk.jsonl")), {
      name: "DataError",
      message:
        /desk\.jsonl: it is not an export of support-mcp\. Its first line must be \{"type":"support-mcp","version":1\}\.$/,
    });
  });
}
