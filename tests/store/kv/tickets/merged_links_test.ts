import assert from "node:assert/strict";
import { DeskError, type Tickets } from "../../../../store/mod.ts";
import fc from "../../../fast_check.ts";
import { assertConsistent } from "../../audit.ts";
import { assertRefused, BY, createTickets, openDeskWithCustomer } from "../../open_test_desk.ts";
import { openTestStore } from "../../open_test_store.ts";

const list = async (tickets: Tickets, id: string) =>
  ((await tickets.get(id)).links ?? []).map(({ relation, id }) => `${relation}:${id}`);

const find = async (tickets: Tickets, query: string) => (await tickets.search(query)).items.map(({ id }) => id).sort();

async function openStoreWith(...subjects: string[]): Promise<Awaited<ReturnType<typeof openTestStore>>> {
  const store = await openTestStore();
  await store.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  for (const subject of subjects) await store.tickets.create({ subject, customer: "ada@example.com" }, BY);
  return store;
}

/** Effect #1 is merged into #3, and that into #5. Cause #2 is merged into #4. */
async function openMerged(): Promise<Awaited<ReturnType<typeof openTestStore>>> {
  const store = await openStoreWith("effect", "cause", "middle", "other cause", "target");
  await store.tickets.update("1", { add_links: ["caused_by:2"] }, BY);
  for (const [id, into] of [["1", "3"], ["3", "5"], ["2", "4"]] as const) await store.tickets.merge(id, into, BY);
  return store;
}

for (
  const [id, link] of [
    ["5", "caused_by:4"],
    ["5", "4"],
    ["5", "caused_by:2"],
    ["4", "causes:5"],
    ["4", "5"],
    ["4", "causes:1"],
    ["3", "caused_by:4"],
    ["1", "caused_by:4"],
    ["2", "causes:5"],
  ] as const
) {
  Deno.test(`a link over two merges is removed from its target as it is shown: #${id} ${link}`, async () => {
    await using store = await openMerged();
    const { tickets, kv } = store;
    assert.deepEqual([await list(tickets, "5"), await list(tickets, "4")], [["caused_by:4"], ["causes:5"]]);
    const before = await tickets.get(id);
    const { revision } = await tickets.update(id, { remove_links: [link] }, BY);
    assert.deepEqual([await list(tickets, "5"), await list(tickets, "4")], [[], []]);
    assert.equal(revision, before.revision + 1);
    const { before: had, after: has } = (await tickets.listEvents(id)).items.at(-1)!;
    const [shown] = before.links!;
    const expected = id === "1" ? "caused_by:2" : id === "2" ? "causes:1" : `${shown!.relation}:${shown!.id}`;
    assert.deepEqual([had.links?.map(({ relation, id }) => `${relation}:${id}`), has.links], [[expected], []]);
    for (const owner of ["1", "2"]) {
      assert.deepEqual((await tickets.listEvents(owner)).items.at(-1)!.after.links, [], "the history of the owner");
    }
    assert.deepEqual(await find(tickets, "linked:4"), []);
    for (const merged of ["2", "3", "1"]) await tickets.undoMerge(merged, undefined, BY);
    for (const any of ["1", "2", "3", "4", "5"]) assert.deepEqual(await list(tickets, any), [], `#${any}`);
    await assertConsistent(kv);
  });
}

Deno.test("removing a link removes it from each ticket that brings it, and keeps the others", async () => {
  await using store = await openStoreWith("target", "duplicate", "another", "cause", "relative");
  const { tickets, kv } = store;
  for (const id of ["1", "2", "3"]) await tickets.update(id, { add_links: ["caused_by:4", "relates:5"] }, BY);
  for (const id of ["2", "3"]) await tickets.merge(id, "1", BY);
  await tickets.update("1", { remove_links: ["relates:4", "caused_by:5"] }, BY);
  assert.deepEqual(await list(tickets, "1"), ["caused_by:4", "relates:5"], "other relations");
  await tickets.update("1", { remove_links: ["caused_by:4"] }, BY);
  assert.deepEqual([await list(tickets, "1"), await list(tickets, "4")], [["relates:5"], []]);
  assert.equal((await tickets.listEvents("4")).items.length, 5, "one event for the three links");
  await tickets.undoMerge("2", undefined, BY);
  assert.deepEqual(await list(tickets, "2"), ["relates:5"]);
  await assertConsistent(kv);
});

