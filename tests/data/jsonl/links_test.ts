import assert from "node:assert/strict";
import type { Desk } from "../../../store/mod.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { BY, type Imported, importFile, openEmptyDesk, writeFiles } from "../import_file.ts";

const BY_DANA = { kind: "host", name: "dana", version: null } as const;
const HEADER = { type: "support-mcp", version: 1 };

const toLine = (id: string, ...links: string[]) => ({
  type: "ticket",
  ticket: {
    ...{ id, subject: `Ticket ${id}`, customer: "ada@example.com" },
    ...links.length > 0 && {
      links: links.map((link) => ({ relation: link.split(":")[0], id: link.split(":")[1] })),
    },
  },
});

async function importLines(desk: Desk, ...lines: object[]): Promise<Imported> {
  await using folder = await TemporaryFolder.create();
  await writeFiles(folder.path, { "t.jsonl": [HEADER, ...lines].map((line) => `${JSON.stringify(line)}\n`).join("") });
  return await importFile(desk, folder.file("t.jsonl"));
}

async function listLinks({ tickets }: Desk, id: string): Promise<string[]> {
  return ((await tickets.get(id)).links ?? []).map(({ relation, id }) => `${relation}:${id}`);
}

Deno.test("an import gives links to the other ticket as well, once, and says so in its history", async () => {
  await using desk = await openEmptyDesk();
  const lines = [
    toLine("1", "caused_by:2", "relates:3"),
    toLine("2"),
    toLine("3", "relates:1"),
    toLine("4", "child:3"),
  ];
  const { refused, remarks, summary } = await importLines(desk, ...lines);
  assert.deepEqual([refused, remarks, summary.tickets.added], [[], [], 4]);
  assert.deepEqual(await listLinks(desk, "2"), ["causes:1"]);
  assert.deepEqual(await listLinks(desk, "3"), ["relates:1", "parent:4"]);
  assert.deepEqual((await desk.tickets.search("linked:1")).items.map(({ id }) => id).sort(), ["2", "3"]);
  const { items } = await desk.tickets.listEvents("2");
  assert.deepEqual(items.map(({ what, by }) => [what, by.name]), [["imported", BY.name], ["updated", BY.name]]);
  const before = await Array.fromAsync(desk.archive.exportTickets());
  const again = await importLines(desk, ...lines);
  assert.deepEqual([again.refused, again.remarks, again.summary.tickets.existing], [[], [], 4]);
  assert.deepEqual(await Array.fromAsync(desk.archive.exportTickets()), before);
});

Deno.test("an import leaves out links that the other ticket cannot have, names them with their lines, and is idempotent", async () => {
  await using desk = await openEmptyDesk();
  const lines = [
    toLine("1", "relates:99", "parent:2"),
    toLine("2", "parent:1"),
    toLine("3", "parent:4"),
    toLine("5", "child:3"),
    toLine("4"),
  ];
  const { refused, remarks } = await importLines(desk, ...lines);
  assert.deepEqual(refused, []);
  assert.deepEqual(remarks, [
    "t.jsonl:2 The link relates:99 of ticket #1 was left out. Ticket #99 not found. Import it, and then this file again.",
    "t.jsonl:2 The link parent:2 of ticket #1 was left out. Ticket #1 is above #2 already: parents cannot form a circle.",
    't.jsonl:5 The link child:3 of ticket #5 was left out. Ticket #3 already has the parent #4. Remove it with remove_links: "parent:4".',
  ]);
  assert.deepEqual(await Promise.all(["1", "2", "3", "4", "5"].map((id) => listLinks(desk, id))), [
    ["child:2"],
    ["parent:1"],
    ["parent:4"],
    ["child:3"],
    [],
  ]);
  const again = await importLines(desk, ...lines);
  assert.deepEqual([again.refused, again.remarks, again.summary.tickets.existing], [[], [], 5]);
});

