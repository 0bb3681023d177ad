import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { checkStore, repairStore } from "../../../../store/kv/check/mod.ts";
import { encodeKey } from "../../../../store/kv/rows/mod.ts";
import { parseLocation } from "../../../../store/location.ts";
import { openDesk } from "../../../../store/mod.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { BY } from "../../open_test_desk.ts";

const TICKETS = 5;

/** Links as in `1 caused_by:2, 3 parent:4`. */
async function createStore(path: string, links: string): Promise<void> {
  const desk = await openDesk(path);
  await desk.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  const own = links === "" ? [] : links.split(", ").map((text) => text.split(" ") as [id: string, link: string]);
  const tickets = Array.from({ length: TICKETS }, (_, index) => ({
    ticket: {
      id: String(index + 1),
      subject: "Card",
      customer: "ada@example.com",
      links: own.filter(([id]) => id === String(index + 1)).map(([, link]) => {
        const [relation, id] = link.split(":");
        return { relation: relation as "relates", id: id! };
      }),
    },
  }));
  const results = await desk.archive.importTickets(tickets, BY.by);
  assert.ok(results.every(({ outcome }) => outcome === "added"), JSON.stringify(results));
  await desk.close();
}

async function listLinks(path: string): Promise<string> {
  const desk = await openDesk(path);
  const tickets = await Promise.all(
    Array.from({ length: TICKETS }, async (_, index) => await desk.tickets.get(String(index + 1))),
  );
  await desk.close();
  return tickets.flatMap(({ id, links = [] }) => links.map((link) => `${id} ${link.relation}:${link.id}`)).join(", ");
}

const check = async (path: string) =>
  (await checkStore(parseLocation(path))).findings.map(({ kind, subject, problem }) =>
    `${kind} ${subject}: ${problem}`
  );

const CASES: [name: string, links: string, findings: string[], repaired: string][] = [
  [
    "the other ticket lacks",
    "1 caused_by:2, 4 child:3",
    [
      "rebuilt Ticket #2: the link causes:1 is missing, which ticket #1 has. A repair adds it.",
      "rebuilt Ticket #3: the link parent:4 is missing, which ticket #4 has. A repair adds it.",
    ],
    "1 caused_by:2, 2 causes:1, 3 parent:4, 4 child:3",
  ],
  [
    "leads to no ticket",
    "1 relates:99, 1 relates:2, 2 relates:1",
    [
      "rebuilt Ticket #1: the link relates:99 is wrong: that ticket does not exist, or cannot have it. A repair removes it.",
    ],
    "1 relates:2, 2 relates:1",
  ],
  [
    "the other ticket cannot have",
    "3 parent:4, 4 child:3, 5 child:3",
    ["rebuilt Ticket #5: the link child:3 is wrong: that ticket does not exist, or cannot have it. A repair removes it."],
    "3 parent:4, 4 child:3",
  ],
];

for (const [name, links, findings, repaired] of CASES) {
  Deno.test(`a link that ${name} is found and repaired, with an event`, async () => {
    await using folder = await TemporaryFolder.create();
    const path = await Deno.realPath(folder.path) + "/desk.db";
    await createStore(path, links);
    assert.deepEqual(await check(path), findings);
    assert.ok((await repairStore(path)).kept);
    assert.deepEqual(await check(path), []);
    assert.equal(await listLinks(path), repaired);
    const changed = /#(\d)/.exec(findings[0]!)![1]!;
    const desk = await openDesk(path);
    const { items } = await desk.tickets.listEvents(changed);
    assert.deepEqual([items.at(-1)?.what, items.at(-1)?.by.name], ["updated", "support-mcp check --repair"]);
    assert.equal((await desk.tickets.search(`linked:${changed}`)).items.length > 0, repaired.includes(`:${changed}`));
    await desk.close();
  });
}

Deno.test("a repair of a store that has lost a ticket removes the links to it", async () => {
  await using folder = await TemporaryFolder.create();
  const path = await Deno.realPath(folder.path) + "/desk.db";
  await createStore(path, "1 relates:2, 2 relates:1, 2 caused_by:3, 3 causes:2");
  using database = new DatabaseSync(path);
  for (const key of [["ticket", 2], ["event", "ticket", 2, 1]]) {
    database.prepare("DELETE FROM kv WHERE k = ?").run(encodeKey(key));
  }
  database.close();
  assert.notDeepEqual(await check(path), []);
  await repairStore(path);
  assert.deepEqual(await check(path), []);
});

Deno.test("a link to a ticket that may come later is sound, and a repair keeps it", async () => {
  await using folder = await TemporaryFolder.create();
  const path = await Deno.realPath(folder.path) + "/desk.db";
  await createStore(path, "1 relates:99");
  const complete = async () => {
    const desk = await openDesk(path);
    const left = await desk.archive.completeLinks(["1"], BY.by);
    await desk.close();
    return left;
  };
  assert.deepEqual(await complete(), [{ id: "1", link: { relation: "relates", id: "99" }, reason: null }]);
  assert.deepEqual(await check(path), []);
  using database = new DatabaseSync(path);
  database.prepare("DELETE FROM kv WHERE k = ?").run(encodeKey(["unresolved", 99, 1]));
  database.close();
  assert.deepEqual(await check(path), ["derived Ticket #1: missing in the list of unresolved links (to #99)."]);
  await repairStore(path);
  assert.deepEqual(await check(path), []);
  const desk = await openDesk(path);
  await desk.archive.importTickets([{ ticket: { id: "99", subject: "Card", customer: "ada@example.com" } }], BY.by);
  assert.deepEqual(await desk.archive.resolveLinks(BY.by), []);
  await desk.close();
  assert.equal(await listLinks(path), "1 relates:99");
});
