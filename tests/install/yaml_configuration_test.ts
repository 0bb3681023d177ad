import assert from "node:assert/strict";
import { parse, stringify } from "yaml";
import { addServers, listOurServers, removeOurServers } from "../../install/host_configuration.ts";
import { HOSTS } from "../../install/hosts.ts";
import { InstallError } from "../../install/errors/mod.ts";
import fc from "../fast_check.ts";

const OURS = "/opt/support-mcp";
const SERVERS = new Map([
  ["tickets", { command: OURS, args: ["serve"] }],
  ["customers", { command: OURS, args: ["serve", "customers"] }],
]);

const createConfiguration = (text: string, host: "continue" | "goose") => ({
  host: HOSTS[host],
  path: "config.yaml",
  text,
  ours: OURS,
});
const installServers = (text: string, host: "continue" | "goose") =>
  addServers(createConfiguration(text, host), SERVERS);
const uninstallServers = (text: string, host: "continue" | "goose") =>
  removeOurServers(createConfiguration(text, host)).text;

const CONTINUE_ITEMS = `  - name: tickets
    command: /opt/support-mcp
    args:
      - serve
  - name: customers
    command: /opt/support-mcp
    args:
      - serve
      - customers
`;

Deno.test("addServers() creates a configuration that Continue accepts", () => {
  assert.equal(
    installServers("", "continue"),
    `name: Local Config\nversion: 1.0.0\nschema: v1\nmcpServers:\n${CONTINUE_ITEMS}`,
  );
});

Deno.test("addServers() creates a configuration that Goose accepts", () => {
  const { extensions } = parse(installServers("", "goose"));
  assert.deepEqual(extensions.customers, {
    name: "customers",
    type: "stdio",
    enabled: true,
    timeout: 300,
    cmd: OURS,
    args: ["serve", "customers"],
  });
});

for (
  const [what, host, before, added] of [
    [
      "after a list",
      "continue",
      "# mine\nname:   Desk   # two  spaces\n\n\nmcpServers:\n  # keep\n  - name: git\n    command: 'git-mcp' # quoted\n",
      CONTINUE_ITEMS,
    ],
    [
      "without indentation",
      "continue",
      'name: "Desk"\nmcpServers:\n- name: git\n  command: git-mcp\n',
      CONTINUE_ITEMS.replaceAll(/^ {2}/gm, ""),
    ],
    [
      "without a list",
      "continue",
      "name: Desk\nmodels: [ {name: a,  model: b} ]\n# end\n",
      `mcpServers:\n${CONTINUE_ITEMS}`,
    ],
  ] as const
) {
  Deno.test(`addServers() adds to YAML ${what}, and removeOurServers() restores it`, () => {
    for (const text of [before, before.replaceAll("\n", "\r\n")]) {
      const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
      const after = installServers(text, host);
      assert.equal(after, text + added.replaceAll("\n", lineEnd));
      assert.equal(installServers(after, host), after);
      assert.deepEqual([...listOurServers(createConfiguration(after, host)).keys()], ["tickets", "customers"]);
      assert.equal(uninstallServers(after, host), text);
    }
  });
}

Deno.test("addServers() adds in the middle of YAML and leaves all other lines untouched", () => {
  const before = "extensions:\n  git:\n    cmd: git-mcp # keep\n    args: [ a,  b ]\n# next\nGOOSE_MODEL:   m\n";
  const after = installServers(before, "goose");
  assert.deepEqual(Object.keys(parse(after).extensions), ["git", "tickets", "customers"]);
  assert.equal(parse(after).GOOSE_MODEL, "m");
  for (const line of before.trimEnd().split("\n")) {
    assert.ok(after.includes(`${line}\n`), `${line} is missing in ${after}`);
  }
  assert.equal(uninstallServers(after, "goose"), before);
});

