import assert from "node:assert/strict";
import { CoalescedTask } from "../../../../store/kv/change_log/coalesced_task.ts";

/** Work whose runs end when they are told to. */
function controlledWork() {
  const runs: PromiseWithResolvers<void>[] = [];
  const work = new CoalescedTask(() => {
    const run = Promise.withResolvers<void>();
    runs.push(run);
    return run.promise;
  });
  return { work, runs };
}

/** Lets everything happen that needs nothing from outside. */
async function settle(): Promise<void> {
  await new Promise((resume) => setTimeout(resume));
}

Deno.test("SharedWork.run() is shared by those who ask before it begins", async () => {
  const { work, runs } = controlledWork();
  const asked = [work.run(), work.run(), work.run()];
  await settle();
  assert.equal(runs.length, 1);
  runs[0]!.resolve();
  await Promise.all(asked);
});

Deno.test("SharedWork.run() answers nobody with a run that had begun when he asked", async () => {
  const { work, runs } = controlledWork();
  const first = work.run();
  await settle();
  let answered = false;
  const later = [work.run(), work.run()];
  later[0]!.then(() => answered = true);
  runs[0]!.resolve();
  await first;
  await settle();
  assert.deepEqual([answered, runs.length], [false, 2]);
  runs[1]!.resolve();
  await Promise.all(later);
});

Deno.test("SharedWork.run() fails for those who shared the run, and for no others", async () => {
  const { work, runs } = controlledWork();
  const failing = [work.run(), work.run()];
  await settle();
  const next = work.run();
  runs[0]!.reject(new Error("away"));
  for (const run of failing) await assert.rejects(run, /away/);
  await settle();
  runs[1]!.resolve();
  await next;
});
