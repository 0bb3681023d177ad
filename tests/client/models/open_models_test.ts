import assert from "node:assert/strict";
import type { ModelRequest } from "../../../client/models/model.ts";
import { ModelError } from "../../../client/models/model_error.ts";
import { openModels } from "../../../client/models/open_models.ts";
import { SetupError } from "../../../client/errors/setup_error.ts";
import { findFreePort } from "../../../scripts/find_free_port.ts";
import { type Fail, ModelEndpoint, type Turn } from "./model_endpoint.ts";

const NEVER = new AbortController().signal;
const ENVIRONMENT = { ANTHROPIC_API_KEY: "key-of-anthropic", OPENAI_API_KEY: "key-of-openai" };
const REQUEST: ModelRequest = {
  instructions: "Be good.",
  messages: [{ role: "user", content: "Hi" }],
  tools: [{
    name: "look",
    description: "Looks",
    inputSchema: { type: "object", properties: { id: { type: "string" } }, required: ["id"] },
  }],
  maxTokens: 321,
};

for (const provider of ["anthropic", "openai", "ollama", "openai-compatible"] as const) {
  Deno.test(`a model of ${provider} uses the provider's wire format`, async () => {
    await using endpoint = ModelEndpoint.start([
      {
        text: "I look. ",
        calls: [["look", { id: "1" }], ["lok", {}], ["look", "[1"]],
        tokens: { input: 70, output: 9 },
      },
      { text: "Done." },
    ]);
    const model = await open(provider, endpoint);
    const response = await model.respond(REQUEST, NEVER);
    assert.equal(model.id, `${provider}:stand-in`);
    assert.deepEqual([response.text, response.end, response.cost], ["I look.", "done", null]);
    assert.deepEqual(response.tokens, { input: 70, output: 9 });
    assert.deepEqual(response.calls.map(({ name, arguments: args }) => [name, args]).slice(0, 2), [
      ["look", { id: "1" }],
      ["lok", {}],
    ]);
    await model.respond(
      { ...REQUEST, messages: [...REQUEST.messages, ...response.messages, ...results(response)] },
      NEVER,
    );
    const [first, second] = endpoint.asked;
    assert.deepEqual(first!.messages.map(({ role }) => role), ["system", "user"]);
    assert.equal(first!.tools![0]!.function.name, "look");
    assert.deepEqual(first!.tools![0]!.function.parameters, REQUEST.tools[0]!.inputSchema);
    assert.deepEqual(second!.messages.map(({ role }) => role), ["system", "user", "assistant", "tool", "tool", "tool"]);
  });
}

Deno.test("a request contains the key, the token limit and Anthropic's cache control", async () => {
  const [anthropic, openai, ollama] = await Promise.all(
    (["anthropic", "openai", "ollama"] as const).map((provider) => rawRequest(provider)),
  );
  assert.equal(anthropic!.headers.get("x-api-key"), "key-of-anthropic");
  for (const { body } of [anthropic!, openai!, ollama!]) assert.equal(Object.hasOwn(body, "tools"), false);
  assert.deepEqual([anthropic!.body.max_tokens, anthropic!.body.cache_control], [321, { type: "ephemeral" }]);
  assert.equal(openai!.headers.get("authorization"), "Bearer key-of-openai");
  assert.deepEqual([openai!.body.max_completion_tokens, openai!.body.max_tokens], [321, undefined]);
  assert.equal(ollama!.headers.get("authorization"), null);
  assert.deepEqual([ollama!.body.max_tokens, ollama!.body.max_completion_tokens], [321, undefined]);
});

Deno.test("a model reports why its response ended", async () => {
  await using endpoint = ModelEndpoint.start([
    { text: "I would", end: "length" },
    { text: "…", end: "content_filter" },
    { text: "" },
  ]);
  const model = await open("openai-compatible", endpoint);
  const ends = [];
  for (let turn = 1; turn <= 3; turn++) ends.push(await model.respond(REQUEST, NEVER));
  assert.deepEqual(ends.map(({ end }) => end), ["length", "filtered", "done"]);
  assert.deepEqual([ends[2]!.text, ends[2]!.messages], ["", []]);
});

Deno.test("a model reports the cost of a response if the endpoint does", async () => {
  const choices = [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }];
  const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2, cost: 0.25 };
  const answer = { id: "1", object: "chat.completion", created: 1, model: "x", choices, usage };
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, () => Response.json(answer));
  const [model] = await openModels(["vllm:x"], {}, `http://127.0.0.1:${server.addr.port}/v1`);
  assert.equal((await model!.respond(REQUEST, NEVER)).cost, 0.25);
});

