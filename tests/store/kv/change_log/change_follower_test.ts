import assert from "node:assert/strict";
import { ChangeFollower } from "../../../../store/kv/change_log/change_follower.ts";
import { CommitQueue } from "../../../../store/kv/commit/commit_queue.ts";
import { keys } from "../../../../store/kv/schema/keys.ts";
import { TestKv } from "../test_kv.ts";
import { createStagingRule } from "../commit/staging_rule.ts";

const HOUR = 60 * 60 * 1_000;

/** Opens a store in memory with a follower that records its calls. */
async function openLog() {
  const kv = await TestKv.open();
  const queue = new CommitQueue(kv);
  const calls: string[] = [];
  const clock = { now: Date.parse("2026-11-01T09:00:00.000Z") };
  const follower = new ChangeFollower(kv, () => clock.now, {
    applyChange: (change) => calls.push("id" in change ? change.id : "email" in change ? change.email : change.kind),
    reset: () => calls.push("reset"),
  });
  return {
    kv,
    clock,
    follower,
    takeCalls: () => calls.splice(0),
    change: (...ids: string[]) =>
      queue.commit(createStagingRule((transaction) => {
        for (const id of ids) transaction.recordChange({ kind: "ticket", id });
      })),
    [Symbol.dispose]: () => kv[Symbol.dispose](),
  };
}

Deno.test("ChangeFollower.catchUp() resets at first, then applies each change once", async () => {
  using log = await openLog();
  await log.change("1");
  await log.follower.catchUp();
  assert.deepEqual(log.takeCalls(), ["reset"]);
  await log.change("2", "3");
  await log.change("4");
  await log.follower.catchUp();
  assert.deepEqual(log.takeCalls(), ["2", "3", "4"]);
  await log.follower.catchUp();
  assert.deepEqual(log.takeCalls(), []);
});

Deno.test("ChangeFollower.catchUp() starts with an empty log", async () => {
  using log = await openLog();
  await log.follower.catchUp();
  await log.change("1");
  await log.follower.catchUp();
  assert.deepEqual(log.takeCalls(), ["reset", "1"]);
});

Deno.test("ChangeFollower.catchUp() resets after too many commits", async () => {
  using log = await openLog();
  await log.follower.catchUp();
  log.takeCalls();
  for (let index = 0; index < 120; index++) await log.change(`${index}`);
  await log.follower.catchUp();
  assert.deepEqual(log.takeCalls(), ["reset"]);
  await log.change("next");
  await log.follower.catchUp();
  assert.deepEqual(log.takeCalls(), ["next"]);
});

Deno.test("ChangeFollower.catchUp() resets when changes may have expired unseen", async () => {
  using log = await openLog();
  await log.follower.catchUp();
  await log.change("1");
  for await (const { key } of log.kv.list({ prefix: keys.changes })) await log.kv.delete(key); // as after an hour
  log.clock.now += HOUR;
  log.takeCalls();
  await log.follower.catchUp();
  assert.deepEqual(log.takeCalls(), ["reset"]);
  log.clock.now -= HOUR; // the clock was corrected
  await log.follower.catchUp();
  assert.deepEqual(log.takeCalls(), ["reset"]);
});

Deno.test("ChangeFollower.catchUp() fails when the log cannot be read, and then continues at the same place", async () => {
  using log = await openLog();
  await log.follower.catchUp();
  log.takeCalls();
  const { list } = log.kv;
  log.kv.list = () => {
    throw new Error("away");
  };
  await log.change("1");
  await assert.rejects(log.follower.catchUp(), /away/);
  log.kv.list = list;
  await log.follower.catchUp();
  assert.deepEqual(log.takeCalls(), ["1"]);
});
