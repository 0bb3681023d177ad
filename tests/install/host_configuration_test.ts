import assert from "node:assert/strict";
import { startsOurServer } from "../../install/server_entry.ts";
import { InstallError } from "../../install/errors/mod.ts";
import { HOSTS } from "../../install/hosts.ts";
import { addServers, removeOurServers } from "../../install/host_configuration.ts";
import fc from "../fast_check.ts";

const OURS = "/opt/support-mcp";
const SERVERS = new Map([
  ["tickets", { command: OURS, args: ["serve"] }],
  ["customers", { command: OURS, args: ["serve", "customers"] }],
]);

const createConfiguration = (text: string, host: keyof typeof HOSTS = "cursor") => ({
  host: HOSTS[host],
  path: "mcp.json",
  text,
  ours: OURS,
});
const installServers = (text: string, host?: keyof typeof HOSTS) =>
  addServers(createConfiguration(text, host), SERVERS);

Deno.test("addServers() creates a configuration with both servers", () => {
  const expected = { mcpServers: Object.fromEntries(SERVERS) };
  for (const text of ["", " \n", "{}", "{\n}\n"]) assert.deepEqual(JSON.parse(installServers(text)), expected);
});

Deno.test("addServers() adds the members that a host requires", () => {
  const [tickets] = [...SERVERS.values()];
  assert.deepEqual(JSON.parse(installServers("", "vscode")).servers.tickets, { type: "stdio", ...tickets });
  assert.deepEqual(JSON.parse(installServers("", "zed")).context_servers.tickets, { source: "custom", ...tickets });
});

Deno.test("addServers() keeps everything else: comments, order, indentation, line breaks", () => {
  const text =
    '{\r\n\t// mine\r\n\t"theme": "dark",\r\n\t"mcpServers": {\r\n\t\t"git": { "command": "git-mcp" }, // keep\r\n' +
    '\t},\r\n\t"z": [1,2]\r\n}\r\n';
  const after = installServers(text);
  for (const line of ["// mine", '"theme": "dark",', '"git": { "command": "git-mcp" }, // keep', '"z": [1,2]']) {
    assert.ok(after.includes(line), `${line} is missing in ${after}`);
  }
  assert.ok(after.includes('\r\n\t\t"tickets": {\r\n\t\t\t"command"'), after);
  assert.equal(after.replaceAll("\r\n", "").includes("\n"), false);
});

Deno.test("addServers() is idempotent", () => {
  const once = installServers('{\n  "a": 1\n}\n');
  assert.equal(installServers(once), once);
});

Deno.test("addServers() updates an entry of ours, and keeps its flags and what people have added", () => {
  const old = {
    command: "C:\\Downloads\\support-mcp.exe",
    args: ["serve", "--read-only"],
    env: { A: "b" },
    disabled: true,
  };
  const { tickets } = JSON.parse(installServers(JSON.stringify({ mcpServers: { tickets: old } }))).mcpServers;
  assert.deepEqual(tickets, { ...old, command: OURS });
});

Deno.test("addServers() rejects a name that another server has", () => {
  const others = [{ command: "npx", args: ["jira-mcp"] }, { url: "https://example.com/mcp" }, "text", null];
  for (const tickets of others) {
    assert.throws(() => installServers(JSON.stringify({ mcpServers: { tickets } })), (error) => {
      return error instanceof InstallError &&
        /another server named tickets: it .*--force.*--prefix/.test(error.message);
    });
  }
});

for (
  const [text, message] of [
    [
      '{\n  "mcpServers": {,\n',
      /^mcp\.json, line 2, column 18: invalid JSON \(.+\)\. Fix the file first\. It is unchanged\.$/,
    ],
    ["[]", /^mcp\.json, line 1, column 1: the text is not a JSON object\./],
    ["hello", /invalid JSON/],
    [
      '{\n  "mcpServers": {},\n  "mcp\\u0053ervers": {}\n}',
      /^mcp\.json, line 3, column 3: "mcpServers" appears twice, and hosts read only the last one\. Fix the file first\./,
    ],
    [
      '{"mcpServers": {"tickets": {"command": "jira"}, "tickets": {"command": "support-mcp", "args": ["serve"]}}}',
      /"tickets" appears twice/,
    ],
    ['{\n  "mcpServers": []\n}', /^mcp\.json, line 2, column 17: "mcpServers" is not an object\./],
  ] as const
) {
  Deno.test(`an invalid configuration is rejected: ${JSON.stringify(text)}`, () => {
    for (const work of [() => installServers(text), () => removeOurServers(createConfiguration(text))]) {
      assert.throws(work, (error) => error instanceof InstallError && message.test(error.message));
    }
  });
}

Deno.test("removeOurServers() removes every server of ours, whatever its name, and no other", () => {
  const git = { command: "git-mcp", args: ["serve"] };
  const mine = { command: "/usr/local/bin/support-mcp", args: ["serve", "--db", "/desk.db"] };
  const text = JSON.stringify({ mcpServers: { git, "my desk": mine } });
  const { text: after, names } = removeOurServers(createConfiguration(installServers(text)));
  assert.deepEqual(names, ["my desk", "tickets", "customers"]);
  assert.deepEqual(JSON.parse(after), { mcpServers: { git } });
  assert.deepEqual(removeOurServers(createConfiguration(after)), { text: after, names: [] });
});

