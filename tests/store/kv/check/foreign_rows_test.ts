/** Rows of other programs, and values of the wrong form, in every range of the store. */

import assert from "node:assert/strict";
import { checkRows } from "../../../../store/kv/check/check_rows.ts";
import { checkStore, Findings, repairStore, salvageStore } from "../../../../store/kv/check/mod.ts";
import { BackgroundWork } from "../../../../store/kv/background/mod.ts";
import { SqliteRows } from "../../../../store/kv/rows/mod.ts";
import { keys } from "../../../../store/kv/schema/mod.ts";
import { type Desk, DeskError, openDesk } from "../../../../store/mod.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { BY, readEverything, START } from "../../open_test_desk.ts";
import { openTestStore } from "../../open_test_store.ts";
import { findKey, insertRows, listForeignKeys, listKinds, listOwnKeys, ODD_VALUES } from "./foreign_rows.ts";

/** Far more reads than the store has ranges. */
const MOST_READS = 3_000;

const [SERIALIZED, , , , TEXT, , LIST] = ODD_VALUES;
const KINDS = listKinds();

let template: Uint8Array | undefined;

/** Creates a store with a little of everything. */
async function createStore(folder: TemporaryFolder): Promise<string> {
  const path = await Deno.realPath(folder.path) + "/desk.db";
  if (template !== undefined) {
    await Deno.writeFile(path, template);
    return path;
  }
  const desk = await openDesk(path, { now: () => Date.parse(START) });
  await desk.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  const { id } = await desk.tickets.create({ subject: "Card lost", customer: "ada@example.com" }, BY);
  await desk.tickets.addComment(id, { kind: "note", body: "Ask the bank" }, BY);
  await desk.knowledge.save(null, { title: "Cards", body: "Block the card." }, BY);
  await desk.settings.change(() => ({ team: { Jo: {} } }), BY);
  await desk.close();
  template = await Deno.readFile(path);
  return path;
}

/** Opens a store file that fails after too many reads. */
async function openLimited(path: string): Promise<SqliteRows> {
  const rows = await SqliteRows.open(path);
  const read = rows.read.bind(rows);
  let reads = 0;
  rows.read = (...options) => {
    if (++reads > MOST_READS) throw new Error("The check does not end");
    return read(...options);
  };
  return rows;
}

/** Makes calls that read every range. */
function* readAll(desk: Desk): Generator<[name: string, result: Promise<unknown>]> {
  yield ["export", readEverything(desk)];
  yield ["settings", desk.archive.exportSettings()];
  yield ["search", desk.tickets.search("card")];
  yield ["prefix", desk.tickets.search("ca*")];
  for (const sort of ["due", "updated", "newest", "oldest", "priority"] as const) {
    yield [sort, desk.tickets.search("", { sort })];
  }
  yield ["similar", desk.tickets.findSimilar({ text: "card lost" }, 5)];
  yield ["open", desk.tickets.listOpen(10)];
  yield ["ticket", desk.tickets.get("1")];
  yield ["comments", desk.tickets.listComments("1")];
  yield ["events", desk.tickets.listEvents("1")];
  yield ["report", desk.tickets.getReport({ period: "7d", group_by: "assignee" })];
  yield ["customers", desk.customers.search("ada")];
  yield ["articles", desk.knowledge.search("card")];
  yield ["list of articles", desk.knowledge.list()];
  yield ["approvals", desk.approvals.list({})];
  yield ["hosts", desk.hosts.list(5)];
  yield ["drafts", desk.drafts.list("x")];
}

Deno.test("every kind of key has a form, which keys of other programs do not have", () => {
  for (const kind of KINDS) {
    assert.notDeepEqual(listOwnKeys(kind), [], kind.name);
    assert.notDeepEqual(listForeignKeys(kind), [], kind.name);
  }
});

Deno.test("check and repair ignore the keys of other programs in every range", async () => {
  await using folder = await TemporaryFolder.create();
  const path = await createStore(folder);
  insertRows(path, KINDS.flatMap(listForeignKeys), SERIALIZED!);
  {
    using rows = await openLimited(path);
    const { tickets, findings } = await checkRows(rows);
    assert.deepEqual({ tickets, kept: findings.kept }, { tickets: 1, kept: [] });
  }
  assert.equal((await repairStore(path)).kept, null);
});

