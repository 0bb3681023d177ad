import assert from "node:assert/strict";
import { createHttpSource } from "../../../client/configuration/http_source.ts";
import type { Connection } from "../../../client/connection/connection.ts";
import { createEndlessReconnection, reconnect } from "../../../client/connection/reconnect.ts";
import type { ModelRequest } from "../../../client/models/model.ts";
import { ServerError } from "../../../client/errors/server_error.ts";
import { findFreePort } from "../../../scripts/find_free_port.ts";
import { HttpServer } from "../http_server.ts";
import { filterEvents, listOutcomes, runAgent, toMemorySource } from "../agent/agent_run.ts";
import { getAllText, ScriptedModel, type Turn } from "../agent/scripted_model.ts";
import { createToolServer, READS } from "../agent/tool_server.ts";

const NEVER = new AbortController().signal;

const UNAVAILABLE = new ServerError("it", "is unavailable");

Deno.test("reconnect() retries until an attempt succeeds or no delays are left", async () => {
  let attempts = 0;
  const attempt = () => ++attempts < 3 ? Promise.reject(UNAVAILABLE) : Promise.resolve("open");
  assert.equal(await reconnect(attempt, { delays: [0, 0, 0], signal: NEVER }), "open");
  await assert.rejects(reconnect(() => Promise.reject(UNAVAILABLE), { delays: [0, 0], signal: NEVER }), UNAVAILABLE);
});

Deno.test("reconnect() stops when it is aborted, and after an error that is not a server's", async () => {
  const signal = AbortSignal.abort(new Error("enough"));
  await assert.rejects(reconnect(() => Promise.resolve(), { delays: [0], signal }), /enough/);
  const bug = new TypeError("a bug");
  await assert.rejects(reconnect(() => Promise.reject(bug), { delays: [0, 0], signal: NEVER }), bug);
});

Deno.test("reconnect() stops after an error that is not temporary", async () => {
  let attempts = 0;
  const attempt = () => Promise.reject(++attempts === 1 ? UNAVAILABLE : new ServerError("it", "rejected the token"));
  const isTemporary = (error: ServerError) => error === UNAVAILABLE;
  const retried = reconnect(attempt, { delays: [0, 0, 0], signal: NEVER, isTemporary });
  await assert.rejects(retried, /rejected the token/);
  assert.equal(attempts, 2);
});

Deno.test("reconnect() waits with the given function", async () => {
  const waited: number[] = [];
  const pause = (seconds: number) => Promise.resolve(void waited.push(seconds));
  const retried = reconnect(() => Promise.reject(UNAVAILABLE), { delays: [600, 1200], signal: NEVER, pause });
  await assert.rejects(retried, UNAVAILABLE);
  assert.deepEqual(waited, [600, 1200]);
});

for (
  const [policy, delays] of [
    ["restart", [0.5, 2, 5, 15, 30, 60, 60, 60]],
    ["reconnect", [1, 2, 4, 8, 15, 30, 60, 60]],
  ] as const
) {
  Deno.test(`createEndlessReconnection() to ${policy} never gives up, even if connections end at once`, async () => {
    const waited: number[] = [];
    const pause = (seconds: number) => Promise.resolve(void waited.push(seconds));
    const open = () => waited.length % 4 === 0 ? Promise.resolve({} as Connection) : Promise.reject(UNAVAILABLE);
    const reconnection = createEndlessReconnection(policy, open, pause)!;
    await reconnection.start(NEVER);
    await reconnection.start(NEVER);
    assert.deepEqual(waited, delays);
  });
}

Deno.test("createEndlessReconnection() leaves a server that is not reconnected", () => {
  assert.equal(createEndlessReconnection("leave", () => Promise.reject(UNAVAILABLE)), undefined);
});

Deno.test("an agent reconnects to a server that was unavailable, and informs the model", async () => {
  const port = findFreePort(); // which no other program gets while the server is down
  let server = new HttpServer(remote, { port });
  const { url } = server;
  const outage = {
    begin: () => server[Symbol.asyncDispose](),
    end: () => void (server = new HttpServer(remote, { port })),
  };
  const script = new ScriptedModel((request) => worker(request, outage));
  const servers = [
    createHttpSource(url, {}, "remote"),
    toMemorySource("desk", () => createToolServer({ wait: { use: waitBriefly } })),
  ];
  const { report, events, model } = await runAgent(script, { servers });
  await server[Symbol.asyncDispose]();
  assert.equal(report.reason, "finished");
  assert.deepEqual(filterEvents("server", events).map(({ state }) => state), ["lost", "back"]);
  assert.equal(listOutcomes(events)[0], "look: failed");
  assert.equal(listOutcomes(events).at(-1), "look: done");
  assert.match(
    getAllText(model.asked.at(-1)!),
    /"remote" is unavailable, .*"remote" is available again, with its tools/s,
  );
});

interface Outage {
  begin(): Promise<void>;
  end(): void;
}

/** Calls a tool while the server is unavailable, waits until its tools are back, and calls it again. */
async function worker(request: ModelRequest, outage: Outage): Promise<Turn> {
  const words = getAllText(request);
  if (words.includes("all is well")) return { text: "Done." };
  const step = request.messages.filter(({ role }) => role === "assistant").length;
  if (step === 0) await outage.begin();
  if (step === 1) outage.end();
  if (request.messages.length > 1 && !words.includes("is available again")) return { calls: [["wait", {}]] };
  return { calls: [["look", {}]] };
}

async function waitBriefly(): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, 200));
  return "waited";
}

function remote() {
  return createToolServer({ look: { annotations: READS, use: () => "all is well" } });
}
