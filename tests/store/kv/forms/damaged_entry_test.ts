import assert from "node:assert/strict";
import { dirname } from "node:path";
import { memoize } from "../../../../base/values/memoize.ts";
import type { Key } from "../../../../store/kv/port/mod.ts";
import { type Desk, openDesk } from "../../../../store/mod.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { BY, START } from "../../open_test_desk.ts";
import { createFullStore } from "../check/full_desk.ts";
import { DAMAGED_VALUES, damageEntry } from "./damage_entry.ts";

/** A day later, all claims and some deadlines are over. */
const LATER = Date.parse(START) + 24 * 60 * 60_000;

const ADVICE = /Repair the store \(support-mcp check --repair\), or restore a backup \(support-mcp restore\)\./;

/** Entries, the reads and changes that need them, and the start of their error. */
const ENTRIES: readonly [key: Key, error: string, calls: ((desk: Desk) => Promise<unknown>)[]][] = [
  [["ticket", 12], "Ticket #12 is damaged: its record cannot be read.", [
    ({ tickets }) => tickets.get("12"),
    ({ tickets }) => tickets.listEvents("12"),
    ({ tickets }) => tickets.listComments("12"),
    ({ tickets }) => tickets.addComment("12", { kind: "note", body: "Hello" }, BY),
    ({ tickets }) => tickets.update("12", { priority: "low" }, BY),
    ({ tickets }) => tickets.close("12", "Done", BY),
    ({ archive }) => Array.fromAsync(archive.exportTickets()),
  ]],
  [["description", 12], "Ticket #12 is damaged: its description cannot be read.", [({ tickets }) => tickets.get("12")]],
  [["comment", 12, 1], "Ticket #12 is damaged: comment 1 cannot be read.", [
    ({ tickets }) => tickets.listComments("12"),
    ({ tickets }) => tickets.listEvents("12"),
  ]],
  [["event", "ticket", 12, 2], "Ticket #12 is damaged: event 2 of its history cannot be read.", [
    ({ tickets }) => tickets.listEvents("12"),
  ]],
  [["attachment", 10, "log 10.bin"], "Ticket #10 is damaged: the entry of a file cannot be read.", [
    ({ tickets }) => tickets.getAttachment("10", "log 10.bin"),
  ]],
  [["customer", "ada@example.com"], "Customer ada@example.com is damaged: the account cannot be read.", [
    ({ customers }) => customers.get("ada@example.com"),
    ({ customers }) => customers.listEvents("ada@example.com"),
    ({ customers }) => customers.update("ada@example.com", { notes: "x" }, BY),
    ({ customers }) => customers.create({ email: "ada@example.com", name: "Ada" }, BY),
    ({ tickets }) => tickets.create({ subject: "x", customer: "ada@example.com" }, BY),
    ({ archive }) => Array.fromAsync(archive.exportCustomers()),
  ]],
  [
    ["event", "customer", "ada@example.com", 2],
    "Customer ada@example.com is damaged: event 2 of its history cannot be",
    [
      ({ customers }) => customers.listEvents("ada@example.com"),
    ],
  ],
  [["article", 3], "Article number 3 is damaged: its record cannot be read.", [
    ({ knowledge }) => knowledge.get("guide-3"),
    ({ knowledge }) => knowledge.save("guide-3", { body: "New" }, BY),
  ]],
  [["event", "article", 3, 4], "Article number 3 is damaged: revision 4 cannot be read.", [
    ({ knowledge }) => knowledge.get("guide-3"),
  ]],
  [["articleId", "guide-3"], "Article guide-3 is damaged: its number cannot be read.", [
    ({ knowledge }) => knowledge.get("guide-3"),
  ]],
  [["event", "settings", 1], "The settings are damaged: revision 1 cannot be read.", [
    ({ settings }) => settings.listEvents(),
  ]],
  [["approval", 1], "Approval A1 is damaged: its record cannot be read.", [
    ({ approvals }) => approvals.get("A1"),
    ({ approvals }) => approvals.grant("A1", { by: BY.by, via: "terminal" }),
  ]],
  [["h", "wprinter"], "The store is damaged: a part of the search index cannot be read. Other words and filters may", [
    ({ tickets }) => tickets.search("printer"),
    ({ tickets }) => tickets.search("status:open prin*"),
    ({ tickets }) => tickets.findSimilar({ text: "printer" }, 5),
  ]],
  [["meta", "index"], 'The store is damaged: its state of "index" cannot be read.', [
    ({ tickets }) => tickets.search("printer"),
  ]],
  [["next", "ticket"], "The store is damaged: the number of the next ticket is missing or wrong.", [
    ({ tickets }) => tickets.create({ subject: "x", customer: "eve@example.com" }, BY),
  ]],
];

/** Created once: it takes seconds. */
const undamaged = memoize(async () => {
  const path = `${await Deno.makeTempDir({ prefix: "support-mcp-test-" })}/desk.db`;
  await createFullStore(path);
  return path;
});

async function openDamaged(folder: TemporaryFolder, key: Key, value: Uint8Array): Promise<Desk> {
  const path = folder.file(`${crypto.randomUUID()}.db`);
  await Deno.copyFile(await undamaged(), path);
  damageEntry(path, key, value);
  return await openDesk(path, { now: () => LATER });
}

