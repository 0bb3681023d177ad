import assert from "node:assert/strict";
import type { Desk } from "../../../store/mod.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { BY, type Imported, importFile, openEmptyDesk, writeFiles } from "../import_file.ts";

const toLine = (id: string | undefined, merged_into?: string) => ({
  type: "ticket",
  ticket: {
    ...id !== undefined && { id },
    ...{ subject: `Ticket ${id}`, customer: "ada@example.com" },
    ...merged_into !== undefined && { status: "closed", resolution: "Merged.", merged_into },
  },
});

async function importLines(desk: Desk, ...lines: object[]): Promise<Imported> {
  await using folder = await TemporaryFolder.create();
  const all = [{ type: "support-mcp", version: 1 }, ...lines];
  await writeFiles(folder.path, { "t.jsonl": all.map((line) => `${JSON.stringify(line)}\n`).join("") });
  return await importFile(desk, folder.file("t.jsonl"));
}

Deno.test("an import rejects a ticket that is merged into itself", async () => {
  await using desk = await openEmptyDesk();
  const { refused, summary } = await importLines(desk, toLine("56", "56"), toLine("57"), toLine(undefined, "58"));
  assert.deepEqual(refused, [
    "t.jsonl:2 merged_into cannot be 56, the ticket itself.",
    "t.jsonl:4 merged_into cannot be 58, the ticket itself.",
  ]);
  assert.equal(summary.tickets.added, 1);
});

Deno.test("an import rejects the last ticket of a cycle of merges, also of a later file", async () => {
  await using desk = await openEmptyDesk();
  const first = await importLines(desk, toLine("1", "2"), toLine("2", "3"), toLine("3", "1"));
  assert.deepEqual(first.refused, ["t.jsonl:4 merged_into cannot be 1, which is merged into this ticket already."]);
  const note = "t.jsonl:3 Ticket #2 is merged into #3, which was not found. Import #3 too, or reopen #2.";
  assert.deepEqual(first.remarks, [note]);
  assert.deepEqual((await importLines(desk, toLine("3", "2"))).refused, [
    "t.jsonl:2 merged_into cannot be 2, which is merged into this ticket already.",
  ]);
  const { refused, remarks } = await importLines(desk, toLine("3"));
  assert.deepEqual([refused, remarks], [[], []]);
});

Deno.test("an import names merges into tickets that are neither in the file nor on the desk", async () => {
  await using desk = await openEmptyDesk();
  const { refused, remarks } = await importLines(desk, toLine("57", "999"), toLine("58", "60"), toLine("60"));
  assert.deepEqual([refused, remarks], [[], [
    "t.jsonl:2 Ticket #57 is merged into #999, which was not found. Import #999 too, or reopen #57.",
  ]]);
});

Deno.test("a chain of merges that ends at an unknown ticket names it", async () => {
  await using desk = await openEmptyDesk();
  await importLines(desk, toLine("61", "62"), toLine("62", "999"));
  await assert.rejects(
    desk.tickets.addComment("61", { kind: "note", body: "Hello" }, { by: BY }),
    /#61 was merged into #62, and that leads to #999, which does not exist or leads to no other ticket\. Reopen it first/,
  );
});

Deno.test("a ticket that is merged into an unknown one can be read, reopened and unmerged", async () => {
  await using desk = await openEmptyDesk();
  const { tickets } = desk;
  await importLines(desk, ...["57", "58", "59"].map((id) => toLine(id, "999")));
  await assert.rejects(
    tickets.addComment("57", { kind: "note", body: "Hello" }, { by: BY }),
    /^DeskError: Ticket #57 was merged into #999, which does not exist or leads to no other ticket\. Reopen it first \(reopen_ticket\)\.$/,
  );
  assert.equal((await tickets.reopen("57", "Again", { by: BY })).merged_into, null);
  const { ticket, tags } = await tickets.undoMerge("58", undefined, { by: BY });
  assert.deepEqual([ticket.status, ticket.merged_into, tags], ["open", null, { removed: [], kept: [] }]);
  const message = { customer: "ada@example.com", message: "Still broken", ticket_id: "59" };
  const received = await desk.tickets.receive(message, { by: BY });
  assert.deepEqual(received, { ticket_id: "59", outcome: "commented" });
  const { status, merged_into } = await tickets.get("59");
  assert.deepEqual([status, merged_into], ["open", null]);
  await using copy = await openEmptyDesk();
  const exported = await Array.fromAsync(desk.archive.exportTickets());
  await copy.archive.importCustomers(await Array.fromAsync(desk.archive.exportCustomers()), BY);
  const results = await copy.archive.importTickets(exported, BY);
  assert.deepEqual(results.map(({ outcome }) => outcome), ["added", "added", "added"], JSON.stringify(results));
});
