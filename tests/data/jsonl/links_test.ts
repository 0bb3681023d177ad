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
    "t.jsonl:2 The link relates:99 of ticket #1 is not complete, because ticket #99 was not found. Import #99 too, which adds the link.",
    "t.jsonl:2 The link parent:2 of ticket #1 was left out. Ticket #1 is above #2 already: parents cannot form a cycle.",
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

const listAllLinks = async (desk: Desk, ...ids: string[]) =>
  Object.fromEntries(await Promise.all(ids.map(async (id) => [id, (await listLinks(desk, id)).sort()])));

Deno.test("two files give the same links in either order", async () => {
  const files = [
    [toLine("1", "caused_by:2", "relates:3", "parent:4"), toLine("5", "relates:1"), toLine("6", "child:3")],
    [toLine("2", "relates:6"), toLine("3"), toLine("4", "child:5", "causes:5"), toLine("7", "relates:2")],
  ];
  const links = {
    1: ["caused_by:2", "parent:4", "relates:3", "relates:5"],
    2: ["causes:1", "relates:6", "relates:7"],
    3: ["parent:6", "relates:1"],
    4: ["causes:5", "child:1", "child:5"],
    5: ["caused_by:4", "parent:4", "relates:1"],
    6: ["child:3", "relates:2"],
    7: ["relates:2"],
  };
  for (const order of [files, files.toReversed(), [files.flat()]]) {
    await using desk = await openEmptyDesk();
    for (const [index, lines] of order.entries()) {
      const { refused, remarks } = await importLines(desk, ...lines);
      assert.deepEqual([refused, remarks.length > 0], [[], index === 0 && order.length > 1], remarks.join("\n"));
    }
    assert.deepEqual(await listAllLinks(desk, ...Object.keys(links)), links);
    assert.deepEqual((await desk.tickets.search("parent:4")).items.map(({ id }) => id).sort(), ["1", "5"]);
  }
});

Deno.test("a link to a ticket that comes later is added then, and no new ticket takes the number", async () => {
  await using desk = await openEmptyDesk();
  const { remarks } = await importLines(desk, toLine("1", "caused_by:2"));
  assert.deepEqual(remarks, [
    "t.jsonl:2 The link caused_by:2 of ticket #1 is not complete, because ticket #2 was not found. Import #2 too, which adds the link.",
  ]);
  assert.deepEqual((await importLines(desk, toLine("1", "caused_by:2"))).remarks, []);
  assert.deepEqual(await listLinks(desk, "1"), []);
  const { id } = await desk.tickets.create({ subject: "New", customer: "ada@example.com" }, { by: BY_DANA });
  assert.equal(id, "3");
  await importLines(desk, toLine("2"));
  assert.deepEqual(await listAllLinks(desk, "1", "2", "3"), { 1: ["caused_by:2"], 2: ["causes:1"], 3: [] });
  const { items } = await desk.tickets.listEvents("2");
  assert.deepEqual(items.map(({ what, by }) => [what, by.name]), [["imported", BY.name], ["updated", BY.name]]);
  await desk.tickets.update("1", { remove_links: ["2"] }, { by: BY_DANA });
  for (const line of [toLine("1", "caused_by:2"), toLine("2")]) await importLines(desk, line);
  assert.deepEqual(await listAllLinks(desk, "1", "2"), { 1: [], 2: [] });
});

Deno.test("an import leaves out a link of an earlier one that the tickets cannot have any more, and says so", async () => {
  await using desk = await openEmptyDesk();
  await importLines(desk, toLine("1", "parent:2", "relates:4"), toLine("3"));
  await desk.tickets.update("1", { add_links: ["parent:3"] }, { by: BY_DANA });
  const { remarks } = await importLines(desk, toLine("2"));
  assert.deepEqual(remarks, [
    't.jsonl:end The link parent:2 of ticket #1 was left out. Ticket #1 already has the parent #3. Remove it with remove_links: "parent:3".',
  ]);
  assert.deepEqual(await listAllLinks(desk, "1", "2"), { 1: ["parent:3"], 2: [] });
  assert.deepEqual((await importLines(desk, toLine("4"))).remarks, []);
  assert.deepEqual(await listAllLinks(desk, "1", "4"), { 1: ["parent:3", "relates:4"], 4: ["relates:1"] });
});

