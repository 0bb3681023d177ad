import assert from "node:assert/strict";
import { CAN_READ_MEMORY } from "../../../bench/processes/memory.ts";
import { measureRun } from "../../../bench/processes/measure_run.ts";

function script(source: string) {
  return { program: Deno.execPath(), args: ["eval", "--no-lock", source] };
}

Deno.test("measureRun() measures time and memory", async () => {
  const { seconds, megabytes } = await measureRun(script("await new Promise((resume) => setTimeout(resume, 150))"));
  assert.ok(seconds > 0.15);
  assert.equal(megabytes !== undefined && megabytes > 10, CAN_READ_MEMORY);
});

Deno.test("measureRun() fails with the program's standard error", async () => {
  await assert.rejects(measureRun(script('console.error("No such desk"); Deno.exit(1)')), /No such desk/);
});
