import assert from "node:assert/strict";
import { Replay } from "../../../../client/recording/replay/replay.ts";
import type { Model, ModelRequest, ModelResponse } from "../../../../client/models/model.ts";
import { ModelError } from "../../../../client/models/model_error.ts";
import { RecordingEndedError } from "../../../../client/errors/mod.ts";
import { recordRun } from "../recorded_run.ts";

/** Milliseconds; short, because nothing else is running. */
const PATIENCE = 200;
const NEVER = new AbortController().signal;

Deno.test("Replay replays models' responses, and their failures without delays", async () => {
  const busy = new ModelError("Too many requests.", { outlook: "busy", retryAfter: 30 });
  const replay = await createReplay([busy, response("one"), response("two")], ["first", "first", "second"]);
  const model = await modelIn(replay, "test:model");
  await assert.rejects(
    model.respond(request("first"), NEVER),
    new ModelError("Too many requests.", { outlook: "busy", retryAfter: 0 }),
  );
  assert.deepEqual(await model.respond(request("first"), NEVER), response("one"));
  assert.deepEqual(await model.respond(request("second"), NEVER), response("two"));
  replay.assertComplete();
});

Deno.test("Replay reports the difference in a request to a model", async () => {
  const replay = await createReplay([response("one")], ["Close ticket 42."]);
  await assert.rejects(
    (await modelIn(replay, "test:model")).respond(request("Close ticket 43."), NEVER),
    /request to the model at messages\[0\]\.content: expected "Close ticket 42\.", got "Close ticket 43\."/,
  );
  assert.ok(replay.failed.aborted);
});

Deno.test("Replay distinguishes models, and detects missing requests", async () => {
  const replay = await createReplay([response("one")], ["first"]);
  assert.throws(() => replay.assertComplete(), /continues with a request to the model test:model/);
  await assert.rejects(
    (await modelIn(replay, "test:other")).respond(request("first"), NEVER),
    /at model: expected "test:model", got "test:other"/,
  );
});

Deno.test("Replay stops where the recorded run was stopped", async () => {
  const replay = await createReplay([new DOMException("Stopped.", "AbortError")], ["first"], "stopped");
  await assert.rejects(
    (await modelIn(replay, "test:model")).respond(request("first"), NEVER),
    new RecordingEndedError("stopped"),
  );
});

Deno.test("Replay leaves a request pending only if the recorded run abandoned it", async () => {
  const replay = await createReplay([new DOMException("Taken back.", "AbortError")], ["first"]);
  const model = await modelIn(replay, "test:model");
  await assert.rejects(model.respond(request("first"), AbortSignal.timeout(20)), { name: "TimeoutError" });
  replay.assertComplete();
  const other = await createReplay([new DOMException("Taken back.", "AbortError")], ["first"]);
  await assert.rejects(
    (await modelIn(other, "test:model")).respond(request("first"), NEVER),
    /waits for a model's response that the recorded run did not wait for/,
  );
});

/** Creates a replay of requests with their outcomes. */
async function createReplay(outcomes: (ModelResponse | Error)[], texts: string[], end?: "stopped"): Promise<Replay> {
  return new Replay(
    await recordRun(async (recorder) => {
      if (end === "stopped") recorder.stopped();
      const [model] = await recorder.models(["test:model"], () => Promise.resolve([modelWith(outcomes)]));
      for (const text of texts) await model!.respond(request(text), NEVER).catch(() => {});
    }),
    PATIENCE,
  );
}

async function modelIn(replay: Replay, id: string): Promise<Model> {
  return (await replay.models([id]))[0]!;
}

function modelWith(outcomes: (ModelResponse | Error)[]): Model {
  return {
    id: "test:model",
    respond() {
      const outcome = outcomes.shift()!;
      return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
    },
  };
}

function request(text: string): ModelRequest {
  return { instructions: "Be brief.", messages: [{ role: "user", content: text }], tools: [], maxTokens: 100 };
}

function response(text: string): ModelResponse {
  const messages = [{ role: "assistant" as const, content: text }];
  return { messages, text, calls: [], tokens: { input: 1, output: 2 }, cost: null, end: "done" };
}
