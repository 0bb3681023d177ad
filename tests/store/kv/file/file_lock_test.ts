import assert from "node:assert/strict";
import { FileLock, NO_LOCK } from "../../../../store/kv/file/file_lock.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { until } from "../../../until.ts";
import { Child } from "../processes/child.ts";

Deno.test("FileLock.hold() excludes other holders until its work is done", async () => {
  await using folder = await TemporaryFolder.create();
  using one = await FileLock.open(folder.file("desk.db"));
  using other = await FileLock.open(folder.file("desk.db"));
  const order: string[] = [];
  const working = Promise.withResolvers<void>();
  const first = one.hold(async () => {
    order.push("first begins");
    await working.promise;
    order.push("first ends");
  });
  const second = other.hold(() => order.push("second"));
  await until(() => order.length === 1, "the first holder works");
  working.resolve();
  await Promise.all([first, second]);
  assert.deepEqual(order, ["first begins", "first ends", "second"]);
});

Deno.test("FileLock.hold() returns the result of the work, and frees the lock when the work throws", async () => {
  await using folder = await TemporaryFolder.create();
  using one = await FileLock.open(folder.file("desk.db"));
  using other = await FileLock.open(folder.file("desk.db"));
  await assert.rejects(one.hold(() => Promise.reject(new Error("no"))), /no/);
  assert.equal(await other.hold(() => 42), 42);
});

Deno.test("FileLock.hold() lets others in regularly, even if work follows without a pause", async () => {
  await using folder = await TemporaryFolder.create();
  using busy = await FileLock.open(folder.file("desk.db"));
  using other = await Deno.open(folder.file("desk.db.lock"), { read: true, write: true });
  let free = false;
  const looking = setInterval(() => {
    if (!other.tryLockSync(true)) return;
    free = true;
    other.unlockSync();
  });
  for (const deadline = Date.now() + 30_000; !free && Date.now() < deadline;) {
    await busy.hold(() => new Promise((resume) => setTimeout(resume)));
  }
  clearInterval(looking);
  assert.ok(free);
});

Deno.test("a lock is free after its holder was killed", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  await using child = new Child("lock_child.ts", [path]);
  await until(() => child.lines.includes("held"), "the child held the lock");
  using lock = await FileLock.open(path);
  let held = false;
  const holding = lock.hold(() => held = true);
  await new Promise((resume) => setTimeout(resume, 50));
  assert.equal(held, false);
  await child.kill();
  await holding;
});

Deno.test("FileLock.open() creates the lock file beside the store, accessible only to its owner", async () => {
  await using folder = await TemporaryFolder.create();
  using _lock = await FileLock.open(folder.file("desk.db"));
  const { mode, size } = await Deno.stat(folder.file("desk.db.lock"));
  assert.equal(size, 0);
  if (Deno.build.os !== "windows") assert.equal(mode! & 0o777, 0o600);
});

Deno.test("NO_LOCK excludes no other holder", async () => {
  assert.equal(await NO_LOCK.hold(() => NO_LOCK.hold(() => 42)), 42);
});

Deno.test({
  name: "a new lock file has the owner and the permissions of its store",
  ignore: Deno.build.os === "windows" || Deno.uid() !== 0, // only an administrator can give files away
  async fn() {
    await using folder = await TemporaryFolder.create();
    const store = folder.file("desk.db");
    await Deno.writeFile(store, new Uint8Array(), { mode: 0o660 });
    await Deno.chmod(store, 0o660);
    await Deno.chown(store, 65532, 65531);
    (await FileLock.open(store))[Symbol.dispose]();
    const { uid, gid, mode } = await Deno.stat(`${store}.lock`);
    assert.deepEqual([uid, gid, mode! & 0o777], [65532, 65531, 0o660]);
  },
});