for (
  const [turn, outlook, says] of [
    [
      fail(401, "Incorrect API key provided: key-of-openai"),
      "hopeless",
      /^openai rejected the key in OPENAI_API_KEY.*401/,
    ],
    [
      fail(403, "No access"),
      "hopeless",
      /^openai rejected the key in OPENAI_API_KEY, or the key has no access to this model \(403\)/,
    ],
    [
      fail(404, "The model stand-in does not exist"),
      "hopeless",
      /^openai at http.* has no model stand-in \(404: The model/,
    ],
    [
      fail(400, "key-of-openai: no such field"),
      "hopeless",
      /^openai rejected the request \(400: …: no such field\)\.$/,
    ],
    [
      fail(400, "This model's maximum context length is 8192 tokens"),
      "overlong",
      /^openai rejected the request \(400: This/,
    ],
    [
      fail(400, "prompt is too long: 213452 tokens > 200000 maximum"),
      "overlong",
      /^openai rejected the request \(400: prompt/,
    ],
    [fail(413, "Request too large"), "overlong", /^openai rejected the request \(413/],
    [fail(429, "Slow down", 7), "busy", /^openai is rate limiting requests \(429: Slow down\)/],
    [fail(500, "Oops"), "busy", /^openai is temporarily unavailable \(500: Oops\)\. Retry later\.$/],
    [fail(529, "Overloaded"), "busy", /^openai is temporarily unavailable \(529: Overloaded\)/],
  ] as const
) {
  Deno.test(`a model explains HTTP status ${turn.status} without the key`, async () => {
    await using endpoint = ModelEndpoint.start([turn]);
    const model = await open("openai", endpoint);
    const failure = await model.respond(REQUEST, NEVER).catch((error) => error);
    assert.ok(failure instanceof ModelError, String(failure));
    assert.match(failure.message, says);
    assert.doesNotMatch(failure.message, /key-of-openai/);
    assert.deepEqual([failure.outlook, failure.retryAfter], [outlook, turn.retryAfter]);
  });
}

Deno.test("a model explains that its endpoint cannot be reached", async () => {
  const [model] = await openModels(["ollama:qwen3"], {}, `http://127.0.0.1:${findFreePort()}/v1`);
  const failure = await model!.respond(REQUEST, NEVER).catch((error) => error);
  assert.match(
    failure.message,
    /^ollama cannot be reached at http:\/\/127\.0\.0\.1:\d+\/v1: [^(]*refused[^:]*\. Check that/,
  );
  assert.equal(failure.outlook, "unreachable");
});

for (const answer of ["<html>Welcome</html>", '{"hello": "world"}', ""]) {
  Deno.test(`a model rejects the response "${answer}"`, async () => {
    await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, () => new Response(answer));
    const [model] = await openModels(["vllm:x"], {}, `http://127.0.0.1:${server.addr.port}/v1`);
    const failure = await model!.respond(REQUEST, NEVER).catch((error) => error);
    assert.ok(failure instanceof ModelError, String(failure));
    assert.match(failure.message, /^vllm.* returned an unreadable response/);
    assert.ok(failure.message.length < 500);
  });
}

Deno.test("a request is cancelled by its signal", async () => {
  await using endpoint = ModelEndpoint.start(() => new Promise<Turn>(() => {}));
  const model = await open("ollama", endpoint);
  const ending = new AbortController();
  const response = model.respond(REQUEST, ending.signal);
  setTimeout(() => ending.abort(new Error("enough")), 50);
  await assert.rejects(response, /enough/);
});

for (
  const [models, baseUrl, says] of [
    [["claude"], undefined, /--model is invalid: "claude"\. Use PROVIDER:NAME/],
    [["anthropic:x", "openai:y"], "http://127.0.0.1/v1", /--base-url applies to one provider/],
  ] as const
) {
  Deno.test(`openModels() rejects ${models.join(" and ")}`, async () => {
    await assert.rejects(
      openModels(models, ENVIRONMENT, baseUrl),
      (error: Error) => error instanceof SetupError && says.test(error.message),
    );
  });
}

async function open(provider: string, { baseUrl }: ModelEndpoint) {
  const [model] = await openModels([`${provider}:stand-in`], ENVIRONMENT, baseUrl);
  return model!;
}

function fail(status: number, message: string, retryAfter?: number): Fail {
  return { status, message, ...retryAfter !== undefined && { retryAfter } };
}

function results({ calls }: { calls: readonly { id: string; name: string }[] }): ModelRequest["messages"] {
  const output = { type: "text" as const, value: "seen" };
  return [{
    role: "tool",
    content: calls.map(({ id, name }) => ({ type: "tool-result", toolCallId: id, toolName: name, output })),
  }];
}

/** Returns the request that is sent to an endpoint which rejects everything. */
async function rawRequest(provider: string): Promise<{ headers: Headers; body: Record<string, unknown> }> {
  const { promise, resolve } = Promise.withResolvers<{ headers: Headers; body: Record<string, unknown> }>();
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (request) => {
    resolve({ headers: request.headers, body: await request.json() });
    return new Response("{}", { status: 400 });
  });
  const [model] = await openModels([`${provider}:x`], ENVIRONMENT, `http://127.0.0.1:${server.addr.port}/v1`);
  await assert.rejects(model!.respond({ ...REQUEST, tools: [] }, NEVER));
  return await promise;
}
