import assert from "node:assert/strict";
import { findEndpoint } from "../../../client/models/endpoint.ts";
import { parseModelChoice } from "../../../client/models/model_choice.ts";
import { KEY_VARIABLES } from "../../../client/models/providers.ts";
import { SetupError } from "../../../client/errors/setup_error.ts";

const KEYS = { ANTHROPIC_API_KEY: "a", OPENAI_API_KEY: "o" };

for (
  const [model, environment, baseUrl, expected] of [
    ["anthropic:x", KEYS, undefined, "https://api.anthropic.com/v1"],
    ["openai:x", KEYS, undefined, "https://api.openai.com/v1"],
    ["ollama:x", {}, undefined, "http://127.0.0.1:11434/v1"],
    ["lmstudio:x", {}, undefined, "http://127.0.0.1:1234/v1"],
    ["vllm:x", {}, undefined, "http://127.0.0.1:8000/v1"],
    ["vllm:x", { VLLM_BASE_URL: "http://gpu:9/v1/" }, undefined, "http://gpu:9/v1"],
    ["vllm:x", { VLLM_BASE_URL: "" }, undefined, "http://127.0.0.1:8000/v1"],
    ["vllm:x", { VLLM_BASE_URL: "http://gpu:9/v1" }, "http://other:9/v1", "http://other:9/v1"],
    ["ollama:x", {}, "http://box:11434", "http://box:11434/v1"],
    ["openai-compatible:x", {}, "https://gate.example.com/api/openai", "https://gate.example.com/api/openai"],
    [
      "anthropic:x",
      { ...KEYS, ANTHROPIC_BASE_URL: "https://gate.example.com/claude" },
      undefined,
      "https://gate.example.com/claude/v1",
    ],
    [
      "anthropic:x",
      { ...KEYS, ANTHROPIC_BASE_URL: "https://gate.example.com/v1" },
      undefined,
      "https://gate.example.com/v1",
    ],
  ] as const
) {
  Deno.test(`findEndpoint() finds ${model} at ${expected}`, () => {
    assert.equal(findEndpoint(parseModelChoice(model), environment, baseUrl).baseUrl, expected);
  });
}

Deno.test("findEndpoint() uses only the provider's own key", () => {
  assert.equal(findEndpoint(parseModelChoice("openai:x"), KEYS).key, "o");
  assert.equal(findEndpoint(parseModelChoice("ollama:x"), KEYS).key, undefined);
  assert.equal(findEndpoint(parseModelChoice("ollama:x"), { OLLAMA_API_KEY: "l" }).key, "l");
});

for (
  const [model, environment, baseUrl, says] of [
    ["anthropic:x", { OPENAI_API_KEY: "o" }, undefined, /anthropic requires an API key: .* ANTHROPIC_API_KEY/],
    ["openai:x", { OPENAI_API_KEY: "" }, undefined, /openai requires an API key: .* OPENAI_API_KEY/],
    ["openai-compatible:x", {}, undefined, /--base-url URL.*OPENAI_COMPATIBLE_BASE_URL/],
    ["ollama:x", {}, "box:11434", /The base URL is invalid: "box:11434"/],
    ["ollama:x", {}, "ftp://box/v1", /The base URL is invalid: .* It must start with http/],
  ] as const
) {
  Deno.test(`findEndpoint() reports what is missing for ${model} at ${baseUrl}`, () => {
    assert.throws(
      () => findEndpoint(parseModelChoice(model), environment, baseUrl),
      (error) => error instanceof SetupError && says.test(error.message),
    );
  });
}

Deno.test("KEY_VARIABLES contains the variable of every provider", () => {
  assert.deepEqual(KEY_VARIABLES, [
    "ANTHROPIC_API_KEY",
    "OPENAI_API_KEY",
    "OLLAMA_API_KEY",
    "LMSTUDIO_API_KEY",
    "VLLM_API_KEY",
    "OPENAI_COMPATIBLE_API_KEY",
  ]);
});
