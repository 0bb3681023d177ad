import assert from "node:assert/strict";
import { checkStore, repairStore } from "../../../../store/kv/check/mod.ts";
import { openStore } from "../../../../store/kv/connection/mod.ts";
import type { Key } from "../../../../store/kv/port/mod.ts";
import { keys } from "../../../../store/kv/schema/mod.ts";
import { parseLocation } from "../../../../store/location.ts";
import { type Desk, openDesk } from "../../../../store/mod.ts";
import type { TicketRecord } from "../../../../store/ticket.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { BY } from "../../open_test_desk.ts";

const TICKETS = 5;

/** A desk whose tickets are merged as in `1>2, 2>3`. An earlier version could import any of these merges. */
async function createStore(path: string, merges: string): Promise<void> {
  const desk = await openDesk(path);
  await desk.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  const targets = new Map(merges.split(", ").map((merge) => merge.split(">") as [string, string]));
  const tickets = Array.from({ length: TICKETS }, (_, index) => {
    const id = String(index + 1);
    const into = targets.get(id);
    const state = into === undefined
      ? {}
      : { status: "closed" as const, resolution: "Merged.", merged_into: `9${into}` };
    return { ticket: { id, subject: "Card", customer: "ada@example.com", ...state } };
  });
  const results = await desk.archive.importTickets(tickets, BY.by);
  assert.ok(results.every(({ outcome }) => outcome === "added"), JSON.stringify(results));
  await desk.close();
  await moveTargets(path, targets);
}

/** Changes the target 92 to 2, in the records and everything that follows from them. */
async function moveTargets(path: string, targets: ReadonlyMap<string, string>): Promise<void> {
  const store = await openStore(parseLocation(path));
  for (const [id, into] of targets) {
    const number = Number(id);
    const { value } = await store.kv.get<TicketRecord>(keys.ticket(number));
    const event = await store.kv.get<{ after: object }>(keys.ticketEvent(number, 1));
    const set = (key: Key, value: unknown) => ({ type: "set", key, value }) as const;
    await store.kv.commit({
      checks: [],
      mutations: [
        set(keys.ticket(number), { ...value, merged_into: into }),
        set(keys.ticketEvent(number, 1), { ...event.value, after: { ...event.value!.after, merged_into: into } }),
        { type: "delete", key: keys.duplicate(Number(`9${into}`), number) },
        set(keys.duplicate(Number(into), number), 0),
        set(keys.mergeTarget(Number(into)), 0),
      ],
    });
  }
  await store.close();
}

const check = async (path: string) =>
  (await checkStore(parseLocation(path))).findings.map(({ kind, subject, problem }) =>
    `${kind} ${subject}: ${problem}`
  );

async function listMerges({ tickets }: Desk): Promise<string> {
  const all = await Promise.all(Array.from({ length: TICKETS }, (_, index) => tickets.get(String(index + 1))));
  return all.flatMap(({ id, merged_into }) => merged_into === null ? [] : [`${id}>${merged_into}`]).join(", ");
}

const CYCLE = "the merges form a cycle";

const CASES: [name: string, merges: string, wrong: [id: string, into: string, problem: string][], repaired: string][] =
  [
    ["into the ticket itself", "2>2, 3>4", [["2", "2", "it is the ticket itself"]], "3>4"],
    ["in a cycle", "1>2, 2>3, 3>1, 4>1", [["3", "1", CYCLE]], "1>2, 2>3, 4>1"],
    ["in two cycles", "1>2, 2>1, 3>4, 4>3", [["2", "1", CYCLE], ["4", "3", CYCLE]], "1>2, 3>4"],
  ];

for (const [name, merges, wrong, repaired] of CASES) {
  Deno.test(`a merge ${name} is found and repaired, with an event`, async () => {
    await using folder = await TemporaryFolder.create();
    const path = await Deno.realPath(folder.path) + "/desk.db";
    await createStore(path, merges);
    assert.deepEqual(
      await check(path),
      wrong.map(([id, into, problem]) =>
        `rebuilt Ticket #${id}: the merge into ticket #${into} is wrong: ${problem}. A repair removes the merge and keeps the status.`
      ),
    );
    assert.ok((await repairStore(path)).kept);
    assert.deepEqual(await check(path), []);
    const desk = await openDesk(path);
    assert.equal(await listMerges(desk), repaired);
    const { items } = await desk.tickets.listEvents(wrong[0]![0]);
    assert.deepEqual([items.at(-1)?.after, items.at(-1)?.by.name], [
      { merged_into: null },
      "support-mcp check --repair",
    ]);
    assert.equal((await desk.tickets.get(wrong[0]![0])).status, "closed");
    await desk.close();
  });
}

Deno.test("a merge into a ticket that is not on the desk is sound, and a repair keeps it", async () => {
  await using folder = await TemporaryFolder.create();
  const path = await Deno.realPath(folder.path) + "/desk.db";
  await createStore(path, "1>99, 2>1, 3>3");
  assert.deepEqual((await check(path)).map((finding) => finding.slice(0, 18)), ["rebuilt Ticket #3:"]);
  assert.ok((await repairStore(path)).kept);
  assert.deepEqual(await check(path), []);
  const desk = await openDesk(path);
  assert.equal(await listMerges(desk), "1>99, 2>1");
  await desk.close();
});

Deno.test("merges that lead to a ticket are sound", async () => {
  await using folder = await TemporaryFolder.create();
  const path = await Deno.realPath(folder.path) + "/desk.db";
  await createStore(path, "1>2, 2>3, 4>3, 5>2");
  assert.deepEqual(await check(path), []);
});

Deno.test("a new ticket does not take the number of a target that is not on the desk", async () => {
  await using folder = await TemporaryFolder.create();
  const path = await Deno.realPath(folder.path) + "/desk.db";
  await createStore(path, "1>9");
  const toTicket = { subject: "New", customer: "ada@example.com" };
  const create = async () => {
    const desk = await openDesk(path);
    const { id } = await desk.tickets.create(toTicket, BY);
    await desk.close();
    return id;
  };
  assert.equal(await create(), "100", "the import named #99 first");
  assert.deepEqual(await check(path), []);
  const store = await openStore(parseLocation(path));
  const mutation = { type: "set", key: keys.nextTicket, value: 9 } as const;
  await store.kv.commit({ checks: [], mutations: [mutation] });
  await store.close();
  assert.deepEqual(await check(path), ["derived The next ticket number: it must be at least 101."]);
  await repairStore(path);
  assert.equal(await create(), "101");
});
