import assert from "node:assert/strict";
import type { CreateMessageRequestParams, ModelPreferences } from "@modelcontextprotocol/client";
import { sampleModel, selectModel } from "../../../client/models/sampling.ts";
import { ScriptedModel } from "../agent/scripted_model.ts";

const NEVER = new AbortController().signal;
const SMALL = new ScriptedModel([{ text: "Small." }], "ollama:qwen3:8b");
const LARGE = new ScriptedModel([{ text: "Large." }], "anthropic:Claude-Opus");

for (
  const [preferences, model] of [
    [undefined, SMALL],
    [{ hints: [{ name: "claude" }] }, LARGE],
    [{ hints: [{ name: "gpt" }, { name: "opus" }, { name: "qwen" }] }, LARGE],
    [{ hints: [{ name: "gpt" }, {}, { name: "" }] }, SMALL],
    [{ intelligencePriority: 1 }, SMALL],
  ] as readonly (readonly [ModelPreferences | undefined, ScriptedModel])[]
) {
  Deno.test(`selectModel() selects ${model.id} for ${JSON.stringify(preferences)}`, () => {
    assert.equal(selectModel([SMALL, LARGE], preferences), model);
  });
}

Deno.test("sampleModel() applies the server's settings within the tokens left", async () => {
  const model = new ScriptedModel([{ text: "Short.", end: "length", tokens: { input: 7, output: 3 } }]);
  const asked = params({
    maxTokens: 500,
    systemPrompt: "Be brief.",
    temperature: 0.5,
    stopSequences: ["END"],
    messages: [
      { role: "user", content: [{ type: "text", text: "One" }, { type: "text", text: "Two" }] },
      { role: "assistant", content: { type: "text", text: "Three" } },
    ],
  });
  const { result, response } = await sampleModel(asked, [model], 200, NEVER);
  assert.deepEqual(result, {
    role: "assistant",
    content: { type: "text", text: "Short." },
    model: "test:scripted",
    stopReason: "maxTokens",
  });
  assert.deepEqual(response.tokens, { input: 7, output: 3 });
  assert.deepEqual(model.asked[0], {
    instructions: "Be brief.",
    messages: [{ role: "user", content: "One\nTwo" }, { role: "assistant", content: "Three" }],
    tools: [],
    maxTokens: 200,
    temperature: 0.5,
    stopSequences: ["END"],
  });
});

Deno.test("sampleModel() fails for an empty response, and for a request with more than text", async () => {
  const silent = new ScriptedModel([{}]);
  await assert.rejects(sampleModel(params({}), [silent], 100, NEVER), /test:scripted returned an empty response/);
  const image = params({
    messages: [{ role: "user", content: { type: "image", data: "AAAA", mimeType: "image/png" } }],
  });
  await assert.rejects(sampleModel(image, [silent], 100, NEVER), /contains image\. Only text/);
  assert.equal(silent.asked.length, 1);
});

function params(settings: Partial<CreateMessageRequestParams>): CreateMessageRequestParams {
  return { messages: [{ role: "user", content: { type: "text", text: "Hi" } }], maxTokens: 100, ...settings };
}
