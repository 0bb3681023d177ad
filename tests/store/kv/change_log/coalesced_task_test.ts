import assert from "node:assert/strict";
import { CoalescedTask } from "../../../../store/kv/change_log/coalesced_task.ts";

/** Creates a task with runs that end on request. */
function createControlledTask() {
  const runs: PromiseWithResolvers<void>[] = [];
  const task = new CoalescedTask(() => {
    const run = Promise.withResolvers<void>();
    runs.push(run);
    return run.promise;
  });
  return { task, runs };
}

/** Waits until all pending promises have run. */
async function settle(): Promise<void> {
  await new Promise((resume) => setTimeout(resume));
}

Deno.test("CoalescedTask.run() shares a run between the callers before its start", async () => {
  const { task, runs } = createControlledTask();
  const calls = [task.run(), task.run(), task.run()];
  await settle();
  assert.equal(runs.length, 1);
  runs[0]!.resolve();
  await Promise.all(calls);
});

Deno.test("CoalescedTask.run() never returns a run that started before the call", async () => {
  const { task, runs } = createControlledTask();
  const first = task.run();
  await settle();
  let hasEnded = false;
  const later = [task.run(), task.run()];
  later[0]!.then(() => hasEnded = true);
  runs[0]!.resolve();
  await first;
  await settle();
  assert.deepEqual([hasEnded, runs.length], [false, 2]);
  runs[1]!.resolve();
  await Promise.all(later);
});

Deno.test("CoalescedTask.run() fails for the callers of a failed run only", async () => {
  const { task, runs } = createControlledTask();
  const failing = [task.run(), task.run()];
  await settle();
  const next = task.run();
  runs[0]!.reject(new Error("away"));
  for (const run of failing) await assert.rejects(run, /away/);
  await settle();
  runs[1]!.resolve();
  await next;
});
