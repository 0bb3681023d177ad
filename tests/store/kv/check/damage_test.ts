import assert from "node:assert/strict";
import {
  checkStore,
  Findings,
  hasProblems,
  repairStore,
  type SalvagedItem,
  salvageStore,
} from "../../../../store/kv/check/mod.ts";
import { openDesk } from "../../../../store/mod.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { HOST, readEverything, START } from "../../open_test_desk.ts";
import { createRandom } from "../../../create_random.ts";
import { DAMAGES, flipBytes } from "./damages.ts";
import { createFullStore } from "./full_desk.ts";

const SEED = Number(Deno.env.get("SUPPORT_MCP_TEST_SEED") ?? 1);

let undamaged: { path: string; items: SalvagedItem[]; everything: unknown } | undefined;

/** Creates the store once for all tests. */
async function getUndamaged() {
  if (undamaged !== undefined) return undamaged;
  const path = `${await Deno.makeTempDir({ prefix: "support-mcp-test-" })}/desk.db`;
  await createFullStore(path);
  return undamaged = { path, items: (await salvage(path)).items, everything: await readDesk(path) };
}

async function readDesk(path: string): Promise<unknown> {
  const desk = await openDesk(path, { now: () => Date.parse(START) });
  return await readEverything(desk).finally(() => desk.close());
}

async function salvage(path: string): Promise<{ items: SalvagedItem[]; findings: Findings }> {
  const findings = new Findings();
  const items = await Array.fromAsync(salvageStore(path, findings));
  // An account that is lost comes directly before its first ticket.
  return { items: items.sort((one, other) => toSubject(one) < toSubject(other) ? -1 : 1), findings };
}

function check(path: string) {
  return checkStore({ kind: "file", path });
}

/** Lists the tickets and accounts with problems. */
function listNamed({ kept }: Findings): Set<string> {
  const names = kept.flatMap(({ subject }) => {
    const [, first, last] = /^Tickets #(\d+) to #(\d+)$/.exec(subject) ?? [];
    if (first === undefined) return [subject];
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => `Ticket #${Number(first) + index}`);
  });
  return new Set(names);
}

function toSubject(each: SalvagedItem): string {
  if (each.kind === "store") return "The store";
  if (each.kind === "settings") return "The settings";
  if (each.kind === "article") return `Article number ${each.item.id.replace("guide-", "")}`;
  return each.kind === "ticket" ? `Ticket #${each.item.ticket.id}` : `Customer ${each.item.customer.email}`;
}

Deno.test("a store with something of everything is sound", async () => {
  const { path, items } = await getUndamaged();
  const { problems, findings, tickets, customers } = await check(path);
  assert.deepEqual({ findings, tickets, customers }, { findings: [], tickets: 60, customers: 4 });
  assert.equal(Object.values(problems).reduce((sum, count) => sum + count), 0);
  assert.equal(items.length, 70);
});

for (const damage of DAMAGES) {
  Deno.test(`a damaged store is found, read and repaired: ${damage.name}`, async () => {
    const base = await getUndamaged();
    await using folder = await TemporaryFolder.create();
    const path = await Deno.realPath(folder.path) + "/desk.db";
    await Deno.copyFile(base.path, path);
    damage.make(path, createRandom(SEED));

    assert.ok(hasProblems(await check(path)), "the check finds nothing");
    const { items, findings } = await salvage(path);
    const named = listNamed(findings);
    for (const item of base.items) {
      const salvaged = items.find((other) => toSubject(other) === toSubject(item));
      if (!named.has(toSubject(item))) assert.deepEqual(salvaged && withoutRefusals(salvaged), withoutRefusals(item));
    }
    if (damage.kind === "derived") assert.deepEqual(items, base.items);
    await assertImportable(items);

    const { kept } = await repairStore(path);
    assert.deepEqual((await salvage(kept!)).items, items);
    assert.deepEqual((await check(path)).findings, []);
    // Accounts that are made for tickets come after those that are read, and a repaired store has all in their order.
    assert.deepEqual(sortItems((await salvage(path)).items), sortItems(items));
    if (damage.kind === "derived") assert.deepEqual(await readDesk(path), base.everything);
    const names = (await folder.listNames()).filter((name) => !/-(wal|shm)$/.test(name));
    assert.deepEqual(names, ["desk.db", kept!.split("/").at(-1), "desk.db.lock"].sort());
  });
}

/** Events have no checksums: a letter that differs in the name of their author is possible, and passes. */
function withoutHistory(each: SalvagedItem): unknown {
  return each.kind === "customer" || each.kind === "ticket" ? { ...each, item: { ...each.item, events: [] } } : each;
}

/** A refusal changes nothing and adds no revision, so nothing shows that its event is lost. */
function withoutRefusals(each: SalvagedItem): SalvagedItem {
  const changes = <Event extends { what: string }>(events: Event[]) =>
    events.filter(({ what }) => what !== "not_approved");
  if (each.kind === "customer") return { ...each, item: { ...each.item, events: changes(each.item.events) } };
  if (each.kind === "ticket") return { ...each, item: { ...each.item, events: changes(each.item.events) } };
  return each;
}

function sortItems(items: readonly SalvagedItem[]): SalvagedItem[] {
  return items.toSorted((one, other) => toSubject(one) < toSubject(other) ? -1 : 1);
}

/** Asserts that an empty desk takes all items. */
async function assertImportable(items: readonly SalvagedItem[]): Promise<void> {
  const desk = await openDesk(":memory:");
  const customers = items.filter((each) => each.kind === "customer").map(({ item }) => item);
  const tickets = items.filter((each) => each.kind === "ticket").map(({ item }) => item);
  const results = [
    ...await desk.archive.importCustomers(customers, HOST),
    ...await desk.archive.importTickets(tickets, HOST),
  ];
  assert.deepEqual(results.filter(({ outcome }) => outcome !== "added"), []);
  await desk.close();
}

Deno.test("flipped bytes anywhere are found if they change a ticket or an account, and are repaired", async () => {
  const base = await getUndamaged();
  for (let seed = SEED; seed < SEED + 4; seed++) {
    await using folder = await TemporaryFolder.create();
    const path = await Deno.realPath(folder.path) + "/desk.db";
    await Deno.copyFile(base.path, path);
    flipBytes(path, 3, createRandom(seed));
    if (!hasProblems(await check(path))) {
      const { items } = await salvage(path);
      assert.deepEqual(items.map(withoutHistory), base.items.map(withoutHistory), `seed ${seed}`);
      continue;
    }
    await repairStore(path);
    assert.deepEqual((await check(path)).findings, [], `seed ${seed}`);
  }
});

Deno.test("a store of which nothing is left is damaged, and not the file of another program", async () => {
  await using folder = await TemporaryFolder.create();
  const path = await Deno.realPath(folder.path) + "/desk.db";
  await Deno.copyFile((await getUndamaged()).path, path);
  await Deno.truncate(path, 2 * 4_096);
  await assert.rejects(check(path), {
    code: "unavailable",
    message:
      /desk\.db is damaged, and no ticket, customer or article can be read from it\. .*\(support-mcp restore\)\.$/,
  });
});
