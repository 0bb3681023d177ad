import assert from "node:assert/strict";
import { delay } from "../../../client/delay.ts";
import type { ModelRequest } from "../../../client/models/model.ts";
import { processSource, type ServerSource } from "../../../client/server_source.ts";
import { serverCommand } from "../processes.ts";
import { eventsOf, inMemory, outcomes, runAgent } from "./agent_run.ts";
import { allWords, lastWords, ScriptedModel, type Turn } from "./scripted_model.ts";
import { addTool, READS, type TestTool, toolServer } from "./tool_server.ts";

const DONE = { text: "Done." };

Deno.test("an agent goes on when a server dies: its tools vanish, and the model is told", async () => {
  const servers = [processSource(serverCommand("dies_when_used")), desk()];
  const script = new ScriptedModel([{ calls: [["die", {}], ["look", {}]] }, { calls: [["die", {}]] }, DONE]);
  const { report, events, model } = await runAgent(script, { servers });
  assert.equal(report.reason, "finished");
  assert.deepEqual(outcomes(events), ["die: failed", "look: done", "die: failed"]);
  assert.deepEqual(model.asked.map(({ tools }) => tools.map(({ name }) => name)), [["die", "look"], ["look"], [
    "look",
  ]]);
  assert.match(allWords(model.asked[1]!), /ended with exit code 9 .*It is not known whether it was done/s);
  assert.match(lastWords(model.asked[1]!), /^\[support-mcp\] The server "dies_when_used" can't be used any longer/);
  assert.match(lastWords(model.asked[2]!), /no tool die/);
  const [lost, ...others] = eventsOf("server", events);
  assert.deepEqual([lost!.server, lost!.state, others], ["dies_when_used", "lost", []]);
  assert.match(lost!.message, /ended with exit code 9/);
  assert.deepEqual(lost!.remarks.slice(1), ["  good bye"]);
});

Deno.test("an agent goes on without a server that can't be reached", async () => {
  const servers = [processSource(serverCommand("exits_at_once")), desk()];
  const { report, events } = await runAgent([{ calls: [["look", {}]] }, DONE], { servers });
  assert.deepEqual([report.reason, outcomes(events)], ["finished", ["look: done"]]);
  assert.deepEqual(events[0]!.type, "server");
  assert.match(eventsOf("server", events)[0]!.message, /exits_at_once` ended with exit code 3/);
});

Deno.test("an agent fails when no server can be reached", async () => {
  const servers = [processSource(serverCommand("exits_at_once"))];
  await assert.rejects(
    runAgent([DONE], { servers }),
    /^ServerFailure: The server `exits_at_once` ended with exit code 3/,
  );
});

Deno.test("an agent isn't held up by a server that floods", async () => {
  const { report, events, model } = await runAgent([{ calls: [["flood", {}], ["look", {}]] }, DONE], {
    servers: [processSource(serverCommand("floods")), desk()],
  });
  assert.deepEqual([report.reason, outcomes(events).sort()], ["finished", ["flood: done", "look: done"]]);
  assert.ok(allWords(model.asked[1]!).length < 25_000);
});

Deno.test("an agent takes over what a server offers anew, and says so", async () => {
  const server = () => {
    const mcp = toolServer({
      grow: {
        use() {
          addTool(mcp, "bloom", { annotations: READS, use: () => "in bloom" });
          return "growing";
        },
      },
    });
    return mcp;
  };
  const { events, model } = await runAgent(new ScriptedModel(gardener), { servers: [inMemory("garden", server)] });
  assert.deepEqual(outcomes(events).at(-1), "bloom: done");
  assert.deepEqual(eventsOf("server", events).map(({ state, message }) => [state, message]), [
    ["changed", "The server garden now offers bloom."],
  ]);
  assert.match(allWords(model.asked.at(-1)!), /\[support-mcp\] The server "garden" may offer other tools/);
});

/** Grows, waits for the new tool, which is announced with some delay, and uses it. */
async function gardener(request: ModelRequest): Promise<Turn> {
  const [words, tools] = [allWords(request), request.tools.map(({ name }) => name)];
  if (words.includes("in bloom")) return DONE;
  if (!words.includes("growing")) return { calls: [["grow", {}]] };
  if (tools.includes("bloom")) return { calls: [["bloom", {}]] };
  await new Promise((resolve) => setTimeout(resolve, 100));
  return { calls: [["bloom", {}]] };
}

Deno.test("an agent gives up on a call that takes too long, and not on its server", async () => {
  const cancelled: boolean[] = [];
  const sleep: TestTool = {
    async use({ for: seconds }, { mcpReq: { signal } }) {
      await delay(Number(seconds), signal).catch(() => {});
      cancelled.push(signal.aborted);
      return "awake";
    },
  };
  const { report, events } = await runAgent([{ calls: [["sleep", { for: 10 }], ["sleep", { for: 0 }]] }, DONE], {
    servers: [inMemory("bed", () => toolServer({ sleep }))],
    requestTimeout: 150,
  });
  assert.deepEqual([report.reason, outcomes(events)], ["finished", ["sleep: failed", "sleep: done"]]);
  assert.match(eventsOf("called", events)[0]!.text, /gave no answer within 0\.15 seconds/);
  assert.deepEqual(cancelled, [true, false]);
});

Deno.test("an agent takes no more tools of a server than a model can hold", async () => {
  const tools = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`tool_${index}`, { use: () => "" }]));
  const { events, model } = await runAgent([DONE], { servers: [inMemory("crowd", () => toolServer(tools))] });
  assert.equal(model.asked[0]!.tools.length, 200);
  assert.match(eventsOf("server", events)[0]!.message, /offers 300 tools; 200 are used/);
});

Deno.test("an agent keeps the keys to models from the servers that it starts", async () => {
  Deno.env.set("OPENAI_API_KEY", "sk-secret");
  try {
    const { events } = await runAgent([{ calls: [["variables", {}]] }, DONE], {
      servers: [processSource(serverCommand("tells_its_variables"))],
    });
    const [called] = eventsOf("called", events);
    assert.match(called!.text, /\bPATH\b/);
    assert.doesNotMatch(called!.text, /OPENAI_API_KEY/);
  } finally {
    Deno.env.delete("OPENAI_API_KEY");
  }
});

function desk(): ServerSource {
  return inMemory("desk", () => toolServer({ look: { annotations: READS, use: () => "all is well" } }));
}
