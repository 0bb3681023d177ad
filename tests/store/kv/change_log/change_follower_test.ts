import assert from "node:assert/strict";
import { ChangeFollower } from "../../../../store/kv/change_log/change_follower.ts";
import { CommitQueue } from "../../../../store/kv/commit/commit_queue.ts";
import { keys } from "../../../../store/kv/schema/keys.ts";
import { withPortableValues } from "../../../../store/kv/port/portable_values.ts";
import { createStagingRule } from "../commit/staging_rule.ts";

const HOUR = 60 * 60 * 1_000;

/** A store in memory with a follower, what that was told, and a way to make changes. */
async function openLog() {
  const kv = withPortableValues(await Deno.openKv(":memory:"));
  const queue = new CommitQueue(kv);
  const told: string[] = [];
  const clock = { now: Date.parse("2026-11-01T09:00:00.000Z") };
  const follower = new ChangeFollower(kv, () => clock.now, {
    applyChange: (change) => told.push(change.kind === "ticket" ? change.id : change.email),
    reset: () => told.push("anything"),
  });
  return {
    kv,
    clock,
    follower,
    told: () => told.splice(0),
    change: (...ids: string[]) =>
      queue.commit(createStagingRule((transaction) => {
        for (const id of ids) transaction.recordChange({ kind: "ticket", id });
      })),
    [Symbol.dispose]: () => kv.close(),
  };
}

Deno.test("ChangeFollower.catchUp() knows nothing at first, then tells each change once", async () => {
  using log = await openLog();
  await log.change("1");
  await log.follower.catchUp();
  assert.deepEqual(log.told(), ["anything"]);
  await log.change("2", "3");
  await log.change("4");
  await log.follower.catchUp();
  assert.deepEqual(log.told(), ["2", "3", "4"]);
  await log.follower.catchUp();
  assert.deepEqual(log.told(), []);
});

Deno.test("ChangeFollower.catchUp() begins in an empty log", async () => {
  using log = await openLog();
  await log.follower.catchUp();
  await log.change("1");
  await log.follower.catchUp();
  assert.deepEqual(log.told(), ["anything", "1"]);
});

Deno.test("ChangeFollower.catchUp() begins anew when more was committed than is worth following", async () => {
  using log = await openLog();
  await log.follower.catchUp();
  log.told();
  for (let index = 0; index < 120; index++) await log.change(`${index}`);
  await log.follower.catchUp();
  assert.deepEqual(log.told(), ["anything"]);
  await log.change("next");
  await log.follower.catchUp();
  assert.deepEqual(log.told(), ["next"]);
});

Deno.test("ChangeFollower.catchUp() begins anew when changes may have left the log unseen", async () => {
  using log = await openLog();
  await log.follower.catchUp();
  await log.change("1");
  for await (const { key } of log.kv.list({ prefix: keys.changes })) await log.kv.delete(key); // as after an hour
  log.clock.now += HOUR;
  log.told();
  await log.follower.catchUp();
  assert.deepEqual(log.told(), ["anything"]);
  log.clock.now -= HOUR; // somebody set the clock right
  await log.follower.catchUp();
  assert.deepEqual(log.told(), ["anything"]);
});

Deno.test("ChangeFollower.catchUp() fails when the log can't be read, and goes on where it was", async () => {
  using log = await openLog();
  await log.follower.catchUp();
  log.told();
  const { list } = log.kv;
  log.kv.list = () => {
    throw new Error("away");
  };
  await log.change("1");
  await assert.rejects(log.follower.catchUp(), /away/);
  log.kv.list = list;
  await log.follower.catchUp();
  assert.deepEqual(log.told(), ["1"]);
});
