import assert from "node:assert/strict";
import { createHttpSource } from "../../../client/configuration/http_source.ts";
import { reconnectWithBackoff } from "../../../client/connection/reconnect.ts";
import type { ModelRequest } from "../../../client/models/model.ts";
import { ServerError } from "../../../client/errors/server_error.ts";
import { HttpServer } from "../http_server.ts";
import { filterEvents, listOutcomes, runAgent, toMemorySource } from "../agent/agent_run.ts";
import { getAllText, ScriptedModel, type Turn } from "../agent/scripted_model.ts";
import { createToolServer, READS } from "../agent/tool_server.ts";

const NEVER = new AbortController().signal;

Deno.test("patientlyReopen() tries until it works", async () => {
  let attempts = 0;
  const open = () => ++attempts < 3 ? Promise.reject(new ServerError("it", "is away")) : Promise.resolve("open");
  assert.equal(await reconnectWithBackoff(open, NEVER, [0, 0, 0]), "open");
  await assert.rejects(
    reconnectWithBackoff(() => Promise.reject(new ServerError("it", "is away")), NEVER, [0, 0]),
    /is away/,
  );
});

Deno.test("patientlyReopen() tries no more once nobody waits, or when something else is wrong", async () => {
  await assert.rejects(
    reconnectWithBackoff(() => Promise.resolve(), AbortSignal.abort(new Error("enough")), [0]),
    /enough/,
  );
  await assert.rejects(reconnectWithBackoff(() => Promise.reject(new TypeError("a bug")), NEVER, [0, 0]), /a bug/);
});

Deno.test("patientlyReopen() tries no more after a failure that lasts", async () => {
  let attempts = 0;
  const open = () => Promise.reject(new ServerError("it", ++attempts === 1 ? "is away" : "knows no such token"));
  const isPassing = ({ problem: happened }: ServerError) => happened === "is away";
  await assert.rejects(reconnectWithBackoff(open, NEVER, [0, 0, 0], { isPassing }), /knows no such token/);
  assert.equal(attempts, 2);
});

Deno.test("patientlyReopen() passes the time as it is told to", async () => {
  const passed: number[] = [];
  const pause = (seconds: number) => Promise.resolve(void passed.push(seconds));
  const open = () => Promise.reject(new ServerError("it", "is away"));
  await assert.rejects(reconnectWithBackoff(open, NEVER, [600, 1200], { pause }), /is away/);
  assert.deepEqual(passed, [600, 1200]);
});

Deno.test("an agent connects anew to a server that was away, and the model is told", async () => {
  let server = new HttpServer(remote);
  const { url, port } = server;
  const restart = async () => {
    await server[Symbol.asyncDispose]();
    server = new HttpServer(remote, { port });
  };
  const script = new ScriptedModel((request) => worker(request, restart));
  const servers = [
    createHttpSource(url, {}, "remote"),
    toMemorySource("desk", () => createToolServer({ wait: { use: waitAWhile } })),
  ];
  const { report, events, model } = await runAgent(script, { servers });
  await server[Symbol.asyncDispose]();
  assert.equal(report.reason, "finished");
  assert.deepEqual(filterEvents("server", events).map(({ state }) => state), ["lost", "back"]);
  assert.equal(listOutcomes(events)[0], "look: failed");
  assert.equal(listOutcomes(events).at(-1), "look: done");
  assert.match(
    getAllText(model.asked.at(-1)!),
    /"remote" can't be used: .*"remote" is back, and so are its tools/s,
  );
});

/** Looks while the server is away, waits until its tools are back, and looks again. */
async function worker(request: ModelRequest, restart: () => Promise<void>): Promise<Turn> {
  const words = getAllText(request);
  if (words.includes("all is well")) return { text: "Done." };
  if (request.messages.length === 1) await restart();
  if (request.messages.length > 1 && !words.includes("is back")) return { calls: [["wait", {}]] };
  return { calls: [["look", {}]] };
}

async function waitAWhile(): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, 200));
  return "waited";
}

function remote() {
  return createToolServer({ look: { annotations: READS, use: () => "all is well" } });
}