Deno.test("addServers() extends YAML lists that are empty or on one line", () => {
  for (const list of ["", " []", " [ { name: git, command: git-mcp } ]", " null"]) {
    const after = installServers(`# mine\nname: Desk\nmcpServers:${list}\n`, "continue");
    const { name, mcpServers } = parse(after);
    assert.equal(name, "Desk");
    assert.deepEqual(mcpServers.slice(-2).map((entry: { name: string }) => entry.name), ["tickets", "customers"]);
    assert.match(after, /^# mine\n/);
    assert.equal(installServers(after, "continue"), after);
    assert.doesNotMatch(uninstallServers(after, "continue"), /support-mcp/);
  }
});

Deno.test("addServers() updates an entry in YAML and keeps what people have added", () => {
  const old = "extensions:\n  tickets:\n    name: tickets\n    type: stdio\n    enabled: false\n    timeout: 20\n" +
    "    cmd: /old/support-mcp\n    args: [serve]\n    envs: {A: b}\n  git:\n    cmd: git-mcp # keep\n";
  const after = installServers(old, "goose");
  const { tickets, git } = parse(after).extensions;
  assert.deepEqual([tickets.cmd, tickets.enabled, tickets.timeout, tickets.envs], [OURS, false, 20, { A: "b" }]);
  assert.deepEqual(git, { cmd: "git-mcp" });
  assert.match(after, /cmd: git-mcp # keep\n/);
});

Deno.test("addServers() keeps anchors and aliases in YAML", () => {
  const before =
    "base: &base {GIT: mine}\nmcpServers:\n  - &git\n    name: git\n    env: *base\n  - name: two\n    env: *base\n" +
    "other: *git\n";
  const after = installServers(before, "continue");
  assert.equal(after, before.replace("other:", `${CONTINUE_ITEMS}other:`));
  assert.equal(installServers(after, "continue"), after);
  assert.equal(uninstallServers(after, "continue"), before);
});

Deno.test("addServers() updates an entry in YAML that has an alias, and refuses to remove an anchor that others need", () => {
  const text =
    "env: &env {A: b}\nextensions:\n  tickets:\n    cmd: /old/support-mcp\n    args: [serve]\n    envs: *env\n";
  const { env, extensions } = parse(installServers(text, "goose"));
  assert.deepEqual([env, extensions.tickets.cmd, extensions.tickets.envs], [{ A: "b" }, OURS, { A: "b" }]);
  const needed =
    "extensions:\n  git: {cmd: git-mcp}\n  tickets: &t\n    cmd: support-mcp\n    args: [serve]\nmore: *t\n";
  assert.throws(
    () => uninstallServers(needed, "goose"),
    /has anchors or aliases \(& and \*\) that other parts of the file use\. Write them/,
  );
});

Deno.test("everything else in YAML survives both unchanged", () => {
  const names = fc.stringMatching(/^[A-Za-z][\w -]{0,9}[a-z]$/).filter((name) => !SERVERS.has(name));
  const entry = fc.record({ cmd: fc.string(), args: fc.array(fc.string()) });
  const rest = fc.dictionary(names.filter((name) => name !== "extensions"), fc.jsonValue());
  fc.assert(fc.property(rest, fc.dictionary(names, entry), (values, extensions) => {
    const before = stringify({ ...values, extensions });
    const after = installServers(before, "goose");
    const expected = parse(before);
    const kept = Object.entries(parse(after).extensions as object).filter(([name]) => !SERVERS.has(name));
    assert.deepEqual(Object.fromEntries(kept), expected.extensions);
    const restored = parse(uninstallServers(after, "goose")) ?? {};
    assert.deepEqual({ ...restored, extensions: restored.extensions ?? {} }, expected);
  }));
});

for (
  const [host, text, message] of [
    [
      "continue",
      "name: a\n  b: c\n",
      /^config\.yaml, line 1, column 7: invalid YAML \(.+\)\. Fix the file first\. It is unchanged\.$/,
    ],
    ["continue", "a: 1\na: 2\n", /^config\.yaml, "a" appears twice in one mapping\. Fix the file first\./],
    ["continue", "- a\n", /the text is not a mapping\./],
    ["continue", "mcpServers:\n  a: 1\n", /"mcpServers" is not a list\./],
    ["goose", "extensions: 3\n", /"extensions" is not a mapping\./],
    ["goose", "a: 1\n---\nb: 2\n", /invalid YAML/],
    ["continue", "mcpServers:\n  - *git\n", /^config\.yaml, invalid YAML \(Unresolved alias .+git\)\. Fix the file/],
    ["goose", "a: 1\nextensions:\n  b: {}\n  b: {}\n", /"b" appears twice in one mapping/],
    ["goose", "extensions: &all\n  b: {}\nothers: *all\n", /"extensions" has anchors or aliases .* Write them out\./],
    ["goose", "extensions:\n  tickets:\n    cmd: jira-mcp\n", /another server named tickets: it starts jira-mcp\./],
  ] as const
) {
  Deno.test(`an invalid YAML configuration of ${host} is rejected: ${JSON.stringify(text)}`, () => {
    assert.throws(() => installServers(text, host), (error) => {
      return error instanceof InstallError && message.test(error.message);
    });
  });
}
