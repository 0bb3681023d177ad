import assert from "node:assert/strict";
import { keys } from "../../../../store/kv/schema/keys.ts";
import { type Migration, MIGRATIONS, prepareSchema } from "../../../../store/kv/schema/migrations.ts";

async function everything(kv: Deno.Kv): Promise<[Deno.KvKey, unknown][]> {
  return (await Array.fromAsync(kv.list({ prefix: [] }))).map(({ key, value }) => [key, value]);
}

/** Migrations that write down when they ran. */
function recording(count: number): { migrations: Migration[]; ran: string[] } {
  const ran: string[] = [];
  const migrations = Array.from({ length: count }, (_, index) => ({
    name: `migration ${index + 1}`,
    migrate: async (kv: Deno.Kv) => {
      ran.push(`${index + 1}`);
      await kv.set(["migrated", index + 1], true);
    },
  }));
  return { migrations, ran };
}

Deno.test("prepareSchema() makes an empty store one of ours, once", async () => {
  using kv = await Deno.openKv(":memory:");
  await prepareSchema(kv, "desk.db");
  assert.deepEqual(await everything(kv), [[["meta", "schema"], { version: MIGRATIONS.length + 1 }]]);
  const { versionstamp } = await kv.get(keys.schema);
  await prepareSchema(kv, "desk.db");
  assert.equal((await kv.get(keys.schema)).versionstamp, versionstamp);
});

Deno.test("prepareSchema() of two processes at once makes one schema", async () => {
  using kv = await Deno.openKv(":memory:");
  await Promise.all(Array.from({ length: 8 }, () => prepareSchema(kv, "desk.db")));
  assert.deepEqual(await everything(kv), [[["meta", "schema"], { version: MIGRATIONS.length + 1 }]]);
});

Deno.test("prepareSchema() refuses a store of a newer version, and changes nothing", async () => {
  using kv = await Deno.openKv(":memory:");
  await kv.set(keys.schema, { version: 9, more: "than we know" });
  const before = await everything(kv);
  await assert.rejects(prepareSchema(kv, "/data/desk.db"), {
    name: "DeskError",
    code: "unavailable",
    message:
      "The store /data/desk.db was written by a newer support-mcp (schema 9, this one reads 1): update support-mcp. Nothing was changed.",
  });
  assert.deepEqual(await everything(kv), before);
});

Deno.test("prepareSchema() refuses a store of another program, and changes nothing", async () => {
  const stores: [Deno.KvKey, unknown][] = [
    [["users", 1], { name: "Ana" }],
    [keys.schema, "1"],
    [keys.schema, { version: "1" }],
    [keys.schema, { version: 0 }],
    [keys.schema, { version: 1.5 }],
    [keys.schema, null],
  ];
  for (const [key, value] of stores) {
    using kv = await Deno.openKv(":memory:");
    await kv.set(key, value);
    await assert.rejects(prepareSchema(kv, "/data/x.db"), {
      code: "unavailable",
      message: /^\/data\/x\.db is not a support-mcp store: it is another program's Deno KV database\. .* --db\.$/,
    });
    assert.deepEqual(await everything(kv), [[key, value]]);
  }
});

Deno.test("prepareSchema() runs the migrations that an older store lacks, in their order", async () => {
  using kv = await Deno.openKv(":memory:");
  await prepareSchema(kv, "desk.db", recording(1).migrations);
  const { migrations, ran } = recording(4);
  await prepareSchema(kv, "desk.db", migrations);
  assert.deepEqual(ran, ["2", "3", "4"]);
  assert.deepEqual((await kv.get(keys.schema)).value, { version: 5 });
  await prepareSchema(kv, "desk.db", migrations);
  assert.deepEqual(ran, ["2", "3", "4"]);
});

Deno.test("prepareSchema() needs no migration for a new store", async () => {
  using kv = await Deno.openKv(":memory:");
  const { migrations, ran } = recording(3);
  await prepareSchema(kv, "desk.db", migrations);
  assert.deepEqual(ran, []);
  assert.deepEqual((await kv.get(keys.schema)).value, { version: 4 });
});

Deno.test("prepareSchema() takes up an interrupted migration again", async () => {
  using kv = await Deno.openKv(":memory:");
  await prepareSchema(kv, "desk.db", []);
  const { migrations, ran } = recording(2);
  const interrupted = { name: "interrupted", migrate: () => Promise.reject(new Error("power cut")) };
  await assert.rejects(prepareSchema(kv, "desk.db", [migrations[0]!, interrupted]), /power cut/);
  assert.deepEqual((await kv.get(keys.schema)).value, { version: 2 });
  await prepareSchema(kv, "desk.db", migrations);
  assert.deepEqual(ran, ["1", "2"]);
});

Deno.test("prepareSchema() of two processes at once ends at the present schema", async () => {
  using kv = await Deno.openKv(":memory:");
  await prepareSchema(kv, "desk.db", []);
  const { migrations } = recording(3);
  await Promise.all([prepareSchema(kv, "desk.db", migrations), prepareSchema(kv, "desk.db", migrations)]);
  assert.deepEqual((await kv.get(keys.schema)).value, { version: 4 });
});
