import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { withPortableValues } from "../../../store/kv/portable_values.ts";
import { Staging } from "../../../store/kv/staging.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";

const HOUR = 60 * 60 * 1_000;

/** When the entries of a store expire, as Deno KV has it in its file; -1 for never. */
function expirations(path: string): number[] {
  const database = new DatabaseSync(path, { readOnly: true });
  const rows = database.prepare("SELECT expiration_ms FROM kv ORDER BY k").all();
  database.close();
  return rows.map((row) => Number(row.expiration_ms));
}

Deno.test("Staging.writeTo() lets the change log's entries expire after an hour, and others when they were told to", async () => {
  await using folder = await TemporaryFolder.make();
  const staging = new Staging();
  staging.changed({ kind: "ticket", id: "1" });
  staging.set(["kept"], true);
  staging.set(["short"], true, 5_000);
  const before = Date.now();
  using kv = withPortableValues(await Deno.openKv(folder.file("desk.db")));
  const commit = kv.atomic();
  staging.writeTo(commit, kv);
  await commit.commit();
  const [changes, kept, short] = expirations(folder.file("desk.db"));
  assert.equal(kept, -1);
  assert.ok(changes! >= before + HOUR && changes! <= Date.now() + HOUR);
  assert.ok(short! >= before + 5_000 && short! <= Date.now() + 5_000);
});

Deno.test("Staging.absorb() puts later writes over earlier ones, adds up counters, and tells a change once", async () => {
  const [earlier, later] = [new Staging(), new Staging()];
  earlier.set(["a"], 1);
  earlier.set(["b"], 1);
  earlier.delete(["c"]);
  earlier.add(["count", "x"], 5);
  earlier.changed({ kind: "ticket", id: "1" });
  later.delete(["a"]);
  later.set(["c"], 2);
  later.add(["count", "x"], -2);
  later.changed({ kind: "ticket", id: "1" });
  later.changed({ kind: "customer", email: "a@b.c" });
  earlier.absorb(later);
  using kv = withPortableValues(await Deno.openKv(":memory:"));
  await kv.set(["a"], 0);
  const commit = kv.atomic();
  earlier.writeTo(commit, kv);
  await commit.commit();
  const entries = await Array.fromAsync(kv.list({ prefix: [] }));
  const byKey = new Map(entries.map(({ key, value }) => [String(key[0]), value]));
  assert.deepEqual([...byKey.keys()].sort(), ["b", "c", "changes", "count"]);
  assert.deepEqual([byKey.get("b"), byKey.get("c"), byKey.get("count")], [1, 2, new Deno.KvU64(3n)]);
  assert.deepEqual(byKey.get("changes"), [{ kind: "ticket", id: "1" }, { kind: "customer", email: "a@b.c" }]);
});

Deno.test("Staging.isEmpty knows each kind of staging", () => {
  const stagings: ((staging: Staging) => void)[] = [
    (staging) => staging.set(["a"], 1),
    (staging) => staging.delete(["a"]),
    (staging) => staging.add(["count", "x"], 1),
    (staging) => staging.changed({ kind: "ticket", id: "1" }),
  ];
  assert.equal(new Staging().isEmpty, true);
  for (const stage of stagings) {
    const staging = new Staging();
    stage(staging);
    assert.equal(staging.isEmpty, false);
  }
});
