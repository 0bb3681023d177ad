import assert from "node:assert/strict";
import { CommitQueue } from "../../../../store/kv/commit/commit_queue.ts";
import { openStore } from "../../../../store/kv/connection/open_store.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { assertWhole, createAppendRule, LAST_NUMBER } from "../commit/append_rule.ts";
import { Child } from "./child.ts";

Deno.test("four processes write to one file without errors, losses or duplicates", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  const children = ["a", "b", "c", "d"].map((name) => new Child("writer_child.ts", [path, name, "250", "4"]));
  for (const child of children) assert.deepEqual(await child.end(), { success: true, errors: "" });
  const store = await openStore({ kind: "file", path });
  assert.equal((await assertWhole(store.kv)).size, 1_000);
  await store.close();
});

Deno.test("a process gets its turn while another one writes without a pause", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  const store = await openStore({ kind: "file", path });
  const queue = new CommitQueue(store.kv, store);
  await using child = new Child("writer_child.ts", [path, "seldom", "20", "1"]);
  let ended = false;
  const ending = child.end().finally(() => ended = true);
  let index = 0;
  await Promise.all(Array.from({ length: 8 }, async () => {
    while (!ended && index < 200_000) await queue.commit(createAppendRule("busy", index++), { reads: [LAST_NUMBER] });
  }));
  assert.ok(index < 200_000, "the other process had to wait until the end");
  assert.deepEqual(await ending, { success: true, errors: "" });
  await assertWhole(store.kv);
  await queue.close();
  await store.close();
});

Deno.test("processes open and close one file at the same time", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  const children = Array.from({ length: 12 }, (_, index) => new Child("writer_child.ts", [path, `${index}`, "3", "1"]));
  for (const child of children) assert.deepEqual(await child.end(), { success: true, errors: "" });
  const store = await openStore({ kind: "file", path });
  assert.equal((await assertWhole(store.kv)).size, 36);
  await store.close();
});
