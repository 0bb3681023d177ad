import assert from "node:assert/strict";
import { delay } from "../../../../base/timing/delay.ts";
import type { ModelRequest } from "../../../../client/models/model.ts";
import { createProcessSource, type ServerSource } from "../../../../client/configuration/server_source.ts";
import type { AgentEvent } from "../../../../client/agent/views/events.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { serverCommand } from "../../processes.ts";
import { FakeTimers } from "../../../fake_timers.ts";
import { overrideVariables } from "../../../override_variables.ts";
import { filterEvents, listOutcomes, runAgent, toMemorySource } from "../agent_run.ts";
import { getAllText, getLastText, ScriptedModel, type Turn } from "../scripted_model.ts";
import { addTool, createToolServer, READS, type TestTool } from "../tool_server.ts";

const DONE = { text: "Done." };

/** An agent waits for servers that restart for at most 10 seconds: on a busy machine, they may need longer. */
const LONG_WAIT = 10_000;

Deno.test("an agent restarts a server that exits, and repeats no call that was in progress", async () => {
  using _timers = new FakeTimers(LONG_WAIT);
  await using folder = await TemporaryFolder.create();
  const file = folder.file("written");
  const servers = [createProcessSource(serverCommand("exits_once", file))];
  const script = new ScriptedModel([{ calls: [["write", {}]] }, { calls: [["write", {}]] }, DONE]);
  const { report, events, model } = await runAgent(script, { servers });
  assert.deepEqual([report.reason, listOutcomes(events)], ["finished", ["write: failed", "write: done"]]);
  assert.equal(await Deno.readTextFile(file), "written\nwritten\n");
  assert.deepEqual(model.asked.map(({ tools }) => tools.map(({ name }) => name)), [["write"], ["write"], ["write"]]);
  assert.match(getAllText(model.asked[1]!), /exited with code 9 .*The call may have taken effect/s);
  assert.match(
    getAllText(model.asked[1]!),
    /"exits_once" is unavailable.*"exits_once" is available again.* were not repeated/s,
  );
  const [lost, back, ...others] = filterEvents("server", events);
  assert.deepEqual([lost!.state, back!.state, others], ["lost", "back", []]);
  assert.match(lost!.message, /exited with code 9.* Restarting it\.$/);
});

Deno.test("an agent continues without a server that keeps exiting, and removes its tools", async () => {
  using _timers = new FakeTimers(LONG_WAIT);
  const servers = [createProcessSource(serverCommand("exits_when_called")), desk()];
  const die: Turn = { calls: [["die", {}], ["look", {}]] };
  const script = new ScriptedModel([die, die, die, die, DONE]);
  const { report, events, model } = await runAgent(script, { servers });
  assert.equal(report.reason, "finished");
  const died = ["die: failed", "look: done"];
  assert.deepEqual(listOutcomes(events), [...died, ...died, ...died, ...died]);
  const offered = model.asked.map(({ tools }) => tools.map(({ name }) => name).join());
  assert.deepEqual(offered, ["die,look", "die,look", "die,look", "look", "look"]);
  assert.match(getLastText(model.asked[3]!), /^\[support-mcp\] The server "exits_when_called" is unavailable/);
  assert.match(getAllText(model.asked[4]!), /Unknown tool: die/);
  const changes = filterEvents("server", events);
  assert.deepEqual(changes.map(({ state }) => state), ["lost", "back", "lost", "back", "lost"]);
  assert.match(changes.at(-1)!.message, /exited with code 9.* Its tools are unavailable\.$/);
  assert.deepEqual(changes.at(-1)!.remarks.slice(1), ["  good bye"]);
});

Deno.test("an agent continues without a server that cannot be restarted", async () => {
  using _timers = new FakeTimers(LONG_WAIT);
  await using folder = await TemporaryFolder.create();
  const servers = [createProcessSource(serverCommand("starts_once", folder.file("started"))), desk()];
  const script = new ScriptedModel([{ calls: [["die", {}]] }, { calls: [["look", {}]] }, DONE]);
  const { report, events, model } = await runAgent(script, { servers });
  assert.deepEqual([report.reason, listOutcomes(events)], ["finished", ["die: failed", "look: done"]]);
  assert.deepEqual(model.asked[1]!.tools.map(({ name }) => name), ["look"]);
  const [lost, away, ...others] = filterEvents("server", events);
  assert.deepEqual([lost!.state, away!.state, others], ["lost", "lost", []]);
  assert.match(away!.message, /exited with code 4 .* Giving up on this server\.$/);
  assert.deepEqual(away!.remarks.slice(1), ["  already started"]);
});

Deno.test("a stopped agent does not wait for a server to restart", async () => {
  const servers = [createProcessSource(serverCommand("exits_when_called"))];
  const stopping = new AbortController();
  const view = { show: ({ type }: AgentEvent) => type === "called" && stopping.abort() };
  const { report } = await runAgent([{ calls: [["die", {}]] }], { servers, view, stop: stopping.signal });
  assert.equal(report.reason, "stopped");
});

