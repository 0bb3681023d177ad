import assert from "node:assert/strict";
import { parse } from "yaml";
import { addServers, removeOurServers } from "../../install/host_configuration.ts";
import { HOSTS } from "../../install/hosts.ts";

const OURS = "/opt/support-mcp";
const SERVERS = new Map([["support-desk", { command: OURS, args: ["serve"] }]]);
const ITEM = `  - name: support-desk
    command: ${OURS}
    args:
      - serve
`;

const createConfiguration = (text: string) => ({ host: HOSTS.continue, path: "config.yaml", text, ours: OURS });
const install = (text: string) => addServers(createConfiguration(text), SERVERS);
const uninstall = (text: string) => removeOurServers(createConfiguration(text)).text;

for (
  const [what, before] of [
    ["in an empty list", "a: 1\nmcpServers:\n#  - name: old\n#    env: {TOKEN: abc}\nother: 1\n"],
    [
      "above the only server",
      "mcpServers:\n  # mine\n  - name: support-desk\n    command: support-mcp\n    args: [serve]\n# b\n",
    ],
    ["in a list in brackets", "mcpServers: [\n  # mine\n  {name: a, command: x} # b\n]\n# c\n"],
  ] as const
) {
  Deno.test(`comments ${what} in YAML survive both`, () => {
    const after = install(before);
    for (const [comment] of before.matchAll(/#.*/g)) {
      for (const text of [after, uninstall(after)]) {
        assert.ok(text.includes(comment), `${comment} is missing in ${text}`);
      }
    }
    assert.equal(parse(after).mcpServers.at(-1).command, OURS);
    assert.equal(install(after), after);
  });
}

Deno.test("large integers in YAML survive both, even if the whole text is formatted", () => {
  const after = install("big: 12345678901234567890\nmcpServers: [{name: a, n: 12345678901234567891}]\n");
  for (const text of [after, uninstall(after)]) assert.match(text, /567890\n[^]*567891/);
});

Deno.test("entries without a name in YAML survive both", () => {
  const before = "mcpServers:\n  - uses: a/b # one\n  - null\n  - uses: c/d\n";
  const after = install(before);
  assert.equal(after, before + ITEM);
  assert.equal(uninstall(after), before);
});

Deno.test("addServers() updates an entry in YAML at its place", () => {
  const old = "mcpServers:\n  - name: support-desk\n    command: /old/support-mcp\n    args: [serve]\n";
  const rest = "  # b\n  - name: git\nx: 1\n";
  assert.equal(install(old + rest), `mcpServers:\n${ITEM}${rest}`);
});

Deno.test("two entries of one name in YAML are left alone", () => {
  const text =
    "mcpServers:\n  - name: support-desk\n    command: jira\n  - name: support-desk\n    command: support-mcp\n    args: [serve]\n";
  for (const change of [install, uninstall]) {
    assert.throws(
      () => change(text),
      /^InstallError: config\.yaml, "mcpServers" has two servers named "support-desk"\./,
    );
  }
});

Deno.test("a negative zero in YAML keeps its sign", () => {
  const after = install("a: -0\nmcpServers: [{name: a, command: x}]\n");
  assert.match(after, /^a: -0$/m);
  assert.equal(parse(after).mcpServers.length, 2);
});
