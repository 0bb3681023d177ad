import assert from "node:assert/strict";
import { parse } from "@decimalturn/toml-patch";
import * as fc from "fast-check";
import { InstallError } from "../../install/install_error.ts";
import { HOSTS } from "../../install/hosts.ts";
import { addServers, listOurServers, removeOurServers } from "../../install/host_configuration.ts";

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
    ["nothing yet", ""],
    [
      "comments and other tables",
      '# mine\nmodel = "m"  # best\n\n[mcp_servers.git] # keep\ncommand = "git-mcp"\nargs = [ "a", \'b\' ]\n',
    ],
    ["ends of lines of Windows", '# mine\r\n[projects."C:\\\\desk"]\r\ntrust_level = "trusted"\r\n'],
  ] as const
) {
  Deno.test(`a TOML configuration with ${what} gets both servers at its end, and is as before without them`, () => {
    const lineEnd = before.includes("\r\n") ? "\r\n" : "\n";
    const after = installServers(before);
    assert.equal(after, before + (before === "" ? "" : lineEnd) + TABLES.replaceAll("\n", lineEnd));
    assert.equal(installServers(after), after);
    assert.deepEqual([...listOurServers(createConfiguration(after)).keys()], ["tickets", "customers"]);
    assert.equal(removeOurServers(createConfiguration(after)).text, before);
  });
}

Deno.test("a list within a line of TOML takes them too", () => {
  const before = 'mcp_servers = { git = { command = "git-mcp" } } # mine\n';
  const after = installServers(before);
  assert.deepEqual(Object.keys((parse(after) as { mcp_servers: object }).mcp_servers), ["git", "tickets", "customers"]);
  assert.match(after, /# mine/);
});

Deno.test("an entry of ours in TOML is brought up to date and keeps what people have added", () => {
  const old = '[mcp_servers.tickets]\ncommand = "/old/support-mcp" # old\nargs = ["serve"]\nstartup_timeout_sec = 20\n';
  const { tickets } = (parse(installServers(old)) as { mcp_servers: Record<string, object> }).mcp_servers;
  assert.deepEqual({ ...tickets }, { command: OURS, args: ["serve"], startup_timeout_sec: 20 });
});

Deno.test("whatever an argument holds, TOML gives it back", () => {
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
      /^config\.toml, line 2, column 2: this is no TOML \(Value must be .+\)\. Mend it first; it was left as it is\.$/,
    ],
    ["a = 1\na = 2", /^config\.toml, line 2, column 1: this is no TOML \(Value already defined for a\)\./],
    ["mcp_servers = 3", /^config\.toml, "mcp_servers" is no table\./],
    ['[mcp_servers.tickets]\nurl = "https://example.com/mcp"', /another server called tickets \(of another kind\)/],
  ] as const
) {
  Deno.test(`a TOML configuration is left as it is: ${JSON.stringify(text)}`, () => {
    assert.throws(() => installServers(text), (error) => error instanceof InstallError && message.test(error.message));
  });
}