Deno.test("an agent continues without a server that cannot be reached", async () => {
  const servers = [createProcessSource(serverCommand("fails_to_start")), desk()];
  const { report, events } = await runAgent([{ calls: [["look", {}]] }, DONE], { servers });
  assert.deepEqual([report.reason, listOutcomes(events)], ["finished", ["look: done"]]);
  assert.deepEqual(events[0]!.type, "server");
  assert.match(filterEvents("server", events)[0]!.message, /fails_to_start` exited with code 3/);
});

Deno.test("an agent fails if no server can be reached", async () => {
  const servers = [createProcessSource(serverCommand("fails_to_start"))];
  await assert.rejects(
    runAgent([DONE], { servers }),
    /^ServerError: The server `fails_to_start` exited with code 3/,
  );
});

Deno.test("an agent truncates the results of a server that floods", async () => {
  const { report, events, model } = await runAgent([{ calls: [["flood", {}], ["look", {}]] }, DONE], {
    servers: [createProcessSource(serverCommand("floods")), desk()],
  });
  assert.deepEqual([report.reason, listOutcomes(events).sort()], ["finished", ["flood: done", "look: done"]]);
  assert.ok(getAllText(model.asked[1]!).length < 25_000);
});

Deno.test("an agent picks up new tools of a server, and reports them", async () => {
  const server = () => {
    const mcp = createToolServer({
      grow: {
        use() {
          addTool(mcp, "bloom", { annotations: READS, use: () => "in bloom" });
          return "growing";
        },
      },
      rest: { annotations: READS, use: () => delay(50).then(() => "rested") },
    });
    return mcp;
  };
  const { events, model } = await runAgent(new ScriptedModel(gardener), {
    servers: [toMemorySource("garden", server)],
  });
  assert.deepEqual(listOutcomes(events).at(-1), "bloom: done");
  assert.deepEqual(filterEvents("server", events).map(({ state, message }) => [state, message]), [
    ["changed", "The server garden now offers bloom."],
  ]);
  assert.match(getAllText(model.asked.at(-1)!), /\[support-mcp\] The tools of the server "garden" may have changed/);
});

/** Calls `grow`, rests until the new tool is there, which is announced with a delay, and calls it. */
function gardener(request: ModelRequest): Turn {
  const [words, tools] = [getAllText(request), request.tools.map(({ name }) => name)];
  if (words.includes("in bloom")) return DONE;
  if (!words.includes("growing")) return { calls: [["grow", {}]] };
  return { calls: [[tools.includes("bloom") ? "bloom" : "rest", {}]] };
}

Deno.test("an agent cancels a call after the request timeout, and keeps its server", async () => {
  using timers = new FakeTimers(5_000);
  const cancelled: boolean[] = [];
  const sleep: TestTool = {
    async use({ for: seconds }, { mcpReq: { signal } }) {
      const asleep = delay(Number(seconds) * 1_000, { signal }).catch(() => {});
      timers.advance(Number(seconds) * 500);
      await asleep;
      cancelled.push(signal.aborted);
      return "awake";
    },
  };
  const { report, events } = await runAgent([{ calls: [["sleep", { for: 20 }], ["sleep", { for: 0 }]] }, DONE], {
    servers: [toMemorySource("bed", () => createToolServer({ sleep }))],
    requestTimeout: 10_000,
  });
  assert.deepEqual([report.reason, listOutcomes(events)], ["finished", ["sleep: failed", "sleep: done"]]);
  assert.match(filterEvents("called", events)[0]!.text, /timed out after 10 seconds/);
  assert.deepEqual(cancelled, [true, false]);
});

Deno.test("an agent offers at most 200 tools of a server", async () => {
  const tools = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`tool_${index}`, { use: () => "" }]));
  const { events, model } = await runAgent([DONE], {
    servers: [toMemorySource("crowd", () => createToolServer(tools))],
  });
  assert.equal(model.asked[0]!.tools.length, 200);
  assert.match(filterEvents("server", events)[0]!.message, /offers 300 tools\. Only the first 200 are used/);
});

Deno.test("an agent hides keys, tokens and all unknown variables from the servers that it starts", async () => {
  const secrets = { OPENAI_API_KEY: "sk-secret", AWS_SECRET_ACCESS_KEY: "cloud", GITHUB_TOKEN: "ghp", DESK_WORD: "x" };
  using _ = overrideVariables(secrets);
  const { events } = await runAgent([{ calls: [["variables", {}]] }, DONE], {
    servers: [createProcessSource(serverCommand("reports_environment"))],
  });
  const [called] = filterEvents("called", events);
  assert.match(called!.text, /^PATH=/m);
  assert.match(called!.text, /^HOME=/m);
  for (const name of Object.keys(secrets)) assert.ok(!called!.text.includes(name), name);
});

function desk(): ServerSource {
  return toMemorySource("desk", () => createToolServer({ look: { annotations: READS, use: () => "all is well" } }));
}
