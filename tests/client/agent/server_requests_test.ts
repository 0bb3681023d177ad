import assert from "node:assert/strict";
import type { ElicitResult } from "@modelcontextprotocol/client";
import {
  inputRequired,
  McpServer,
  type ServerContext,
  UrlElicitationRequiredError,
} from "@modelcontextprotocol/server";
import * as z from "zod";
import type { Person } from "../../../client/agent/approval/person.ts";
import { FakeTimers } from "../../fake_timers.ts";
import { filterEvents, listOutcomes, runAgent, toMemorySource } from "./agent_run.ts";
import { getAllText, ScriptedModel } from "./scripted_model.ts";

const DONE = { text: "Done." };
const FORM = { type: "object" as const, properties: { sure: { type: "boolean" as const } }, required: ["sure"] };

Deno.test("an agent answers sampling requests with the model, on the run's budget", async () => {
  const script: ScriptedModel = new ScriptedModel(({ instructions, tools }) => {
    if (tools.length === 0) return { text: `You asked: ${instructions}`, tokens: { input: 100, output: 50 } };
    return script.asked.length === 1 ? { calls: [["ask_model", {}]] } : DONE;
  });
  const { report, events, model } = await runAgent(script, { servers: [curious()] });
  const sampling = model.asked[1]!;
  assert.deepEqual([sampling.maxTokens, sampling.instructions], [128, "Be brief."]);
  assert.deepEqual(sampling.messages, [{ role: "user", content: "What now?" }]);
  assert.match(filterEvents("called", events)[0]!.text, /You asked: Be brief\./);
  assert.deepEqual(report.tokens, { input: 120, output: 60 });
  assert.deepEqual(
    events.filter(({ type }) => type === "question" || type === "answer").map((event) => ({ ...event, question: "" })),
    [
      { type: "question", question: "", kind: "sampling", server: "curious", message: "What now?" },
      { type: "answer", question: "", kind: "sampling", server: "curious", answer: "You asked: Be brief." },
    ],
  );
});

Deno.test("an agent limits a sampling response to the tokens that the run has left", async () => {
  const script: ScriptedModel = new ScriptedModel(({ tools }) => {
    if (tools.length === 0) return { text: "Brief." };
    return script.asked.length === 1 ? { calls: [["ask_model", {}]], tokens: { input: 900, output: 50 } } : DONE;
  });
  const { model } = await runAgent(script, { servers: [curious()], limits: { tokens: 1_000 } });
  assert.equal(model.asked[1]!.maxTokens, 50);
});

Deno.test("an agent without a person does not declare elicitation", async () => {
  const { events } = await runAgent([{ calls: [["ask_person", {}]] }, DONE], { servers: [curious()] });
  assert.equal(filterEvents("called", events)[0]!.text, "elicitation is not supported");
  assert.deepEqual(filterEvents("question", events), []);
});

for (const protocol of ["handshake", "2026-07-28"] as const) {
  Deno.test(`an agent lets a person fill in a form, never the model (${protocol})`, async () => {
    const person = personAnswering(() => Promise.resolve({ action: "accept", content: { sure: true } }));
    const { events, model } = await runAgent([{ calls: [["ask_person", {}]] }, DONE], {
      servers: [curious()],
      person,
      protocol,
    });
    assert.equal(filterEvents("called", events)[0]!.text, '{"action":"accept","content":{"sure":true}}');
    assert.deepEqual(filterEvents("answer", events).map(({ kind, answer }) => [kind, answer]), [[
      "elicitation",
      "accept",
    ]]);
    assert.equal(model.asked.length, 2);
  });
}

Deno.test("an agent does not apply the request timeout while a person decides", async () => {
  using timers = new FakeTimers(5_000);
  const person = personAnswering(() => {
    timers.advance(20_000);
    return Promise.resolve({ action: "decline" });
  });
  const { events } = await runAgent([{ calls: [["ask_person", {}]] }, DONE], {
    servers: [curious()],
    person,
    requestTimeout: 10_000,
  });
  assert.deepEqual(listOutcomes(events), ["ask_person: done"]);
});