Deno.test("calls that need a damaged entry say what is damaged, and what to do", async (test) => {
  await using folder = await TemporaryFolder.create();
  for (const [key, error, calls] of ENTRIES) {
    await test.step(key.join("/"), async () => {
      for (const [name, value] of Object.entries(DAMAGED_VALUES)) {
        const desk = await openDamaged(folder, key, value);
        for (const call of calls) {
          const failure = await call(desk).then(() => null, (failure) => failure);
          assert.equal(failure?.code, "unavailable", `${name}: ${call} gave ${failure}`);
          assert.ok(failure.message.startsWith(error), failure.message);
          assert.match(failure.message, ADVICE);
        }
        await desk.close();
      }
    });
  }
});

Deno.test("a damaged ticket leaves lists, searches and the changes of others as they are", async () => {
  await using folder = await TemporaryFolder.create();
  for (const value of Object.values(DAMAGED_VALUES)) {
    const desk = await openDamaged(folder, ["ticket", 2], value);
    const { tickets, customers } = desk;
    const changes = await Promise.allSettled([
      tickets.addComment("2", { kind: "note", body: "One" }, BY),
      tickets.addComment("3", { kind: "note", body: "Two" }, BY),
      tickets.create({ subject: "New", customer: "eve@example.com" }, BY),
    ]);
    assert.deepEqual(changes.map(({ status }) => status), ["rejected", "fulfilled", "fulfilled"]);
    const found = (await tickets.search("", { limit: 100 })).items.map(({ id }) => id);
    assert.equal(found.length, 60, "61 tickets without the damaged one");
    assert.ok(!found.includes("2"));
    assert.ok(!(await tickets.listOpen(100)).tickets.some(({ id }) => id === "2"));
    for (let count = 1; count <= 3; count++) {
      assert.notEqual((await tickets.claimNext({ assignee: "Kim", minutes: 9 }, BY))?.id, "2");
    }
    assert.ok((await tickets.getStats()).by_status.open > 0);
    await customers.update("eve@example.com", { account_tier: "enterprise" }, BY);
    const both = await Promise.allSettled([tickets.get("2"), tickets.get("3")]);
    assert.deepEqual(both.map(({ status }) => status), ["rejected", "fulfilled"]);
    await desk.close();
  }
});

Deno.test("searches without the word whose part of the index is damaged find the same", async () => {
  await using folder = await TemporaryFolder.create();
  const queries = ["login", "login status:open", "priority:low", "tag:vip sort:due", ""];
  const search = ({ tickets }: Desk) => Promise.all(queries.map((query) => tickets.search(query)));
  const sound = await openDesk(await undamaged(), { now: () => LATER });
  const expected = await search(sound);
  await sound.close();
  const desk = await openDamaged(folder, ["h", "wprinter"], DAMAGED_VALUES["cut JSON"]);
  assert.deepEqual(await search(desk), expected);
  await desk.close();
});

Deno.test("searches find tickets and articles whose texts are damaged by the rest", async () => {
  await using folder = await TemporaryFolder.create();
  for (const value of Object.values(DAMAGED_VALUES)) {
    for (const key of [["comment", 12, 1], ["description", 12], ["event", "article", 4, 4]]) {
      const desk = await openDamaged(folder, key, value);
      const found = await desk.tickets.search("printer", { limit: 100 });
      assert.ok(found.items.some(({ id }) => id === "12"));
      assert.equal((await desk.knowledge.search("guide")).items.length, 3);
      await desk.close();
    }
  }
});

Deno.test("ids can be completed although what they name is damaged", async () => {
  await using folder = await TemporaryFolder.create();
  const cases: readonly [key: Key, id: string, complete: (desk: Desk) => Promise<string[]>][] = [
    [["ticket", 60], "60", ({ tickets }) => tickets.completeId("", 3)],
    [["customer", "ada@example.com"], "ada@example.com", ({ customers }) => customers.completeEmail("a", 3)],
    [["articleId", "guide-3"], "guide-3", ({ knowledge }) => knowledge.completeId("guide", 9)],
  ];
  for (const [key, id, complete] of cases) {
    const desk = await openDamaged(folder, key, DAMAGED_VALUES["cut JSON"]);
    assert.ok((await complete(desk)).includes(id));
    await desk.close();
  }
});

Deno.test("names of customers are found although one account is damaged", async () => {
  await using folder = await TemporaryFolder.create();
  const desk = await openDamaged(folder, ["customer", "ada@example.com"], DAMAGED_VALUES["cut JSON"]);
  const { name } = await desk.customers.get("eve@example.com");
  const names = await desk.customers.findNames(["ada@example.com", "eve@example.com"]);
  assert.deepEqual([...names], [["eve@example.com", name]]);
  await desk.close();
});

Deno.test("a new ticket never takes the number of another, if the store has lost its count", async () => {
  await using folder = await TemporaryFolder.create();
  const desk = await openDamaged(folder, ["next", "ticket"], new Uint8Array([1, ...new TextEncoder().encode("7")]));
  const before = await desk.tickets.get("7");
  const message = /^The store is damaged: the number of the next ticket is missing or wrong\./;
  const incoming = { customer: "eve@example.com", message: "Hello" };
  await assert.rejects(desk.tickets.create({ subject: "x", customer: "eve@example.com" }, BY), { message });
  await assert.rejects(desk.tickets.receive(incoming, BY), { message });
  assert.deepEqual(await desk.tickets.get("7"), before);
  await desk.close();
});

Deno.test.afterAll(async () => await Deno.remove(dirname(await undamaged()), { recursive: true }));
