import assert from "node:assert/strict";
import { MEMORY_IS_KNOWN } from "../../../bench/processes/memory.ts";
import { runWatched } from "../../../bench/processes/watched_run.ts";

function script(source: string) {
  return { program: Deno.execPath(), args: ["eval", "--no-lock", source] };
}

Deno.test("runWatched() tells how long a program ran, and how much memory it held", async () => {
  const { seconds, megabytes } = await runWatched(script("await new Promise((resume) => setTimeout(resume, 150))"));
  assert.ok(seconds > 0.15);
  assert.equal(megabytes !== undefined && megabytes > 10, MEMORY_IS_KNOWN);
});

Deno.test("runWatched() fails with the program's own words", async () => {
  await assert.rejects(runWatched(script('console.error("No such desk"); Deno.exit(1)')), /No such desk/);
});