Deno.test("an agent lists its roots to servers", async () => {
  const { events } = await runAgent([{ calls: [["ask_roots", {}]] }, DONE], {
    servers: [curious()],
    roots: [{ uri: "file:///desk" }],
  });
  assert.equal(filterEvents("called", events)[0]!.text, '{"roots":[{"uri":"file:///desk"}]}');
});

Deno.test("an agent without a person reports the page that a server requires, and that nothing was done", async () => {
  const { events, model } = await runAgent([{ calls: [["sign_in", {}]] }, DONE], { servers: [curious()] });
  assert.deepEqual(listOutcomes(events), ["sign_in: failed"]);
  const told = getAllText(model.asked[1]!);
  assert.match(told, /did nothing: it requires a visit to desk\.example first, and no person is available to do that/);
  assert.doesNotMatch(told, /key=secret|may have taken effect/);
});

Deno.test("an agent lets a person open the page that a server requires, and repeats the call", async () => {
  const person = personAnswering(() => Promise.resolve({ action: "decline" }));
  const finishes: Person = {
    ...person,
    createRequestHandlers: (...given) => ({
      ...person.createRequestHandlers(...given),
      visit: () => Promise.resolve({ action: "accept" }),
      finish: () => Promise.resolve(true),
    }),
  };
  const { events } = await runAgent([{ calls: [["sign_in", {}]] }, DONE], { servers: [curious()], person: finishes });
  assert.deepEqual(listOutcomes(events), ["sign_in: done"]);
  assert.deepEqual(filterEvents("question", events).map(({ kind, message }) => [kind, message]), [
    ["elicitation", "Sign in."],
    ["elicitation", "Finished at desk.example?"],
  ]);
  assert.deepEqual(filterEvents("answer", events).map(({ answer }) => answer), ["accept", "done"]);
});

/** A server with tools that send requests, and return the results as text. */
function curious() {
  return toMemorySource("curious", () => {
    const mcp = new McpServer({ name: "curious", version: "1.0.0" });
    const inputSchema = z.object({});
    mcp.registerTool("ask_model", { inputSchema }, (_, { mcpReq }) => {
      const messages = [{ role: "user" as const, content: { type: "text" as const, text: "What now?" } }];
      const params = { messages, systemPrompt: "Be brief.", maxTokens: 128 };
      return toResult(mcpReq) ?? inputRequired({ inputRequests: { it: inputRequired.createMessage(params) } });
    });
    let signedIn = false;
    mcp.registerTool("sign_in", { inputSchema }, () => {
      if (signedIn) return { content: [{ type: "text", text: "welcome" }] };
      signedIn = true;
      const url = "https://desk.example/?key=secret";
      throw new UrlElicitationRequiredError([{ mode: "url", message: "Sign in.", url, elicitationId: "1" }]);
    });
    mcp.registerTool("ask_person", { inputSchema }, (_, { mcpReq }) => {
      if (mcp.server.getClientCapabilities()?.elicitation === undefined && mcpReq.envelope === undefined) {
        return { content: [{ type: "text", text: "elicitation is not supported" }] };
      }
      const form = { message: "Are you sure?", requestedSchema: FORM };
      return toResult(mcpReq) ?? inputRequired({ inputRequests: { it: inputRequired.elicit(form) } });
    });
    mcp.registerTool(
      "ask_roots",
      { inputSchema },
      (_, { mcpReq }) => toResult(mcpReq) ?? inputRequired({ inputRequests: { it: inputRequired.listRoots() } }),
    );
    return mcp;
  });
}

function toResult({ inputResponses }: ServerContext["mcpReq"]) {
  if (inputResponses?.it === undefined) return undefined;
  return { content: [{ type: "text" as const, text: JSON.stringify(inputResponses.it) }] };
}

function personAnswering(elicit: () => Promise<ElicitResult>): Person {
  return {
    approver: { approve: () => Promise.resolve("yes") },
    createRequestHandlers: (_server, behind) => ({
      elicit,
      sample: (...asked) => behind.sample(...asked),
      roots: () => behind.roots(),
    }),
  };
}
