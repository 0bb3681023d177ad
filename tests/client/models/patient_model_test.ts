import assert from "node:assert/strict";
import { ModelFailure, type Outlook } from "../../../client/models/model_failure.ts";
import { PatientModel } from "../../../client/models/patient_model.ts";
import { ScriptedModel, type Turn } from "../loop/scripted_model.ts";

const REQUEST = { instructions: "", messages: [], tools: [], maxTokens: 10 };
const NEVER = new AbortController().signal;
const DONE: Turn = { text: "Done." };

Deno.test("PatientModel asks again, as late as the endpoint wants it", async () => {
  const { pauses, answer } = await ask([busy(7), busy(0), DONE]);
  assert.equal(answer, "Done.");
  assert.deepEqual(pauses, ["busy: 7", "busy: 0"]);
});

Deno.test("PatientModel waits longer and longer where the endpoint names no time, and then gives up", async () => {
  const { pauses, answer } = await ask([busy()]);
  assert.equal(answer, "ModelFailure: busy");
  assert.deepEqual(pauses, ["busy: 2", "busy: 4", "busy: 8", "busy: 16", "busy: 32"]);
});

Deno.test("PatientModel doesn't wait for an hour", async () => {
  const { pauses, answer } = await ask([busy(3600)]);
  assert.deepEqual([pauses, answer], [[], "ModelFailure: busy"]);
});

Deno.test("PatientModel doesn't ask again where that is hopeless", async () => {
  for (const outlook of ["hopeless", "overlong"] as const) {
    assert.deepEqual(await ask([failure(outlook), DONE]), { pauses: [], answer: `ModelFailure: ${outlook}` });
  }
});

Deno.test("PatientModel waits for an endpoint that has answered before, and not for one that never did", async () => {
  assert.deepEqual(await ask([failure("unreachable"), DONE]), { pauses: [], answer: "ModelFailure: unreachable" });
  const { model, pauses } = patient([DONE, failure("unreachable"), { text: "Back." }]);
  await model.respond(REQUEST, NEVER);
  assert.equal((await model.respond(REQUEST, NEVER)).text, "Back.");
  assert.deepEqual(pauses, ["unreachable: 2"]);
});

Deno.test("PatientModel waits no longer than its signal", async () => {
  const ending = new AbortController();
  const model = new PatientModel(scripted([busy()]), (_reason, _seconds, signal) => {
    ending.abort(new Error("enough"));
    return Promise.reject(signal.reason);
  });
  await assert.rejects(model.respond(REQUEST, ending.signal), /enough/);
});

Deno.test("PatientModel has the name of its model", () => {
  assert.equal(patient([DONE]).model.id, "test:scripted");
});

function busy(retryAfter?: number): ModelFailure {
  return failure("busy", retryAfter);
}

function failure(outlook: Outlook, retryAfter?: number): ModelFailure {
  return new ModelFailure(outlook, { outlook, retryAfter });
}

async function ask(turns: readonly (Turn | ModelFailure)[]): Promise<{ pauses: string[]; answer: string }> {
  const { model, pauses } = patient(turns);
  const answer = await model.respond(REQUEST, NEVER).then(({ text }) => text, String);
  return { pauses, answer };
}

function patient(turns: readonly (Turn | ModelFailure)[]) {
  const pauses: string[] = [];
  const model = new PatientModel(scripted(turns), (reason, seconds) => {
    pauses.push(`${reason}: ${seconds}`);
    return Promise.resolve();
  });
  return { model, pauses };
}

function scripted(turns: readonly (Turn | ModelFailure)[]): ScriptedModel {
  let next = 0;
  return new ScriptedModel(() => {
    const turn = turns[Math.min(next++, turns.length - 1)]!;
    if (turn instanceof ModelFailure) throw turn;
    return turn;
  });
}
