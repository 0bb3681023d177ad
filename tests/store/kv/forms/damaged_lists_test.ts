import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { decodeKey } from "../../../../store/kv/rows/mod.ts";
import type { Key } from "../../../../store/kv/port/mod.ts";
import { type Desk, openDesk } from "../../../../store/mod.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { BY } from "../../open_test_desk.ts";
import { createFullStore } from "../check/full_desk.ts";
import { DAMAGED_VALUES, damageEntry } from "./damage_entry.ts";

/** A list: the names of its items, and the damage that it reports. */
interface List {
  names: string[];
  damaged?: readonly string[] | undefined;
}

type ReadList = (desk: Desk) => Promise<List>;

const searchTickets = (query: string): ReadList => async ({ tickets }) => {
  const { items, damaged } = await tickets.search(query, { limit: 100 });
  return { names: items.map(({ id, account_tier }) => `${id} ${account_tier}`), damaged };
};

const findSimilar = (text: string): ReadList => async ({ tickets }) => {
  const { items, damaged } = await tickets.findSimilar({ text }, 100);
  return { names: items.map(({ id, account_tier }) => `${id} ${account_tier}`), damaged };
};

const listOpen: ReadList = async ({ tickets }) => {
  const list = await tickets.listOpen(100);
  return { names: list.tickets.map(({ id, account_tier }) => `${id} ${account_tier}`), damaged: list.damaged };
};

const searchCustomers: ReadList = async ({ customers }) => {
  const { items, damaged } = await customers.search("");
  return { names: items.map(({ email }) => email), damaged };
};

const listArticles: ReadList = async ({ knowledge }) => {
  const { items, damaged } = await knowledge.list();
  return { names: items.map(({ id }) => id), damaged };
};

const searchArticles = (query: string): ReadList => async ({ knowledge }) => {
  const { items, damaged } = await knowledge.search(query);
  return { names: items.map(({ id }) => id), damaged };
};

const listApprovals: ReadList = async ({ approvals }) => {
  const { items, damaged } = await approvals.list({});
  return { names: items.map(({ id }) => id), damaged };
};

/** Entries, the lists that have their item, and the sentence in these about the damage. */
const LISTED: readonly [key: Key, lost: string | null, problem: string, lists: ReadList[]][] = [
  [
    ["ticket", 3],
    "3 free",
    "Ticket #3 is damaged: its record cannot be read.",
    [
      searchTickets(""),
      searchTickets("customer:kim@example.com"),
      searchTickets("tier:free"),
      findSimilar("printer"),
      listOpen,
    ],
  ],
  [
    ["customer", "kim@example.com"],
    null,
    "Customer kim@example.com is damaged: the account cannot be read.",
    [searchTickets(""), searchTickets("tier:free"), searchTickets("printer"), findSimilar("printer"), listOpen],
  ],
  [
    ["customer", "kim@example.com"],
    "kim@example.com",
    "Customer kim@example.com is damaged: the account cannot be read.",
    [searchCustomers],
  ],
  [
    ["article", 4],
    "guide-4",
    "Article number 4 is damaged: its record cannot be read.",
    [listArticles, searchArticles(""), searchArticles("guide")],
  ],
  [["approval", 1], "A1", "Approval A1 is damaged: its record cannot be read.", [listApprovals]],
];

function listKeys(path: string, name: string): Key[] {
  using database = new DatabaseSync(path) as DatabaseSync & Disposable;
  const rows = database.prepare("SELECT k FROM kv ORDER BY k").all();
  return rows.map(({ k }) => decodeKey(k as Uint8Array)!).filter((key) => key[0] === name);
}

async function readLists(path: string, lists: readonly ReadList[]): Promise<List[]> {
  const desk = await openDesk(path);
  try {
    return await Promise.all(lists.map((read) => read(desk)));
  } finally {
    await desk.close();
  }
}

async function copyStore(from: string): Promise<string> {
  const path = from.replace(/[^/]+$/, `${crypto.randomUUID()}.db`);
  await Deno.copyFile(from, path);
  return path;
}

async function createStore(folder: TemporaryFolder): Promise<string> {
  const path = folder.file("undamaged.db");
  await createFullStore(path);
  const desk = await openDesk(path);
  const change = { tool: "update_account", email: "ada@example.com", update: { account_tier: "free" } } as const;
  await desk.approvals.request({ change: { ...change, revision: 2 }, question: "Change the tier?" }, BY);
  await desk.close();
  return path;
}

Deno.test("lists show the other items, name the damaged ones, and still have the tier of a damaged account", async () => {
  await using folder = await TemporaryFolder.create();
  const sound = await createStore(folder);
  for (const [key, lost, problem, lists] of LISTED) {
    const before = await readLists(sound, lists);
    for (const [name, value] of Object.entries(DAMAGED_VALUES)) {
      const path = await copyStore(sound);
      damageEntry(path, key, value);
      const after = await readLists(path, lists);
      for (const [index, list] of after.entries()) {
        const message = `${key.join("/")}: ${name}: ${lists[index]}`;
        assert.equal(before[index]!.damaged, undefined);
        assert.ok(lost === null || before[index]!.names.includes(lost), message);
        assert.deepEqual(list.names, before[index]!.names.filter((each) => each !== lost), message);
        assert.deepEqual(list.damaged, [problem], message);
      }
    }
  }
});

