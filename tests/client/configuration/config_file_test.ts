import assert from "node:assert/strict";
import { Connection } from "../../../client/connection/connection.ts";
import { parseServers } from "../../../client/configuration/config_file.ts";
import { SetupError } from "../../../client/errors/setup_error.ts";
import { CapturedScreen, createOptions } from "../connection_options.ts";
import { neverAborted, serverCommand } from "../processes.ts";

Deno.test("serversInConfig() reads the form of most hosts, with comments and commas at the end", () => {
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
  assert.deepEqual(sources.map(({ name, whenLost, marksText }) => [name, whenLost, marksText]), [
    ["tickets", "restart", false],
    ["remote", "reconnect", false],
  ]);
});

Deno.test("serversInConfig() reads VS Code's form", () => {
  const text = '{ "servers": { "tickets": { "type": "stdio", "command": "support-mcp" } } }';
  assert.deepEqual(parseServers(text, "mcp.json", {}).map(({ name }) => name), ["tickets"]);
});

Deno.test("serversInConfig() gives a server its arguments, variables and folder", async () => {
  const { program, args } = serverCommand("tells_its_variables");
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
      () => source!.reach(neverAborted()),
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
      "desk.json, line 3, column 22 is no JSON: Colon expected.",
    ],
    ['{ "mcpServers": {', "desk.json, line 1, column 18 is no JSON: Close brace expected."],
    ["[]", "desk.json, line 1, column 1 is no JSON object."],
    ["", "desk.json, line 1, column 1 is no JSON: Value expected."],
    ["{}", 'desk.json has no "mcpServers", which would list servers.'],
    ['{ "mcpServers": {} }', "desk.json lists no server that isn't disabled."],
    ['{ "mcpServers": [] }', /line 1, column 17: the list of servers is wrong: .*expected record/],
    [
      '{\n "mcpServers": {\n  "a": {}\n } }',
      "desk.json, line 3, column 8: a is wrong: it needs a command, or else a url.",
    ],
    [
      '{ "mcpServers": { "a": { "command": "x", "url": "https://y" } } }',
      "desk.json, line 1, column 24: a is wrong: it needs a command, or else a url.",
    ],
    ['{ "mcpServers": { "a": { "command": 5 } } }', /line 1, column 37: a\.command is wrong: .*expected string/],
    ['{ "mcpServers": { "a": { "command": "x",\n "args": ["y", 5] } } }', /line 2, column 16: a\.args\.1 is wrong/],
    ['{ "mcpServers": { "a": { "type": "sse", "url": "https://y" } } }', /a\.type is wrong: only stdio and http/],
    [
      '{ "mcpServers": { "a": { "url": "desk.example.com" } } }',
      /^desk\.json, line 1, column 24: "desk\.example\.com" is no URL of a server/,
    ],
    [
      '{ "mcpServers": { "a": { "url": "https://me:pw@desk.example.com" } } }',
      /desk\.example\.com has a password in it/,
    ],
    ['{ "mcpServers": { "a": { "url": "https://y", "headers": { "a b": "c" } } } }', /The header a b can't be sent/],
    [
      '{ "mcpServers": { "a": { "command": "${WHERE}" } } }',
      "desk.json, line 1, column 37: There is no environment variable WHERE, which the server a needs: set it.",
    ],
    [
      '{ "mcpServers": { "a": { "command": "x",\n "env": { "KEY": "${KEY}" } } } }',
      "desk.json, line 2, column 18: There is no environment variable KEY, which the server a needs: set it.",
    ],
  ] as const
) {
  Deno.test(`serversInConfig() says what is wrong with ${text}`, () => {
    assert.throws(() => parseServers(text, "desk.json", {}), (error) => {
      assert.ok(error instanceof SetupError, String(error));
      if (typeof says === "string") assert.equal(error.message, says);
      else assert.match(error.message, says);
      return true;
    });
  });
}
