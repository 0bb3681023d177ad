import assert from "node:assert/strict";
import { Pauses, type RunKind, type WatchTiming } from "../../../../client/agent/watch/pauses.ts";

const TIMING: WatchTiming = { settle: 1, check: 1, start: [1, 1], failure: [10_000, 30_000], idle: [1_000, 4_000] };

Deno.test("Pauses grow while runs fail, and start again after one that did not", () => {
  assert.deepEqual(listPauses("failed", "failed", "failed", "changed", "failed"), [10, 20, 30, 0, 10]);
});

Deno.test("Pauses grow while runs change nothing and follow each other at once", () => {
  assert.deepEqual(listPauses("idle", "idle", "idle", "idle", "changed", "idle"), [1, 2, 4, 4, 0, 1]);
});

Deno.test("Pauses start again after a quiet time", () => {
  const pauses = new Pauses(TIMING);
  pauses.endRun("idle", performance.now());
  pauses.endRun("idle", performance.now());
  pauses.endRun("idle", performance.now() + 10_000);
  assert.equal(Math.ceil(pauses.left / 1000), 1);
});

Deno.test("Pauses do not delay the first run", () => {
  assert.equal(new Pauses(TIMING).left, 0);
});

/** Lists the pause after each of the runs, in seconds. */
function listPauses(...kinds: readonly RunKind[]): number[] {
  const pauses = new Pauses(TIMING);
  return kinds.map((kind) => {
    pauses.endRun(kind, performance.now());
    return Math.ceil(pauses.left / 1000);
  });
}
