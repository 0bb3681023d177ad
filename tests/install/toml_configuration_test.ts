import assert from "node:assert/strict";
import { parse } from "@decimalturn/toml-patch";
import { InstallError } from "../../install/errors/mod.ts";
import { HOSTS } from "../../install/hosts.ts";
import { addServers, listOurServers, removeOurServers } from "../../install/host_configuration.ts";
import fc from "../fast_check.ts";

const OURS = "/opt/support-mcp";
const SERVERS = new Map([
  ["tickets", { command: OURS, args: ["serve"] }],
  ["customers", { command: OURS, args: ["serve", "customers"] }],
]);
const TABLES = `[mcp_servers.tickets]
command = "/opt/support-mcp"
args = ["serve"]

[mcp_servers.customers]
command = "/opt/support-mcp"
args = ["serve", "customers"]
`;

const createConfiguration = (text: string) => ({ host: HOSTS.codex, path: "config.toml", text, ours: OURS });
const installServers = (text: string) => addServers(createConfiguration(text), SERVERS);

for (
  const [what, before] of [
    ["no content", ""],
    [
      "comments and other tables",
      '# mine\nmodel = "m"  # best\n\n[mcp_servers.git] # keep\ncommand = "git-mcp"\nargs = [ "a", \'b\' ]\n',
    ],
    ["Windows line breaks", '# mine\r\n[projects."C:\\\\desk"]\r\ntrust_level = "trusted"\r\n'],
  ] as const
) {
  Deno.test(`addServers() appends to a TOML configuration with ${what}, and removeOurServers() restores it`, () => {
    const lineEnd = before.includes("\r\n") ? "\r\n" : "\n";
    const after = installServers(before);
    assert.equal(after, before + (before === "" ? "" : lineEnd) + TABLES.replaceAll("\n", lineEnd));
    assert.equal(installServers(after), after);
    assert.deepEqual([...listOurServers(createConfiguration(after)).keys()], ["tickets", "customers"]);
    assert.equal(removeOurServers(createConfiguration(after)).text, before);
  });
}

Deno.test("addServers() extends a TOML list on one line", () => {
  const before = 'mcp_servers = { git = { command = "git-mcp" } } # mine\n';
  const after = installServers(before);
  assert.deepEqual(Object.keys((parse(after) as { mcp_servers: object }).mcp_servers), ["git", "tickets", "customers"]);
  assert.match(after, /# mine/);
});

Deno.test("addServers() updates an entry in TOML and keeps what people have added", () => {
  const old = '[mcp_servers.tickets]\ncommand = "/old/support-mcp" # old\nargs = ["serve"]\nstartup_timeout_sec = 20\n';
  const { tickets } = (parse(installServers(old)) as { mcp_servers: Record<string, object> }).mcp_servers;
  assert.deepEqual({ ...tickets }, { command: OURS, args: ["serve"], startup_timeout_sec: 20 });
});

Deno.test("addServers() escapes arguments for TOML", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), fc.string(), (command, place) => {
    const entry = { command, args: ["serve", "--db", place.replaceAll("\x7f", "")] };
    const text = addServers(createConfiguration("a = 1\n"), new Map([["tickets", entry]]));
    const { mcp_servers } = parse(text) as { mcp_servers: Record<string, unknown> };
    assert.deepEqual(JSON.parse(JSON.stringify(mcp_servers.tickets)), entry);
  }));
});

for (
  const [text, message] of [
    [
      "model = \n x",
      /^config\.toml, line 2, column 2: invalid TOML \(Value must be .+\)\. Fix the file first\. It is unchanged\.$/,
    ],
    ["a = 1\na = 2", /^config\.toml, line 2, column 1: invalid TOML \(Value already defined for a\)\./],
    ["mcp_servers = 3", /^config\.toml, "mcp_servers" is not a table\./],
    ['[mcp_servers.tickets]\nurl = "https://example.com/mcp"', /another server named tickets: it is reached at https:/],
  ] as const
) {
  Deno.test(`an invalid TOML configuration is rejected: ${JSON.stringify(text)}`, () => {
    assert.throws(() => installServers(text), (error) => error instanceof InstallError && message.test(error.message));
  });
}
