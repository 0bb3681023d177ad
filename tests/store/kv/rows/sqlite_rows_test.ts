import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { SqliteRows } from "../../../../store/kv/rows/mod.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { TestKv } from "../test_kv.ts";

const toBytes = (length: number) => new Uint8Array(length).map((_, index) => index);

Deno.test("SqliteRows reads every kind of value, short and long, in the order of the keys", async () => {
  const values = [
    0,
    1.5,
    "text",
    "Straße 🙂",
    "请求".repeat(100),
    { a: [null, "2"] },
    ...[0, 1, 2_047, 2_048, 9_000].map(toBytes),
  ];
  await using folder = await TemporaryFolder.create();
  {
    using kv = await TestKv.open(folder.file("kv.db"));
    await kv.setAll(values.map((value, index) => [["value", index], value]));
    await kv.commit({ checks: [], mutations: [{ type: "add", key: ["value", values.length], amount: 7n }] });
  }
  using rows = new SqliteRows(new DatabaseSync(folder.file("kv.db")));
  const read = await rows.read({ prefix: ["value"] });
  assert.deepEqual(read.map(({ key }) => key[1]), [...values.keys(), values.length]);
  assert.deepEqual(read.map(({ value }) => value), [...values, { value: 7n }]);
});
