import assert from "node:assert/strict";
import { FileLock, findStuckWriter } from "../../../../store/kv/file/mod.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { until } from "../../../until.ts";
import { Child } from "../processes/child.ts";

Deno.test("findStuckWriter() finds no one without a store, a lock file or a writer", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  assert.equal(await findStuckWriter(path, 0), null);
  await Deno.writeTextFile(path, "");
  assert.equal(await findStuckWriter(path, 0), null);
  await assert.rejects(Deno.stat(`${path}.lock`), Deno.errors.NotFound);
  using lock = await FileLock.open(path);
  await lock.hold(() => {});
  assert.equal(await findStuckWriter(path, 0), null);
});

Deno.test("findStuckWriter() names a process that keeps the lock, and none that takes it again and again", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  await Deno.writeTextFile(path, "");
  await using child = new Child("lock_child.ts", [path]);
  await until(() => child.lines.includes("held"), "the child holds the lock");
  assert.match((await findStuckWriter(path, 100))!, new RegExp(`process ${child.pid} .*has held its lock since `));
  await child.kill();
  using lock = await FileLock.open(path);
  let isDone = false;
  const writing = (async () => {
    while (!isDone) await lock.hold(() => new Promise((resume) => setTimeout(resume, 5)));
  })();
  assert.equal(await findStuckWriter(path, 60_000), null);
  isDone = true;
  await writing;
});
