import assert from "node:assert/strict";
import { createProcessSource } from "../../../client/configuration/server_source.ts";
import { FakeTimers } from "../../fake_timers.ts";
import { serverCommand } from "../processes.ts";
import { filterEvents, listOutcomes, runAgent, toMemorySource } from "./agent_run.ts";
import { getAllText, ScriptedModel, type Turn } from "./scripted_model.ts";
import { createToolServer, READS } from "./tool_server.ts";

const BOTH: Turn = { calls: [["flood", {}], ["look", {}]] };
const DONE: Turn = { text: "Done." };

for (const flood of ["notifications", "errors"] as const) {
  Deno.test(`an agent continues while a server floods it with ${flood}`, async () => {
    const { report, events } = await runAgent([BOTH, BOTH, BOTH, DONE], { servers: [flooding(flood), desk()] });
    assert.equal(report.reason, "finished");
    assert.deepEqual(new Set(listOutcomes(events)), new Set(["flood: done", "look: done"]));
  });
}

Deno.test("an agent disconnects from a server that sends an endless line, and continues", async () => {
  using _timers = new FakeTimers(10_000); // the wait for the server that restarts has no end
  const { report, events, model } = await runAgent([BOTH, DONE], { servers: [flooding("line"), desk()] });
  assert.equal(report.reason, "finished");
  assert.deepEqual(listOutcomes(events).sort(), ["flood: failed", "look: done"]);
  const [lost, back] = filterEvents("server", events);
  assert.deepEqual([lost!.state, back!.state], ["lost", "back"]);
  assert.match(
    lost!.remarks.join("\n"),
    /Cannot read the server's standard output: a line is longer than \d+ characters/,
  );
  assert.ok(getAllText(model.asked[1]!).length < 25_000);
});

Deno.test("an agent continues despite an endless list of tools", async () => {
  const { report, events } = await runAgent([BOTH, DONE], { servers: [flooding("pages"), desk()] });
  assert.equal(report.reason, "finished");
  assert.equal(listOutcomes(events).includes("look: done"), true);
});

Deno.test("an agent limits the concurrent requests of a server", async () => {
  let most = 0;
  let asked = 0;
  const script: ScriptedModel = new ScriptedModel(async ({ tools }) => {
    if (tools.length > 0) return script.asked.length === 1 ? BOTH : DONE;
    most = Math.max(most, ++asked);
    await new Promise((resolve) => setTimeout(resolve, 20));
    asked--;
    return { text: "Well." };
  });
  const { report, events } = await runAgent(script, { servers: [flooding("questions"), desk()] });
  assert.equal(report.reason, "finished");
  assert.deepEqual(listOutcomes(events).sort(), ["flood: done", "look: done"]);
  assert.ok(most <= 16, `${most} at once`);
});

function flooding(flood: string) {
  return createProcessSource(serverCommand("floods_without_end", flood));
}

function desk() {
  return toMemorySource("desk", () => createToolServer({ look: { annotations: READS, use: () => "all is well" } }));
}