Deno.test("an import that is repeated adds the links to tickets that came later, unless someone removed them since", async () => {
  await using desk = await openEmptyDesk();
  const [first, second] = [toLine("1", "caused_by:2", "relates:3"), toLine("2", "relates:4")];
  assert.equal((await importLines(desk, first)).remarks.length, 2);
  assert.deepEqual((await importLines(desk, second, toLine("4"))).remarks, []);
  assert.deepEqual([await listLinks(desk, "1"), await listLinks(desk, "2")], [[], ["relates:4"]]);
  const again = await importLines(desk, first);
  assert.deepEqual([again.remarks, again.summary.tickets.existing], [[], 1]);
  assert.deepEqual([await listLinks(desk, "1"), await listLinks(desk, "2")], [["caused_by:2"], [
    "relates:4",
    "causes:1",
  ]]);
  await importLines(desk, toLine("3"));
  await desk.tickets.update("1", { remove_links: ["2"] }, { by: BY_DANA });
  await importLines(desk, first);
  assert.deepEqual([await listLinks(desk, "1"), await listLinks(desk, "3")], [["relates:3"], ["relates:1"]]);
  const before = await Array.fromAsync(desk.archive.exportTickets());
  await importLines(desk, first);
  assert.deepEqual(await Array.fromAsync(desk.archive.exportTickets()), before);
});

Deno.test("an import that is repeated leaves out a link that the tickets cannot have any more", async () => {
  await using desk = await openEmptyDesk();
  await importLines(desk, toLine("1", "parent:2"));
  await importLines(desk, toLine("2"), toLine("3"));
  await desk.tickets.update("1", { add_links: ["parent:3"] }, { by: BY_DANA });
  assert.deepEqual((await importLines(desk, toLine("1", "parent:2"))).remarks, []);
  assert.deepEqual([await listLinks(desk, "1"), await listLinks(desk, "2")], [["parent:3"], []]);
});

Deno.test("an import refuses a ticket with links that no ticket can have", async () => {
  await using desk = await openEmptyDesk();
  const problems: [links: string[], reason: string][] = [
    [["relates:1"], "links has relates:1, which is the ticket itself."],
    [["relates:2", "relates:2"], "links has relates:2 twice."],
    [["parent:2", "child:2"], "links has parent:2 and child:2, which exclude each other."],
    [["parent:2", "parent:3"], "links has two parents."],
    [Array.from({ length: 51 }, (_, index) => `relates:${index + 2}`), "links has 51 links (limit 50)."],
  ];
  for (const [links, reason] of problems) {
    assert.deepEqual((await importLines(desk, toLine("1", ...links))).refused, [`t.jsonl:2 ${reason}`]);
  }
  assert.deepEqual(await Array.fromAsync(desk.archive.exportTickets()), []);
});

Deno.test("an import of one customer's export leaves out the links to tickets of others", async () => {
  await using desk = await openEmptyDesk();
  const by = { by: BY };
  await desk.customers.create({ email: "bob@example.com", name: "Bob" }, by);
  await desk.customers.create({ email: "ada@example.com", name: "Ada" }, by);
  await desk.tickets.create({ subject: "One", customer: "bob@example.com" }, by);
  await desk.tickets.create({ subject: "Two", customer: "ada@example.com" }, by);
  await desk.tickets.update("2", { add_links: ["relates:1"] }, by);
  const tickets = await Array.fromAsync(desk.archive.exportCustomerTickets("ada@example.com"));
  await using copy = await openEmptyDesk();
  await copy.customers.create({ email: "ada@example.com", name: "Ada" }, by);
  for (let round = 0; round < 2; round++) {
    const [result] = await copy.archive.importTickets(tickets, BY);
    assert.equal(result?.outcome, round === 0 ? "added" : "exists");
    const removed = await copy.archive.completeLinks([{ id: "2", links: [{ relation: "relates", id: "1" }] }], BY);
    assert.deepEqual(
      removed,
      round === 0
        ? [{ id: "2", link: "relates:1", reason: "Ticket #1 not found. Import it, and then this file again." }]
        : [],
    );
  }
});
