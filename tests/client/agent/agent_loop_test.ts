import assert from "node:assert/strict";
import { ModelError } from "../../../client/models/model_error.ts";
import { filterEvents, runAgent, type RunOptions, toMemorySource } from "./agent_run.ts";
import { getAllText, getLastText, ScriptedModel } from "./scripted_model.ts";
import { createToolServer, READS } from "./tool_server.ts";

const CALL = { calls: [["look", {}]] as const };
const DONE = { text: "Done." };

Deno.test("an agent works until the model makes no more calls", async () => {
  const { report, events, model } = await runAgent([{ text: "I look.", ...CALL }, DONE], withDesk({ task: "Look." }));
  assert.deepEqual([report.reason, report.steps, report.tokens], ["finished", 2, { input: 20, output: 10 }]);
  assert.deepEqual(events.map(({ type }) => type), [
    "begin",
    "step",
    "text",
    "tokens",
    "call",
    "called",
    "step",
    "text",
    "tokens",
    "end",
  ]);
  assert.deepEqual(filterEvents("begin", events)[0], {
    type: "begin",
    task: "Look.",
    model: "test:scripted",
    servers: [{ server: "desk", tools: ["look"] }],
  });
  assert.equal(getLastText(model.asked[0]!), "Look.");
  assert.match(model.asked[0]!.instructions, /## Server "desk"\nLook before you leap\./);
  assert.deepEqual(model.asked[0]!.tools.map(({ name, description }) => [name, description]), [["look", "Looks"]]);
  assert.equal(model.asked[0]!.tools[0]!.inputSchema.type, "object");
  assert.equal(Object.hasOwn(model.asked[0]!.tools[0]!.inputSchema, "$schema"), false);
});

for (
  const [limits, reason, says] of [
    [{ steps: 3 }, "steps", /Step limit reached \(3\)\. Raise it with --max-steps/],
    [{ tokens: 25 }, "tokens", /Token limit reached \(25\)\. Raise it with --max-tokens/],
    [{ seconds: 0 }, "time", /--max-minutes/],
  ] as const
) {
  Deno.test(`an agent ends at its limit of ${reason}`, async () => {
    const { report } = await runAgent([CALL], withDesk({ limits }));
    assert.equal(report.reason, reason);
    assert.match(report.message, says);
  });
}

Deno.test("an agent requests at most the tokens that are left", async () => {
  const { model } = await runAgent([CALL, DONE], withDesk({ limits: { tokens: 1_000 } }));
  assert.deepEqual(model.asked.map(({ maxTokens }) => maxTokens), [1_000, 985]);
});

Deno.test("an agent notifies the model when few steps are left", async () => {
  const { model } = await runAgent([CALL], withDesk({ limits: { steps: 6 } }));
  const told = model.asked.map((request) => /\[support-mcp\] 3 steps are left/.test(getAllText(request)));
  assert.deepEqual(told, [false, false, true, true, true, true]);
});

Deno.test("an agent stops waiting for the model at its time limit", async () => {
  const model = new ScriptedModel(waiting);
  const { report } = await runAgent(model, withDesk({ limits: { seconds: 0.1 } }));
  assert.equal(report.reason, "time");
});

Deno.test("a stopped agent does not wait for the model", async () => {
  const stop = new AbortController();
  const model = new ScriptedModel((request, signal) => {
    stop.abort();
    return waiting(request, signal);
  });
  const { report } = await runAgent(model, withDesk({ stop: stop.signal }));
  assert.equal(report.reason, "stopped");
});

Deno.test("an aborted agent throws the reason, and shows no end event", async () => {
  const abort = new AbortController();
  const types: string[] = [];
  const model = new ScriptedModel((request, signal) => {
    abort.abort(new Error("at once"));
    return waiting(request, signal);
  });
  const view = { show: ({ type }: { type: string }) => void types.push(type) };
  await assert.rejects(runAgent(model, withDesk({ abort: abort.signal, view })), /at once/);
  assert.deepEqual(types, ["begin", "step"]);
});

Deno.test("an agent reports its changes when the model fails", async () => {
  const model = new ScriptedModel(() => {
    if (model.asked.length === 1) return CALL;
    throw new ModelError("test does not accept the key.");
  });
  const { report, events } = await runAgent(model, withDesk());
  assert.deepEqual([report.reason, report.message, report.steps], ["failed", "test does not accept the key.", 2]);
  assert.equal(events.at(-1)!.type, "end");
});

Deno.test("an agent drops old results when the conversation is too long, and fails if there are none", async () => {
  const model = new ScriptedModel((request) => {
    if (getAllText(request).length > 5_000) throw new ModelError("Too long.", { outlook: "overlong" });
    return getAllText(request).includes("was dropped") ? DONE : CALL;
  });
  const servers = [
    toMemorySource("desk", () => createToolServer({ look: { annotations: READS, use: () => "x".repeat(2_000) } })),
  ];
  const { report } = await runAgent(model, { servers });
  assert.deepEqual([report.reason, report.steps], ["finished", 4]);
  const overfull = new ScriptedModel(() => {
    throw new ModelError("Too long.", { outlook: "overlong" });
  });
  assert.deepEqual((await runAgent(overfull, { servers })).report.message, "Too long.");
});

Deno.test("an agent retries once after an empty response, and then fails", async () => {
  const { report, model } = await runAgent([{}], withDesk());
  assert.deepEqual([report.reason, report.message], ["failed", "The model returned an empty response twice."]);
  assert.match(getLastText(model.asked[1]!), /^\[support-mcp\] Your response was empty/);
  const recovered = await runAgent([{}, CALL, {}, DONE], withDesk());
  assert.equal(recovered.report.reason, "finished");
});

Deno.test("an agent lets the model continue a response that was cut off", async () => {
  const { report, model } = await runAgent([{ text: "I would", end: "length" }, DONE], withDesk());
  assert.equal(report.reason, "finished");
  assert.match(getLastText(model.asked[1]!), /^\[support-mcp\] Your response was cut off/);
});

Deno.test("an agent fails when the provider withholds a response", async () => {
  const { report } = await runAgent([{ text: "…", end: "filtered" }], withDesk());
  assert.deepEqual([report.reason, report.message], ["failed", "The model's provider withheld the response."]);
});

Deno.test("an agent adds up the costs that endpoints report", async () => {
  const { report } = await runAgent([{ ...CALL, cost: 0.5 }, { ...DONE, cost: 0.25 }], withDesk());
  assert.equal(report.cost, 0.75);
  assert.equal((await runAgent([DONE], withDesk())).report.cost, null);
});

function withDesk(options: RunOptions = {}): RunOptions {
  const instructions = "Look before you leap.";
  const look = { annotations: READS, description: "Looks", use: () => "nothing to see" };
  return { servers: [toMemorySource("desk", () => createToolServer({ look }, { instructions }))], ...options };
}

/** Responds only to the abort of its signal. */
async function waiting(_request: unknown, signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve));
  throw signal.reason;
}
