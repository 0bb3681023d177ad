import assert from "node:assert/strict";
import { mainWith } from "../../../../main_with.ts";
import { overrideVariables } from "../../../../override_variables.ts";

for (
  const [args, says] of [
    [["--model", "claude"], /--model is invalid: "claude"\. Use PROVIDER:NAME/],
    [["--model", "antropic:x"], /Unknown provider antropic/],
    [["--model", "openai:x"], /openai requires an API key: set the environment variable OPENAI_API_KEY\./],
    [["--model", "openai-compatible:x"], /add --base-url URL/],
    [["--model", "ollama:x", "--base-url", "box"], /The base URL is invalid: "box"/],
    [["--model", "ollama:x", "--json", "--quiet"], /--json and --quiet cannot be combined\. Use one of them/],
    [["--model", "ollama:x", "--max-steps", "0"], /--max-steps is invalid: "0"\. Use 1 or more\./],
    [["--model", "ollama:x", "--max-tokens", "many"], /--max-tokens is invalid: "many"\. Use a whole number\./],
    [["--model", "ollama:x", "--ask-before", "never"], /--ask-before is invalid: "never"\. Use all, writes, /],
    [["--model", "ollama:x", "--config", "absent.json"], /Cannot read configuration file absent\.json: file not found/],
    [["--model", "ollama:x", "--url", "desk.example.com"], /The URL of the server is invalid: "desk\.example\.com"/],
    [["--model", "ollama:x", "--header", "A: b"], /--header needs exactly one --url\./],
    [
      ["--model", "ollama:x", "--url", "https://x", "--header", "A: ${ABSENT_TOKEN}"],
      /Environment variable ABSENT_TOKEN is not set/,
    ],
    [
      ["--model", "ollama:x", "--url", "https://x", "--header", "b"],
      /--header is invalid\. Use "NAME: VALUE" on one line, such as/,
    ],
    [["--header", "A=b"], /--header needs exactly one --url\./],
    [["--model", "ollama:x", "--root", "absent"], /--root is not a folder: absent\. Name an existing folder\./],
    [["--model", "antropic:x", "Close everything"], /Unknown provider antropic/],
    [
      ["--model", "simulated", "--model", "ollama:x"],
      /--model simulated cannot be combined with other models\. Use it alone\./,
    ],
    [["--replay", "run.jsonl", "--interactive"], /--interactive cannot be combined with --replay, .*\. Omit it\./],
    [["--replay", "run.jsonl", "--json", "--quiet"], /--json and --quiet cannot be combined/],
    [["--model", "simulated", "--quiet"], /--quiet needs a model\. Add --model PROVIDER:NAME\./],
    [["--watch", "overdue"], /--watch needs a model\. Add --model PROVIDER:NAME\./],
    [
      ["--model", "ollama:x", "--watch", "overdue", "--record", "run.jsonl"],
      /--record cannot be combined with --watch: .* Use --json to keep a log/,
    ],
    [["--replay", "run.jsonl", "--watch", "overdue"], /--watch cannot be combined with --replay/],
    [["Close everything"], /TASK needs a model\. Add --model PROVIDER:NAME\./],
  ] as const
) {
  Deno.test(`agent ${args.join(" ")} exits with 2 and one line`, async () => {
    const { code, stdout, stderr } = await mainWith("agent", ...args);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, /^support-mcp: [^\n]+\n$/);
    assert.match(stderr, says);
  });
}

Deno.test("SUPPORT_MCP_MODEL selects the model without a flag", async () => {
  using _ = overrideVariables({ SUPPORT_MCP_MODEL: "ollama:x, antropic:y" });
  assert.match((await mainWith("agent")).stderr, /Unknown provider antropic/);
  assert.match((await mainWith("agent", "--model", "openai:x")).stderr, /openai requires an API key/);
  assert.match((await mainWith("agent", "--model", "simulated", "--json")).stderr, /--json needs a model/);
});
