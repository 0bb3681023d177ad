/** Recordings of runs with a model that ended early, or in which a server disconnected. */

import assert from "node:assert/strict";
import { ModelEndpoint, type Turn } from "../../client/models/model_endpoint.ts";
import { serverCommandLine } from "../../client/processes.ts";
import { type ProgramResult, runProgram, startProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

const CLOSE: Turn = { calls: [["close_ticket_tool", { ticket_id: "42", resolution: "Done." }]] };
const SUM_UP: Turn = { text: "One is closed." };

Deno.test("agent --replay runs to the end of a truncated recording, and exits with 3", async () => {
  await using folder = await TemporaryFolder.create();
  const file = folder.file("run.jsonl");
  const recorded = await recordRun(file, ["--demo"], [CLOSE, SUM_UP]);
  assert.equal(recorded.code, 0, recorded.stderr);
  const text = await Deno.readTextFile(file);
  const whole = await runProgram(["agent", "--replay", file]);
  assert.deepEqual([whole.code, removeDurations(whole)], [0, removeDurations(recorded)]);

  const cut = folder.file("cut.jsonl");
  const middle = text.indexOf('"name":"close_ticket_tool","arguments"', text.indexOf('"method":"tools/call"'));
  await Deno.writeTextFile(cut, text.slice(0, middle)); // in the middle of the line with the call
  const replayed = await runProgram(["agent", "--replay", cut]);
  assert.equal(replayed.code, 3);
  assert.equal(
    replayed.stderr.split("\n").at(-2),
    "support-mcp: The recording ends here because its run was interrupted. Up to this point the replay matched it.",
  );
  assert.match(replayed.stdout, /\n\[1\] close_ticket_tool \{[^\n]*\n$/);
  const shown = await runProgram(["replay", "--at-once", cut]);
  assert.equal(shown.code, 0);
  assert.equal(shown.stdout, `${replayed.stdout}(The recording ends here because the run was interrupted.)\n`);
});

Deno.test("the recording of a killed run can be played, and run again up to its end", async () => {
  await using folder = await TemporaryFolder.create();
  const file = folder.file("run.jsonl");
  await using endpoint = ModelEndpoint.start([CLOSE, { calls: [["sleep", {}]] }]);
  const servers = ["--server", serverCommandLine("sleeps"), "--ask-before", "nothing", "--record", file];
  await using running = startProgram([
    "agent",
    "--model",
    "ollama:stand-in",
    "--base-url",
    endpoint.baseUrl,
    ...servers,
  ]);
  await running.waitForOutput((text) => text.includes("sleep {}"));
  running.signal("SIGKILL");
  const killed = await running.waitForExit();
  const shown = await runProgram(["replay", "--at-once", file]);
  assert.equal(shown.stdout, `${killed.stdout}(The recording ends here because the run was interrupted.)\n`);
  const replayed = await runProgram(["agent", "--replay", file]);
  assert.deepEqual([replayed.code, withoutDurations(replayed.stdout)], [3, withoutDurations(killed.stdout)]);
});

/** An unknown tool is refused by each run itself, and the time differs. */
function withoutDurations(output: string): string {
  return output.replaceAll(/\(\d+ ms\)/g, "(… ms)");
}

Deno.test("the recording of a run stopped with Ctrl+C can be run again up to its end, and exits with 3", async () => {
  await using folder = await TemporaryFolder.create();
  const file = folder.file("run.jsonl");
  const thinking = Promise.withResolvers<void>();
  let turns = 0;
  await using endpoint = ModelEndpoint.start(() => {
    if (++turns === 1) return CLOSE;
    thinking.resolve();
    return new Promise(() => {});
  });
  const options = ["--base-url", endpoint.baseUrl, "--demo", "--ask-before", "nothing", "--record", file];
  await using running = startProgram(["agent", "--model", "ollama:stand-in", ...options]);
  await thinking.promise;
  running.signal("SIGINT");
  assert.equal((await running.waitForExit()).code, 130);
  const replayed = await runProgram(["agent", "--replay", file]);
  assert.equal(replayed.code, 3);
  assert.match(replayed.stderr, /The recording ends here because its run was stopped\. /);
  assert.match(replayed.stdout, /\n\[1\] close_ticket_tool: done /);
  assert.match((await runProgram(["replay", "--at-once", file])).stdout, /\nThe run was stopped\.\nClosed: #42\n/);
});

Deno.test("a run in which a server crashed and restarted can be run again", async () => {
  await using folder = await TemporaryFolder.create();
  const file = folder.file("run.jsonl");
  const server = serverCommandLine("exits_once", folder.file("written"));
  const write: Turn = { calls: [["write", {}]] };
  const recorded = await recordRun(file, ["--server", server], [write, write, SUM_UP]);
  assert.deepEqual([recorded.code, recorded.stderr], [0, ""]);
  assert.match(recorded.stdout, /exited with code 9 .* Restarting it\.\n.* is available again\.\n/);
  const replayed = await runProgram(["agent", "--replay", file]);
  assert.deepEqual([replayed.code, replayed.stderr, removeDurations(replayed)], [0, "", removeDurations(recorded)]);
  assert.equal(await Deno.readTextFile(folder.file("written")), "written\nwritten\n");
});

async function recordRun(file: string, servers: readonly string[], script: readonly Turn[]): Promise<ProgramResult> {
  await using endpoint = ModelEndpoint.start(script);
  const model = ["--model", "ollama:stand-in", "--base-url", endpoint.baseUrl, "--ask-before", "nothing"];
  return await runProgram(["agent", ...model, "--record", file, ...servers]);
}

/** Returns the output without durations. */
function removeDurations({ stdout }: ProgramResult): string {
  return stdout.replaceAll(/\(\d+ ms\)/g, "(…)").replaceAll(/, \d+ s,/g, ", … s,");
}
