import assert from "node:assert/strict";
import { Connection } from "../../../client/connection/connection.ts";
import { parseServers } from "../../../client/configuration/config_file.ts";
import { SetupError } from "../../../client/errors/setup_error.ts";
import { CapturedScreen, createOptions } from "../connection_options.ts";
import { neverAborted, serverCommand } from "../processes.ts";

Deno.test("parseServers() accepts the usual form, with comments and trailing commas", () => {
  const text = `{
    // ours
    "mcpServers": {
      "tickets": { "command": "support-mcp", "args": ["serve"], },
      "remote": { "type": "http", "url": "https://\${HOST}/mcp", "headers": { "Authorization": "Bearer \${TOKEN}" } },
      "off": { "command": "nothing", "disabled": true },
    },
    "theme": "dark"
  }`;
  const sources = parseServers(text, "desk.json", { HOST: "desk.example.com", TOKEN: "secret" });
  assert.deepEqual(
    sources.map(({ name, onDisconnect, marksUntrustedText }) => [name, onDisconnect, marksUntrustedText]),
    [
      ["tickets", "restart", false],
      ["remote", "reconnect", false],
    ],
  );
});

Deno.test("parseServers() accepts the form of VS Code", () => {
  const text = '{ "servers": { "tickets": { "type": "stdio", "command": "support-mcp" } } }';
  assert.deepEqual(parseServers(text, "mcp.json", {}).map(({ name }) => name), ["tickets"]);
});

Deno.test("parseServers() passes arguments, variables and the working directory to a server", async () => {
  const { program, args } = serverCommand("reports_environment");
  const folder = await Deno.realPath(await Deno.makeTempDir());
  const text = JSON.stringify({
    mcpServers: {
      it: { command: program, args, env: { GREETING: "${WORD} there", OPENAI_API_KEY: "k" }, cwd: folder },
    },
  });
  try {
    const [source] = parseServers(text, "desk.json", { WORD: "hello" });
    const connection = await Connection.open(
      "it",
      () => source!.openTransport(neverAborted()),
      createOptions(new CapturedScreen()),
    );
    const { content: [block] } = await connection.call("variables", {});
    await connection.close();
    assert.match((block as { text: string }).text, /^GREETING=hello there$/m);
    assert.match((block as { text: string }).text, /^OPENAI_API_KEY=k$/m);
    assert.ok((block as { text: string }).text.includes(`folder: ${folder}`));
  } finally {
    await Deno.remove(folder);
  }
});

for (
  const [text, says] of [
    [
      '{\n  "mcpServers": {\n    "a": { "command" "x" }\n  }\n}',
      "desk.json, line 3, column 22: invalid JSON: Colon expected.",
    ],
    ['{ "mcpServers": {', "desk.json, line 1, column 18: invalid JSON: Close brace expected."],
    ["[]", "desk.json, line 1, column 1: expected a JSON object."],
    ["", "desk.json, line 1, column 1: invalid JSON: Value expected."],
    ["{}", 'desk.json has no "mcpServers" object.'],
    ['{ "mcpServers": {} }', "desk.json has no enabled server."],
    ['{ "mcpServers": [] }', /line 1, column 17: invalid list of servers: .*expected record/],
    [
      '{\n "mcpServers": {\n  "a": {}\n } }',
      "desk.json, line 3, column 8: invalid a: set either command or url.",
    ],
    [
      '{ "mcpServers": { "a": { "command": "x", "url": "https://y" } } }',
      "desk.json, line 1, column 24: invalid a: set either command or url.",
    ],
    ['{ "mcpServers": { "a": { "command": 5 } } }', /line 1, column 37: invalid a\.command: .*expected string/],
    ['{ "mcpServers": { "a": { "command": "x",\n "args": ["y", 5] } } }', /line 2, column 16: invalid a\.args\.1/],
    ['{ "mcpServers": { "a": { "type": "sse", "url": "https://y" } } }', /invalid a\.type: expected stdio or http/],
    [
      '{ "mcpServers": { "a": { "url": "desk.example.com" } } }',
      /^desk\.json, line 1, column 24: The URL of the server is invalid: "desk\.example\.com"/,
    ],
    [
      '{ "mcpServers": { "a": { "url": "https://me:pw@desk.example.com" } } }',
      /desk\.example\.com contains credentials/,
    ],
    ['{ "mcpServers": { "a": { "url": "https://y", "headers": { "a b": "c" } } } }', /The header a b is invalid/],
    [
      '{ "mcpServers": { "a": { "command": "${WHERE}" } } }',
      "desk.json, line 1, column 37: Environment variable WHERE is not set, but the server a needs it.",
    ],
    [
      '{ "mcpServers": { "a": { "command": "x",\n "env": { "KEY": "${KEY}" } } } }',
      "desk.json, line 2, column 18: Environment variable KEY is not set, but the server a needs it.",
    ],
  ] as const
) {
  Deno.test(`parseServers() explains the error in ${text}`, () => {
    assert.throws(() => parseServers(text, "desk.json", {}), (error) => {
      assert.ok(error instanceof SetupError, String(error));
      if (typeof says === "string") assert.equal(error.message, says);
      else assert.match(error.message, says);
      return true;
    });
  });
}
