import assert from "node:assert/strict";
import { parseModelChoice } from "../../../client/models/model_choice.ts";

Deno.test("parseModelChoice() splits at the first colon", () => {
  assert.deepEqual(parseModelChoice("ollama:qwen3:8b"), { provider: "ollama", name: "qwen3:8b" });
  assert.deepEqual(parseModelChoice("openai-compatible:a/b"), { provider: "openai-compatible", name: "a/b" });
});

for (
  const [text, says] of [
    ["claude", /Use PROVIDER:NAME, such as /],
    ["anthropic:", /Use PROVIDER:NAME/],
    ["", /Use PROVIDER:NAME/],
    ["antropic:claude", /Unknown provider antropic\. Providers: anthropic, openai, /],
  ] as const
) {
  Deno.test(`parseModelChoice() rejects "${text}"`, () => {
    assert.throws(() => parseModelChoice(text), (error) => error instanceof SyntaxError && says.test(error.message));
  });
}
