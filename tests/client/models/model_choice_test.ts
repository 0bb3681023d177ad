import assert from "node:assert/strict";
import { parseModelChoice } from "../../../client/models/model_choice.ts";

Deno.test("parseModelChoice() splits at the first colon", () => {
  assert.deepEqual(parseModelChoice("ollama:qwen3:8b"), { provider: "ollama", name: "qwen3:8b" });
  assert.deepEqual(parseModelChoice("openai-compatible:a/b"), { provider: "openai-compatible", name: "a/b" });
});

for (
  const [text, says] of [
    ["claude", /expected PROVIDER:NAME, such as /],
    ["anthropic:", /expected PROVIDER:NAME/],
    ["", /expected PROVIDER:NAME/],
    ["antropic:claude", /unknown provider antropic; providers: anthropic, openai, /],
  ] as const
) {
  Deno.test(`parseModelChoice() rejects "${text}"`, () => {
    assert.throws(() => parseModelChoice(text), (error) => error instanceof SyntaxError && says.test(error.message));
  });
}
