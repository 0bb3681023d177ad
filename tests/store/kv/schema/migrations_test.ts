import assert from "node:assert/strict";
import { runWithProgress } from "../../../../store/kv/migrations/migration_progress.ts";
import type { Counter, Key, KeyValueStore } from "../../../../store/kv/port/mod.ts";
import { keys } from "../../../../store/kv/schema/keys.ts";
import { CURRENT_VERSION, type Migration, prepareSchema } from "../../../../store/kv/schema/migrations.ts";
import { TestKv } from "../test_kv.ts";

async function readEverything(kv: KeyValueStore): Promise<[Key, unknown][]> {
  return (await Array.fromAsync(kv.list({ prefix: [] }))).map(({ key, value }) => [key, value]);
}

/** Creates migrations that record their runs. */
function createMigrations(count: number): { migrations: Migration[]; ran: string[] } {
  const ran: string[] = [];
  const migrations = Array.from({ length: count }, (_, index) => ({
    name: `migration ${index + 1}`,
    migrate: async (kv: KeyValueStore) => {
      ran.push(`${index + 1}`);
      const key = ["migrated", index + 1];
      await kv.commit({ checks: [], mutations: [{ type: "set", key, value: true }] });
    },
  }));
  return { migrations, ran };
}

const NOW = Date.parse("2026-11-01T09:00:00.000Z");

/** The entries of a new store. */
const EMPTY_STORE = [
  [["meta", "deadlines"], { due: NOW, number: 0 }],
  [["meta", "queues"], { isComplete: true, turn: 0 }],
  [["meta", "schema"], { version: CURRENT_VERSION }],
];

Deno.test("prepareSchema() does not repeat a step that another process finishes before its first commit", async () => {
  using kv = await TestKv.open();
  await kv.set(keys.schema, { version: 1 });
  const count = (store: KeyValueStore) =>
    runWithProgress(store, (progress) => progress.commit([{ type: "add", key: ["count"], amount: 1n }]));
  const finish = () => prepareSchema(kv, "desk.db", { migrations: [{ name: "count", migrate: count }] });
  const migrate = (store: KeyValueStore) => finish().then(() => count(store));
  await prepareSchema(kv, "desk.db", { migrations: [{ name: "count late", migrate }] });
  assert.deepEqual((await kv.get<Counter>(["count"])).value!.value, 1n);
  assert.deepEqual((await kv.get(keys.schema)).value, { version: 2 });
});

Deno.test("prepareSchema() initializes an empty store once", async () => {
  using kv = await TestKv.open();
  await prepareSchema(kv, "desk.db", { now: () => NOW });
  assert.deepEqual(await readEverything(kv), EMPTY_STORE);
  const { versionstamp } = await kv.get(keys.schema);
  await prepareSchema(kv, "desk.db");
  assert.equal((await kv.get(keys.schema)).versionstamp, versionstamp);
});

Deno.test("prepareSchema() of several processes at once initializes one schema", async () => {
  using kv = await TestKv.open();
  await Promise.all(Array.from({ length: 8 }, () => prepareSchema(kv, "desk.db", { now: () => NOW })));
  assert.deepEqual(await readEverything(kv), EMPTY_STORE);
});

Deno.test("prepareSchema() rejects a store of a newer version, and changes nothing", async () => {
  using kv = await TestKv.open();
  await kv.set(keys.schema, { version: 9, more: "unknown" });
  const before = await readEverything(kv);
  await assert.rejects(prepareSchema(kv, "/data/desk.db"), {
    name: "DeskError",
    code: "unavailable",
    message:
      `The store /data/desk.db was written by a newer version of support-mcp (schema 9, this version reads ${CURRENT_VERSION}). ` +
      "Nothing was changed. Update support-mcp.",
  });
  assert.deepEqual(await readEverything(kv), before);
});

Deno.test("prepareSchema() rejects the store of another program, and changes nothing", async () => {
  const stores: [Key, unknown][] = [
    [["users", 1], { name: "Ana" }],
    [keys.schema, "1"],
    [keys.schema, { version: "1" }],
    [keys.schema, { version: 0 }],
    [keys.schema, { version: 1.5 }],
    [keys.schema, null],
  ];
  for (const [key, value] of stores) {
    using kv = await TestKv.open();
    await kv.set(key, value);
    await assert.rejects(prepareSchema(kv, "/data/x.db"), {
      code: "unavailable",
      message: /^\/data\/x\.db is not a support-mcp store: it is the Deno KV database of another program\. .* --db\.$/,
    });
    assert.deepEqual(await readEverything(kv), [[key, value]]);
  }
});

Deno.test("prepareSchema() runs the missing migrations of an older store in their order", async () => {
  using kv = await TestKv.open();
  await prepareSchema(kv, "desk.db", { migrations: createMigrations(1).migrations });
  const { migrations, ran } = createMigrations(4);
  await prepareSchema(kv, "desk.db", { migrations });
  assert.deepEqual(ran, ["2", "3", "4"]);
  assert.deepEqual((await kv.get(keys.schema)).value, { version: 5 });
  await prepareSchema(kv, "desk.db", { migrations });
  assert.deepEqual(ran, ["2", "3", "4"]);
});

Deno.test("prepareSchema() needs no migration for a new store", async () => {
  using kv = await TestKv.open();
  const { migrations, ran } = createMigrations(3);
  await prepareSchema(kv, "desk.db", { migrations });
  assert.deepEqual(ran, []);
  assert.deepEqual((await kv.get(keys.schema)).value, { version: 4 });
});

Deno.test("prepareSchema() repeats an interrupted migration", async () => {
  using kv = await TestKv.open();
  await prepareSchema(kv, "desk.db", { migrations: [] });
  const { migrations, ran } = createMigrations(2);
  const interrupted = { name: "interrupted", migrate: () => Promise.reject(new Error("power cut")) };
  await assert.rejects(prepareSchema(kv, "desk.db", { migrations: [migrations[0]!, interrupted] }), /power cut/);
  assert.deepEqual((await kv.get(keys.schema)).value, { version: 2 });
  await prepareSchema(kv, "desk.db", { migrations });
  assert.deepEqual(ran, ["1", "2"]);
});

Deno.test("prepareSchema() of two processes at once ends at the current version", async () => {
  using kv = await TestKv.open();
  await prepareSchema(kv, "desk.db", { migrations: [] });
  const { migrations } = createMigrations(3);
  await Promise.all([prepareSchema(kv, "desk.db", { migrations }), prepareSchema(kv, "desk.db", { migrations })]);
  assert.deepEqual((await kv.get(keys.schema)).value, { version: 4 });
});