Deno.test("a link that a ticket shows over a merge is not added again, and excludes its reverse", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "target", "duplicate", "cause", "cause's target");
  const { tickets } = desk;
  await tickets.update("2", { add_links: ["caused_by:3"] }, BY);
  await tickets.merge("2", "1", BY);
  await tickets.merge("3", "4", BY);
  const { revision } = await tickets.get("1");
  for (const link of ["caused_by:3", "caused_by:4"]) {
    assert.equal((await tickets.update("1", { add_links: [link] }, BY)).revision, revision, "no change");
  }
  assert.equal(
    (await tickets.update("4", { add_links: ["causes:1"] }, BY)).revision,
    2,
    "no change from the other side",
  );
  const reverse = () => tickets.update("1", { add_links: ["causes:4"] }, BY);
  await assertRefused(desk, "invalid", /#1 has the link caused_by:4, so it cannot be causes:4 too/, reverse);
  await tickets.update("1", { remove_links: ["caused_by:4"], add_links: ["causes:4", "causes:3"] }, BY);
  assert.deepEqual([await list(tickets, "1"), await list(tickets, "4")], [["causes:4"], ["caused_by:1"]]);
});

Deno.test("a ticket shows one parent over merges: its own, or else the one of the first merged ticket", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "target", "duplicate", "another", "own parent", "its parent", "third parent");
  const { tickets } = desk;
  for (const [id, parent] of [["1", "4"], ["2", "5"], ["3", "6"]] as const) {
    await tickets.update(id, { add_links: [`parent:${parent}`] }, BY);
  }
  for (const id of ["3", "2"]) await tickets.merge(id, "1", BY);
  const check = async (shown: string | null) => {
    assert.deepEqual(await list(tickets, "1"), shown === null ? [] : [`parent:${shown}`]);
    for (const parent of ["4", "5", "6"]) {
      const isShown = parent === shown;
      assert.deepEqual(await list(tickets, parent), isShown ? ["child:1"] : [], `#${parent}`);
      for (const query of [`parent:${parent} -status:closed`, `linked:${parent} -status:closed`]) {
        assert.deepEqual(await find(tickets, query), isShown ? ["1"] : [], query);
      }
    }
    assert.deepEqual(await find(tickets, "linked:1"), shown === null ? [] : [shown]);
  };
  await check("4");
  const second = () => tickets.update("1", { add_links: ["parent:5"] }, BY);
  await assertRefused(
    desk,
    "invalid",
    /#1 already has the parent #4\. Remove it with remove_links: "parent:4"/,
    second,
  );
  await tickets.update("4", { remove_links: ["child:1"] }, BY);
  await check("5");
  const child = () => tickets.update("6", { add_links: ["child:1"] }, BY);
  await assertRefused(desk, "invalid", /Ticket #1 already has the parent #5/, child);
  await tickets.update("1", { remove_links: ["parent:5"] }, BY);
  await check("6");
  await tickets.update("6", { remove_links: ["1"] }, BY);
  await check(null);
});

Deno.test("parents cannot form a cycle over merges, nor with two links of one call", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "one", "two", "target of two", "four", "five");
  const { tickets } = desk;
  await tickets.update("1", { add_links: ["parent:2"] }, BY);
  await tickets.merge("2", "3", BY);
  await tickets.update("4", { add_links: ["parent:1"] }, BY);
  const cycle = () => tickets.update("3", { add_links: ["parent:4"] }, BY);
  await assertRefused(desk, "invalid", /#3 is above #4 already: parents cannot form a cycle/, cycle);
  const both = () => tickets.update("5", { add_links: ["parent:4", "child:3"] }, BY);
  await assertRefused(desk, "invalid", /#3 is above #5 already/, both);
});

