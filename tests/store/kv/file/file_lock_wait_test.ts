import assert from "node:assert/strict";
import { FileLock } from "../../../../store/kv/file/file_lock.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { until } from "../../../until.ts";

/** Runs a test with a lock that is held until `free` is called. */
async function withHeldLock(work: (held: { path: string; free(): Promise<void> }) => Promise<void>): Promise<void> {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  using holder = await FileLock.open(path);
  const [start, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holding = holder.hold(() => {
    start.resolve();
    return end.promise;
  });
  await start.promise;
  const free = async () => {
    end.resolve();
    await holding;
  };
  await work({ path, free }).finally(free);
}

const NAMES_HOLDER = new RegExp(`process ${Deno.pid} .*has held its lock since \\d{4}-.*try again$`);

Deno.test("FileLock.hold() reports a long wait, and ends it at the limit with the name of the holder", async () => {
  await withHeldLock(async ({ path }) => {
    const reports: string[] = [];
    using lock = await FileLock.open(path, { limit: 150, reportAfter: 30, onWait: (message) => reports.push(message) });
    await assert.rejects(lock.hold(() => assert.fail("it works without the lock")), {
      name: "LockTimeoutError",
      message: NAMES_HOLDER,
    });
    await until(() => reports.length > 0, "the wait is reported"); // finding the holder may take longer than the limit
    assert.match(reports.join(), new RegExp(`^Waiting to write: process ${Deno.pid} `));
    assert.equal(reports.length, 1);
  });
});

Deno.test("FileLock.hold() works after a wait that ended, and leaves the lock free for others", async () => {
  await withHeldLock(async ({ path, free }) => {
    using lock = await FileLock.open(path, { limit: 30 });
    using other = await FileLock.open(path);
    await assert.rejects(lock.hold(() => {}), { name: "LockTimeoutError" });
    await free();
    assert.equal(await other.hold(() => 1), 1);
    assert.equal(await lock.hold(() => 2, 10_000), 2);
    assert.equal(await other.hold(() => 3), 3);
  });
});

Deno.test("FileLock.stopWaiting() ends the current wait and keeps later ones short", async () => {
  await withHeldLock(async ({ path }) => {
    using lock = await FileLock.open(path);
    const waiting = assert.rejects(lock.hold(() => {}), { name: "LockTimeoutError" });
    await until(() => true, "it waits");
    lock.stopWaiting();
    await waiting;
    await assert.rejects(lock.hold(() => {}), { name: "LockTimeoutError" });
  });
});

Deno.test("FileLock.hold() names this process, its machine and the time in the file", async () => {
  await withHeldLock(async ({ path }) => {
    const [pid, machine, time] = (await Deno.readTextFile(`${path}.lock`)).trim().split(" ");
    assert.equal(Number(pid), Deno.pid);
    assert.equal(machine, Deno.hostname());
    assert.ok(Math.abs(Date.parse(time!) - Date.now()) < 60_000);
  });
});
