import assert from "node:assert/strict";
import { DeskError, type Relation, type Tickets } from "../../../store/mod.ts";
import fc from "../../fast_check.ts";
import { BY, createTickets, openDeskWithCustomer } from "../open_test_desk.ts";

const find = async (tickets: Tickets, query: string) => (await tickets.search(query)).items.map(({ id }) => id).sort();

Deno.test("a link of a merged ticket is found at its target", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "cause", "effect", "target", "last");
  const { tickets } = desk;
  await tickets.update("2", { add_links: ["caused_by:1"] }, BY);
  await tickets.merge("2", "3", BY);
  assert.deepEqual(await find(tickets, "caused_by:1"), ["2", "3"]);
  assert.deepEqual(await find(tickets, "caused_by:1 -status:closed"), ["3"]);
  await tickets.merge("3", "4", BY);
  assert.deepEqual(await find(tickets, "caused_by:1 -status:closed"), ["4"]);
  assert.deepEqual([await find(tickets, "linked:4"), await find(tickets, "parent:1")], [["1"], []]);
  await tickets.undoMerge("3", undefined, BY);
  assert.deepEqual([await find(tickets, "caused_by:1"), await find(tickets, "linked:4")], [["2", "3"], []]);
  await tickets.undoMerge("2", undefined, BY);
  assert.deepEqual([await find(tickets, "caused_by:1"), await find(tickets, "linked:3")], [["2"], []]);
});

Deno.test("a link to a merged ticket is found by the number of its target, and by its own", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "cause", "effect", "other effect", "target");
  const { tickets } = desk;
  await tickets.update("2", { add_links: ["parent:1"] }, BY);
  await tickets.update("3", { add_links: ["caused_by:4"] }, BY);
  await tickets.merge("1", "4", BY);
  assert.deepEqual([await find(tickets, "parent:4"), await find(tickets, "caused_by:1")], [["2"], ["3"]]);
  assert.deepEqual([await find(tickets, "linked:4"), await find(tickets, "linked:1,#4")], [["2", "3"], ["2", "3"]]);
  await tickets.undoMerge("1", undefined, BY);
  assert.deepEqual([await find(tickets, "parent:4"), await find(tickets, "caused_by:1")], [[], []]);
  assert.deepEqual([await find(tickets, "parent:1"), await find(tickets, "caused_by:4")], [["2"], ["3"]]);
});

const TICKETS = 6;
const id = fc.integer({ min: 1, max: TICKETS }).map(String);
const change = fc.record({
  kind: fc.constantFrom("parent", "caused_by", "relates", "merge", "merge", "undo"),
  from: id,
  to: id,
});

Deno.test("linked:, parent: and caused_by: find the tickets that show the link", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 4, maxLength: 12 }), async (changes) => {
      await using desk = await openDeskWithCustomer();
      const ids = await createTickets(desk, ...Array.from({ length: TICKETS }, (_, index) => `Ticket ${index}`));
      for (const each of changes) await apply(desk.tickets, each);
      const tickets = await Promise.all(ids.map((id) => desk.tickets.get(id)));
      for (const { id, merged_into } of tickets) {
        if (merged_into !== null) continue; // no ticket shows a link to it
        for (
          const [filter, relation] of [["linked", null], ["parent", "parent"], ["caused_by", "caused_by"]] as const
        ) {
          const shown = tickets.filter(({ links = [] }) => links.some((link) => isLink(link, id, relation)));
          assert.deepEqual(await find(desk.tickets, `${filter}:${id}`), shown.map(({ id }) => id));
        }
      }
    }),
    { numRuns: 20 },
  );
});

function isLink(link: { relation: Relation; id: string }, id: string, relation: Relation | null): boolean {
  return link.id === id && (relation === null || link.relation === relation);
}

/** Makes a change, unless the desk refuses it. */
async function apply(tickets: Tickets, { kind, from, to }: { kind: string; from: string; to: string }): Promise<void> {
  const change = kind === "merge"
    ? tickets.merge(from, to, BY)
    : kind === "undo"
    ? tickets.undoMerge(from, undefined, BY)
    : tickets.update(from, { add_links: [`${kind}:${to}`] }, BY);
  await change.catch((error) => assert.ok(error instanceof DeskError));
}