for (const [owner, merged] of [["1", "2"], ["2", "1"]] as const) {
  Deno.test(`a merge that joins a cycle of parents shows no link that contradicts another: #${owner} parent:3`, async () => {
    await using store = await openStoreWith("duplicate", "target", "middle", "child", "cause");
    const { tickets, kv } = store;
    await tickets.update(owner, { add_links: ["parent:3", "causes:5"] }, BY);
    await tickets.update("3", { add_links: [`parent:${merged}`] }, BY);
    await tickets.update(merged, { add_links: ["caused_by:5"] }, BY);
    await tickets.merge("1", "2", BY);
    const [relation, reverse, kept] = owner === "2"
      ? ["parent", "child", ["causes:5", "caused_by:2"]] as const
      : ["child", "parent", ["caused_by:5", "causes:2"]] as const;
    assert.deepEqual(await list(tickets, "3"), [`${reverse}:2`]);
    assert.deepEqual((await list(tickets, "2")).sort(), [kept[0], `${relation}:3`].sort());
    assert.deepEqual(await list(tickets, "5"), [kept[1]], "the link of the target itself");
    assert.deepEqual((await find(tickets, "parent:3")).includes("2"), relation === "parent");
    assert.deepEqual(await find(tickets, "parent:2"), relation === "parent" ? [] : ["3"]);
    assert.deepEqual((await find(tickets, "caused_by:5")).includes("2"), relation === "child");
    assert.deepEqual(await find(tickets, "caused_by:2"), relation === "child" ? [] : ["5"]);
    await tickets.update("4", { add_links: ["parent:2"] }, BY);
    assert.ok((await list(tickets, "4")).includes("parent:2"));
    const cycle = () => tickets.update(relation === "parent" ? "3" : "2", { add_links: ["parent:4"] }, BY);
    await assert.rejects(cycle, /already has the parent|cannot form a cycle|has the link child:4/);
    await tickets.undoMerge("1", undefined, BY);
    assert.ok((await list(tickets, owner)).includes("parent:3"));
    assert.ok((await list(tickets, merged)).includes("child:3"));
    await assertConsistent(kv);
  });
}

const TICKETS = 6;
const id = fc.integer({ min: 1, max: TICKETS }).map(String);
const change = fc.record({
  kind: fc.constantFrom("parent", "parent", "child", "caused_by", "caused_by", "relates", "merge", "merge", "undo"),
  from: id,
  to: id,
});

Deno.test("both tickets show a link over any merges, and each can be removed as it is shown", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 5, maxLength: 14 }), fc.nat(), async (changes, seed) => {
      await using store = await openStoreWith(...Array.from({ length: TICKETS }, (_, index) => `Ticket ${index}`));
      const { tickets, kv } = store;
      for (const { kind, from, to } of changes) {
        const done = kind === "merge"
          ? tickets.merge(from, to, BY)
          : kind === "undo"
          ? tickets.undoMerge(from, undefined, BY)
          : tickets.update(from, { add_links: [`${kind}:${to}`] }, BY);
        await done.catch((error) => assert.ok(error instanceof DeskError));
      }
      for (let round = 0;; round++) {
        const shown = await listShown(tickets);
        assert.deepEqual(shown.map(reverse).sort(), shown, "both sides");
        assertNoContradiction(shown);
        if (shown.length === 0) break;
        const removed = shown[(seed + round) % shown.length]!;
        const [from, link] = removed.split(" ") as [string, string];
        await tickets.update(from, { remove_links: [link] }, BY);
        assert.ok(!(await listShown(tickets)).includes(removed), removed);
      }
      await assertConsistent(kv);
    }),
    { numRuns: 20 },
  );
});

/** Lists the links of tickets that are not merged, such as `1 parent:2`. */
async function listShown(tickets: Tickets): Promise<string[]> {
  const all = await Promise.all(Array.from({ length: TICKETS }, (_, index) => tickets.get(String(index + 1))));
  const own = all.filter(({ merged_into }) => merged_into === null);
  return own.flatMap(({ id, links = [] }) => links.map((link) => `${id} ${link.relation}:${link.id}`)).sort();
}

/** No ticket is above itself, and none is a cause and an effect of another. */
function assertNoContradiction(shown: readonly string[]): void {
  const parents = new Map(shown.flatMap((line) => {
    const [, id, parent] = /^(\d+) parent:(\d+)$/.exec(line) ?? [];
    return id === undefined ? [] : [[id, parent!] as const];
  }));
  for (const id of parents.keys()) {
    let above = parents.get(id);
    for (let depth = 0; above !== undefined && depth < TICKETS; depth++) {
      assert.notEqual(above, id, `a cycle: ${shown.join(", ")}`);
      above = parents.get(above);
    }
  }
  const causes = shown.filter((line) => line.includes(" causes:"));
  for (const line of causes) assert.ok(!shown.includes(line.replace("causes", "caused_by")), line);
}

const REVERSE: Record<string, string> = { relates: "relates", parent: "child", child: "parent", causes: "caused_by" };

function reverse(shown: string): string {
  const [, id, relation, other] = /^(\d+) (\w+):(\d+)$/.exec(shown)!;
  return `${other} ${REVERSE[relation!] ?? "causes"}:${id}`;
}