/** The findings about values of another form, or parts of them, by the name of their kind. The others are parts of tickets, for example. */
const NAMED: Readonly<Record<string, string>> = {
  migration: 'The state of "migration": it cannot be read.',
  passedDeadlines: 'The state of "deadlines": it cannot be read.',
  policy: 'The state of "policy": it cannot be read.',
  head: "The search index: the postings of ",
  counts: "The counts of ",
  indexState: 'The state of "index": it cannot be read.',
  queueCounts: 'The state of "queues": it cannot be read.',
  webhookTurn: 'The state of "webhooks": it cannot be read.',
  upload: "The unfinished uploads: the entry x cannot be read.",
  delta: "The search index: the entry ",
  commitMark: "The marks of commits: the entry x cannot be read.",
  created: "Ticket #1: its entry in the list of tickets has a wrong value.",
  open: "Ticket #1: its entry in the list of open tickets has a wrong value.",
  duplicate: "Ticket #999: its entry in the list of merged tickets has a wrong value.",
  updated: ": its entry in the list of updated tickets has a wrong value.",
  due: "Ticket #1: its entry in the list of due tickets has a wrong value.",
  snooze: "Ticket #999: its entry in the list of snoozes has a wrong value.",
  lease: "Ticket #999: its entry in the list of claims has a wrong value.",
  mergeTarget: "Ticket #999: its entry in the list of merge targets has a wrong value.",
  unresolved: "Ticket #999: its entry in the list of unresolved links (to #999) has a wrong value.",
  external: "External id x: wrongly in the list of external ids (x).",
  customerPosting: "Customer ada@example.com: its entry in the search index (all) has a wrong value.",
  count: "Counter open medium: it cannot be read, but should be 1.",
  nextTicket: "The next ticket number: it cannot be read.",
  nextErasure: "The next erasure number: it cannot be read.",
  quietDeadline: "Entry quiet/999: its value. A repair removes it.",
  pendingApprovals: "Entry pendingApprovals/x: its value. A repair removes it.",
  answer: "Entry answer/x: its value. A repair removes it.",
  secret: "Entry secret/x: its value. A repair removes it.",
  tierChange: "Entry tier/x: its value. A repair removes it.",
  host: "Entry host/x: its value. A repair removes it.",
  draft: "Entry draft/x/x: its value. A repair removes it.",
  idempotency: "Entry idempotency/x: its value. A repair removes it.",
};

for (const kind of KINDS.filter(({ name }) => name !== "block")) { // no one reads a block that no term has
  Deno.test(`a check names a value of another form: ${kind.name}`, async () => {
    await using folder = await TemporaryFolder.create();
    const path = await createStore(folder);
    insertRows(path, [findKey(path, kind)], LIST!);
    using rows = await openLimited(path);
    const found = (await checkRows(rows)).findings.kept.map(({ subject, problem }) => `${subject}: ${problem}`);
    assert.ok(found.length > 0);
    assert.ok(found.some((each) => each.includes(NAMED[kind.name] ?? "")), found.join("\n"));
    if (kind.name === "head") assert.deepEqual(found.length, 1, "each ticket without the term is named too");
  });
}

Deno.test("a desk with keys of other programs in every range reads the same as one without them", async () => {
  await using folder = await TemporaryFolder.create();
  const path = await createStore(folder);
  const expected = await readDesk(path);
  insertRows(path, KINDS.flatMap(listForeignKeys), TEXT!);
  const found = await readDesk(path);
  for (const [name, result] of expected) assert.deepEqual(found.get(name), result, name);
});

async function readDesk(path: string): Promise<Map<string, unknown>> {
  const desk = await openDesk(path, { now: () => Date.parse(START) });
  try {
    const results = Array.from(readAll(desk), async ([name, result]) => [name, await result] as const);
    return new Map(await Promise.all(results));
  } finally {
    await desk.close();
  }
}

for (const value of ODD_VALUES) {
  Deno.test(`a store with ${value.name} in place of every kind of value is checked, repaired and read`, async () => {
    await using folder = await TemporaryFolder.create();
    const path = await createStore(folder);
    insertRows(path, KINDS.filter(({ name }) => name !== "schema").flatMap(listOwnKeys), value);
    {
      using rows = await openLimited(path);
      assert.ok((await checkRows(rows)).findings.total > 0);
    }
    await assertReadable(path);
    await Array.fromAsync(salvageStore(path, new Findings()));
    await repairStore(path);
    const { findings } = await checkStore({ kind: "file", path });
    assert.deepEqual(findings.filter(({ kind }) => kind !== "erasure"), []);
    await assertReadable(path);
  });
}

/** Asserts that every call returns something, or fails with a message about the store. */
async function assertReadable(path: string): Promise<void> {
  const desk = await openDesk(path, { now: () => Date.parse(START) });
  try {
    for (const [name, result] of readAll(desk)) {
      await result.catch((error) => assert.ok(error instanceof DeskError, `${name}: ${error.stack}`));
    }
  } finally {
    await desk.close();
  }
}

Deno.test("the background passes entries of other programs in the lists of deadlines and claims", async () => {
  await using store = await openTestStore();
  const due = Date.parse(START) - 1_000;
  const prefixes = [
    keys.due(true, 0, due, 1),
    keys.lease(due, 1),
    keys.snooze(due, 1),
    keys.created(due, 1),
    keys.open(due, 1),
  ];
  await store.kv.commit({
    checks: [],
    mutations: prefixes.flatMap((key) =>
      ["a", "b", "c", "d", "e"].map((part) => ({ type: "set", key: [...key.slice(0, -1), part], value: 0 }) as const)
    ),
  });
  const work = new BackgroundWork(store);
  await work.run();
  await work.close();
});