Deno.test("an export has the links to tickets that come later, and so have its copies", async () => {
  await using desk = await openEmptyDesk();
  await importLines(desk, toLine("1", "caused_by:2"), toLine("3", "relates:2"));
  await using copy = await openEmptyDesk();
  await copy.customers.create({ email: "ada@example.com", name: "Ada" }, { by: BY });
  const tickets = await Array.fromAsync(desk.archive.exportTickets());
  await copy.archive.importTickets(tickets, BY);
  assert.deepEqual(await Array.fromAsync(copy.archive.exportTickets()), tickets);
  await importLines(copy, toLine("2"));
  assert.deepEqual(await listAllLinks(copy, "1", "2", "3"), {
    1: ["caused_by:2"],
    2: ["causes:1", "relates:3"],
    3: ["relates:2"],
  });
});

Deno.test("a dry run says the same as the import about links to tickets that come later", async () => {
  await using desk = await openEmptyDesk();
  const first = [toLine("1", "parent:2", "relates:5"), toLine("3", "child:1")];
  const second = [toLine("2"), toLine("4", "child:2")];
  await using folder = await TemporaryFolder.create();
  const toFile = (lines: object[]) => [HEADER, ...lines].map((line) => `${JSON.stringify(line)}\n`).join("");
  await writeFiles(folder.path, { "a.jsonl": toFile(first), "b.jsonl": toFile(second) });
  const run = async (archive: Desk["archive"]) => [
    ...(await importFile(desk, folder.file("a.jsonl"), { archive })).remarks,
    ...(await importFile(desk, folder.file("b.jsonl"), { archive })).remarks,
  ];
  const said = await run(desk.archive.dryRun());
  assert.deepEqual(await Array.fromAsync(desk.archive.exportTickets()), []);
  assert.deepEqual(said, await run(desk.archive));
  assert.deepEqual(said.length, 3, said.join("\n"));
});

Deno.test("an erasure removes the links of the customer's tickets to those that come later", async () => {
  await using desk = await openEmptyDesk();
  await importLines(desk, toLine("1", "relates:2"));
  await desk.tickets.close("1", "Done.", { by: BY_DANA });
  const { state } = await desk.erasures.preview("ada@example.com");
  await desk.erasures.erase("ada@example.com", state, { by: BY_DANA });
  const line = toLine("2");
  await importLines(desk, { ...line, ticket: { ...line.ticket, customer: "bob@example.com" } });
  assert.deepEqual(await listAllLinks(desk, "1", "2"), { 1: [], 2: [] });
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

Deno.test("an import of one customer's export completes the links with the import of the other's", async () => {
  await using desk = await openEmptyDesk();
  const by = { by: BY };
  const customers = ["ada@example.com", "bob@example.com"];
  for (const email of customers) {
    await desk.customers.create({ email, name: email }, by);
    await desk.tickets.create({ subject: "Broken", customer: email }, by);
  }
  await desk.tickets.update("2", { add_links: ["caused_by:1"] }, by);
  await using copy = await openEmptyDesk();
  for (const email of customers.toReversed()) {
    await copy.customers.create({ email, name: email }, by);
    const tickets = await Array.fromAsync(desk.archive.exportCustomerTickets(email));
    for (const outcome of ["added", "exists"]) {
      assert.deepEqual((await copy.archive.importTickets(tickets, BY)).map((result) => result.outcome), [outcome]);
      const left = await copy.archive.completeLinks(tickets.map(({ ticket }) => ticket.id), BY);
      assert.equal(left.length, email.startsWith("bob") && outcome === "added" ? 1 : 0);
      assert.deepEqual(await copy.archive.resolveLinks(BY), []);
    }
  }
  assert.deepEqual(await listAllLinks(copy, "1", "2"), { 1: ["causes:2"], 2: ["caused_by:1"] });
});
