import assert from "node:assert/strict";
import { openStore } from "../../../../store/kv/connection/open_store.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { until } from "../../../until.ts";
import { assertWhole } from "../commit/append_rule.ts";
import { Child } from "./child.ts";

Deno.test("acknowledged changes survive kill -9, and no commit is half written", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  const acknowledged: string[] = [];
  for (const round of [1, 2, 3, 4, 5]) {
    await using child = new Child("writer_child.ts", [path, `round-${round}`, "Infinity", "16"]);
    await until(() => child.lines.length >= 100 * round, "the child wrote");
    await child.kill();
    acknowledged.push(...child.lines.map((index) => `round-${round} ${index}`));
    const store = await openStore({ kind: "file", path });
    const entries = await assertWhole(store.kv);
    assert.deepEqual(acknowledged.filter((entry) => !entries.has(entry)), []);
    await store.close();
  }
});

Deno.test("a store opens that is only in the write-ahead log, after its first process was killed", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  await using child = new Child("writer_child.ts", [path, "first", "Infinity", "1"]);
  await until(() => child.lines.length >= 1, "the child wrote");
  await child.kill();
  assert.ok(!(await Deno.readTextFile(path)).includes("CREATE TABLE kv"));
  const store = await openStore({ kind: "file", path });
  const entries = await assertWhole(store.kv);
  assert.ok(child.lines.every((index) => entries.has(`first ${index}`)));
  await store.close();
});