Deno.test("lists leave out the tickets of a customer whose tier is lost, and changes of them go on", async () => {
  await using folder = await TemporaryFolder.create();
  const path = await createStore(folder);
  for (const key of [["customer", "kim@example.com"], ["event", "customer", "kim@example.com", 1]]) {
    damageEntry(path, key, DAMAGED_VALUES["cut JSON"]);
  }
  const desk = await openDesk(path);
  for (const list of await Promise.all([searchTickets("")(desk), listOpen(desk)])) {
    assert.ok(list.names.includes("1 pro"));
    assert.ok(!list.names.some((name) => name.startsWith("3 ")));
    assert.deepEqual(list.damaged, ["Customer kim@example.com is damaged: the account cannot be read."]);
  }
  assert.equal((await desk.tickets.update("3", { add_tags: ["seen"] }, BY)).account_tier, "free");
  await desk.close();
});

Deno.test("a damaged counter stops no list of open tickets, and changes fail whole", async () => {
  await using folder = await TemporaryFolder.create();
  const sound = await createStore(folder);
  const [before] = await readLists(sound, [listOpen]);
  for (const key of [["count", "open", "low"], ["count", "due"], ["count", "waiting"]]) {
    for (const value of Object.values(DAMAGED_VALUES)) {
      const path = await copyStore(sound);
      damageEntry(path, key, value);
      const desk = await openDesk(path);
      assert.deepEqual(await listOpen(desk), before);
      assert.equal((await desk.tickets.listOpen(1)).total, before!.names.length);
      await assert.rejects(desk.tickets.getStats(), {
        message: /^The store is damaged: a counter cannot be read\. Repair/,
      });
      const failed = desk.tickets.create({ subject: "New", customer: "kim@example.com", priority: "low" }, BY);
      await assert.rejects(failed, { message: /: a counter cannot be read\. .*\. Nothing was changed\.$/ });
      await assert.rejects(desk.tickets.get("61"), { code: "not_found" });
      assert.deepEqual(await listOpen(desk), before);
      await desk.close();
    }
  }
});

Deno.test("damaged settings are read from their history, and the next change repairs them", async () => {
  await using folder = await TemporaryFolder.create();
  const sound = await createStore(folder);
  for (const value of Object.values(DAMAGED_VALUES)) {
    const path = await copyStore(sound);
    damageEntry(path, ["settings"], value);
    const reports: string[] = [];
    const desk = await openDesk(path, { onDamage: (message) => reports.push(message) });
    assert.deepEqual((await desk.settings.read()).team, { Jo: {}, Kim: {} });
    await desk.tickets.create({ subject: "New", customer: "kim@example.com" }, BY);
    assert.deepEqual(reports, [
      "The settings are damaged: the current revision cannot be read. Revision 1, the last one of their history, is used. " +
      "Repair the store (support-mcp check --repair).",
    ]);
    assert.equal((await desk.settings.change((document) => ({ ...document, approval_days: 3 }), BY))?.revision, 2);
    await desk.close();
    const again = await openDesk(path, { onDamage: (message) => assert.fail(message) });
    assert.deepEqual((await again.settings.readRevision())?.document, { team: { Jo: {}, Kim: {} }, approval_days: 3 });
    await again.close();
  }
});

Deno.test("settings whose history is damaged too cannot be read", async () => {
  await using folder = await TemporaryFolder.create();
  const path = await createStore(folder);
  for (const key of [["settings"], ["event", "settings", 1]]) damageEntry(path, key, DAMAGED_VALUES["an empty object"]);
  const desk = await openDesk(path);
  const error = {
    code: "unavailable",
    message: /^The settings are damaged: the current revision cannot be read\. Repair/,
  };
  await assert.rejects(desk.settings.read(), error);
  await assert.rejects(desk.settings.change(() => ({}), BY), error);
  await assert.rejects(desk.tickets.create({ subject: "x", customer: "eve@example.com" }, BY), error);
  assert.equal((await searchTickets("")(desk)).names.length, 60);
  await desk.close();
});

Deno.test("a message of a webhook that is damaged waits for a repair, and others are sent", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  const desk = await openDesk(path);
  const hook = { url: "https://example.com/hook", secrets: [`whsec_${btoa("a".repeat(32))}`] };
  await desk.settings.change(() => ({ webhooks: { hook } }), BY);
  await desk.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  for (const subject of ["One", "Two", "Three"]) {
    await desk.tickets.create({ subject, customer: "ada@example.com" }, BY);
  }
  await desk.webhooks.takeTurn();
  await desk.webhooks.queueEvents("hook");
  const [first] = await desk.webhooks.listDue("hook", 1);
  await desk.close();
  damageEntry(path, listKeys(path, "webhookMessage")[1]!, DAMAGED_VALUES["cut JSON"]);
  damageEntry(path, ["ticket", 3], DAMAGED_VALUES["an empty object"]);

  const damaged = await openDesk(path);
  assert.deepEqual((await damaged.webhooks.listDue("hook", 9)).map(({ id }) => id), [first!.id]);
  assert.equal((await damaged.webhooks.list())[0]!.waiting, 2);
  await damaged.close();
  assert.equal(listKeys(path, "webhookMessage").length, 3);
});