Deno.test("removeOurServers() does not change a configuration without a list", () => {
  for (const text of ["", "{ }", '{"theme": 1}']) {
    assert.deepEqual(removeOurServers(createConfiguration(text)), { text, names: [] });
  }
});

Deno.test("everything else in a configuration survives both unchanged", () => {
  const names = fc.string({ minLength: 1 }).filter((name) => !["tickets", "customers", "__proto__"].includes(name));
  const others = fc.dictionary(names, fc.record({ command: fc.string(), args: fc.array(fc.string()) }));
  const rest = fc.dictionary(names.filter((name) => name !== "mcpServers"), fc.jsonValue());
  fc.assert(fc.property(others, rest, fc.constantFrom(0, 2, "\t"), fc.boolean(), (servers, more, indent, windows) => {
    const before = JSON.stringify({ ...more, mcpServers: servers }, null, indent).replaceAll(
      "\n",
      windows ? "\r\n" : "\n",
    );
    const after = installServers(before);
    const expected = JSON.parse(before);
    Object.assign(expected.mcpServers, Object.fromEntries(SERVERS));
    assert.deepEqual(JSON.parse(after), expected);
    assert.equal(removeOurServers(createConfiguration(after)).text, before);
  }));
});

const ENTRY = (indent: string, name: string, args: string) =>
  `${indent}"${name}": {\n${indent}  "command": "/opt/support-mcp",\n${indent}  "args": [\n${args}${indent}  ]\n${indent}}`;
const BOTH = ENTRY("    ", "tickets", '        "serve"\n') + ",\n" +
  ENTRY("    ", "customers", '        "serve",\n        "customers"\n');

for (
  const [what, before, after] of [
    [
      "on the line of the last member",
      '{\n  "mcpServers": {\n    "git": {} // mine\n  }\n}',
      `{\n  "mcpServers": {\n    "git": {}, // mine\n${BOTH}\n  }\n}`,
    ],
    [
      "after a trailing comma",
      '{\n  "mcpServers": {\n    "git": {}, // mine\n  }\n}',
      `{\n  "mcpServers": {\n    "git": {}, // mine\n${BOTH}\n  }\n}`,
    ],
    [
      "in an empty list",
      '{\n  "mcpServers": {\n    // none\n  }\n}',
      `{\n  "mcpServers": {\n    // none\n${BOTH}\n  }\n}`,
    ],
    [
      "of slashes and stars",
      `{\n  "mcpServers": {\n    "git": {} // mine\n    ${"/".repeat(300)}\n    ${"/**/".repeat(300)}\n  }\n}`,
      `{\n  "mcpServers": {\n    "git": {}, // mine\n${BOTH}\n    ${"/".repeat(300)}\n    ${
        "/**/".repeat(300)
      }\n  }\n}`,
    ],
    [
      "with a comma in it",
      '{\n  "mcpServers": {\n    "git": {} /* , */\n    // end\n  }\n}',
      `{\n  "mcpServers": {\n    "git": {}, /* , */\n${BOTH}\n    // end\n  }\n}`,
    ],
  ] as const
) {
  Deno.test(`a comment ${what} stays in place`, () => {
    assert.equal(installServers(before), after);
    const { text } = removeOurServers(createConfiguration(after));
    assert.equal(text, before.replace("{}, //", "{} //"));
  });
}

Deno.test("a list on one line stays on one line", () => {
  const before = '{"mcpServers": {"git": {"command": "git-mcp"}}, "a": 1} // all';
  const after = installServers(before);
  assert.equal(after.split("\n").length, 1);
  assert.equal(removeOurServers(createConfiguration(after)).text, before);
});

Deno.test("startsOurServer() recognizes the program at any path, and its sources", () => {
  const main = "file:///source/main.ts";
  const ours = [
    { command: "support-mcp", args: ["serve"] },
    { command: "/home/dana/Downloads/support-mcp-linux-x64", args: ["serve", "customers"] },
    { command: "C:\\Tools\\support-mcp.exe", args: ["serve"] },
    { command: "/opt/support-mcp-0.1.0-darwin-arm64", args: ["serve"] },
    { command: "deno", args: ["run", "-A", "/source/main.ts", "serve"] },
    { command: "/opt/deno", args: ["run", "-A", "--unstable-kv", main, "serve", "customers"] },
  ];
  const others = [
    { command: "support-mcp", args: ["agent"] },
    { command: "support-mcp" },
    { command: "/opt/support-mcp-proxy", args: ["serve"] },
    { command: "support-mcp2", args: ["serve"] },
    { command: "git-mcp", args: ["serve"] },
    { command: "deno", args: ["run", "/other/main.ts", "serve"] },
    { command: "serve", args: [] },
    { command: 7, args: ["serve"] },
    { url: "https://example.com" },
    null,
    "support-mcp serve",
  ];
  for (const entry of ours) assert.equal(startsOurServer(entry, main), true, JSON.stringify(entry));
  for (const entry of others) assert.equal(startsOurServer(entry, main), false, JSON.stringify(entry));
});
