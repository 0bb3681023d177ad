import assert from "node:assert/strict";
import { ModelError, type Outlook } from "../../../client/models/model_error.ts";
import { RetryingModel } from "../../../client/models/retrying_model.ts";
import { ScriptedModel, type Turn } from "../agent/scripted_model.ts";

const REQUEST = { instructions: "", messages: [], tools: [], maxTokens: 10 };
const NEVER = new AbortController().signal;
const DONE: Turn = { text: "Done." };

Deno.test("RetryingModel retries after the delay that the endpoint asks for", async () => {
  const { pauses, answer } = await ask([createBusyError(7), createBusyError(0), DONE]);
  assert.equal(answer, "Done.");
  assert.deepEqual(pauses, ["busy: 7", "busy: 0"]);
});

Deno.test("RetryingModel doubles its delay by default, and gives up in the end", async () => {
  const { pauses, answer } = await ask([createBusyError()]);
  assert.equal(answer, "ModelError: busy");
  assert.deepEqual(pauses, ["busy: 2", "busy: 4", "busy: 8", "busy: 16", "busy: 32"]);
});

Deno.test("RetryingModel does not wait for an hour", async () => {
  const { pauses, answer } = await ask([createBusyError(3600)]);
  assert.deepEqual([pauses, answer], [[], "ModelError: busy"]);
});

Deno.test("RetryingModel does not retry permanent errors", async () => {
  for (const outlook of ["hopeless", "overlong"] as const) {
    assert.deepEqual(await ask([failure(outlook), DONE]), { pauses: [], answer: `ModelError: ${outlook}` });
  }
});

Deno.test("RetryingModel retries an unreachable endpoint only if it has responded before", async () => {
  assert.deepEqual(await ask([failure("unreachable"), DONE]), { pauses: [], answer: "ModelError: unreachable" });
  const { model, pauses } = createRetryingModel([DONE, failure("unreachable"), { text: "Back." }]);
  await model.respond(REQUEST, NEVER);
  assert.equal((await model.respond(REQUEST, NEVER)).text, "Back.");
  assert.deepEqual(pauses, ["unreachable: 2"]);
});

Deno.test("RetryingModel stops waiting with its signal", async () => {
  const ending = new AbortController();
  const model = new RetryingModel(createScriptedModel([createBusyError()]), (_reason, _seconds, signal) => {
    ending.abort(new Error("enough"));
    return Promise.reject(signal.reason);
  });
  await assert.rejects(model.respond(REQUEST, ending.signal), /enough/);
});

Deno.test("RetryingModel has the ID of its model", () => {
  assert.equal(createRetryingModel([DONE]).model.id, "test:scripted");
});

function createBusyError(retryAfter?: number): ModelError {
  return failure("busy", retryAfter);
}

function failure(outlook: Outlook, retryAfter?: number): ModelError {
  return new ModelError(outlook, { outlook, retryAfter });
}

async function ask(turns: readonly (Turn | ModelError)[]): Promise<{ pauses: string[]; answer: string }> {
  const { model, pauses } = createRetryingModel(turns);
  const answer = await model.respond(REQUEST, NEVER).then(({ text }) => text, String);
  return { pauses, answer };
}

function createRetryingModel(turns: readonly (Turn | ModelError)[]) {
  const pauses: string[] = [];
  const model = new RetryingModel(createScriptedModel(turns), (reason, seconds) => {
    pauses.push(`${reason}: ${seconds}`);
    return Promise.resolve();
  });
  return { model, pauses };
}

function createScriptedModel(turns: readonly (Turn | ModelError)[]): ScriptedModel {
  let next = 0;
  return new ScriptedModel(() => {
    const turn = turns[Math.min(next++, turns.length - 1)]!;
    if (turn instanceof ModelError) throw turn;
    return turn;
  });
}
