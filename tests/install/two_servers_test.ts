import assert from "node:assert/strict";
import { HOSTS } from "../../install/hosts.ts";
import type { HostConfiguration } from "../../install/host_configuration.ts";
import { findTwoServers, replaceTwoServers } from "../../install/two_servers.ts";

const OURS = "/opt/support-mcp";

function createConfiguration(servers: Record<string, unknown>, host: keyof typeof HOSTS = "cursor"): HostConfiguration {
  return { host: HOSTS[host], path: "mcp.json", text: JSON.stringify({ [HOSTS[host].member]: servers }), ours: OURS };
}

const createPart = (part: string, flags: readonly string[] = [], members = {}) => ({
  command: "/usr/local/bin/support-mcp",
  args: ["serve", part, ...flags],
  ...members,
});

const createPair = (flags: readonly string[] = [], members = {}) => ({
  tickets: createPart("tickets", flags, members),
  customers: createPart("customers", flags, members),
});

function replace(configuration: HostConfiguration, args: readonly string[]): Record<string, unknown> {
  const two = findTwoServers(configuration, "")!;
  return JSON.parse(replaceTwoServers(configuration, two, "support-desk", { command: OURS, args }));
}

Deno.test("findTwoServers() finds the two servers of an earlier version, also with a prefix", () => {
  assert.deepEqual(findTwoServers(createConfiguration(createPair()), ""), {
    names: ["tickets", "customers"],
    shared: { flags: [], members: {} },
  });
  const { tickets, customers } = createPair();
  const prefixed = createConfiguration({ "desk-tickets": tickets, "desk-customers": customers });
  assert.deepEqual(findTwoServers(prefixed, "desk-")!.names, ["desk-tickets", "desk-customers"]);
  assert.equal(findTwoServers(prefixed, ""), undefined);
});

Deno.test("findTwoServers() ignores one server alone, the whole desk, and others' servers", () => {
  const { tickets, customers } = createPair();
  const whole = { command: OURS, args: ["serve"] };
  for (
    const servers of [
      {},
      { tickets },
      { customers },
      { tickets: whole, customers },
      {
        tickets: { ...tickets, command: "jira-mcp" },
        customers,
      },
      { tickets: customers, customers: tickets },
      { tickets: null, customers: "text" },
    ]
  ) assert.equal(findTwoServers(createConfiguration(servers), ""), undefined, JSON.stringify(servers));
});

Deno.test("findTwoServers() says that servers with different flags or variables share nothing", () => {
  const { tickets, customers } = createPair(["--db", "/a.db"]);
  const differing = [createPart("customers", ["--db", "/b.db"]), { ...customers, env: { A: "b" } }];
  for (const other of differing) {
    assert.equal(findTwoServers(createConfiguration({ tickets, customers: other }), "")!.shared, undefined);
  }
});

Deno.test("replaceTwoServers() keeps flags, variables and other servers", () => {
  const git = { command: "git-mcp" };
  const pair = createPair(["--db", "/a.db", "--tools=admin", "--read-only"], { env: { A: "b" }, disabled: true });
  const { mcpServers } = replace(createConfiguration({ ...pair, git }), ["serve", "--db", "/new.db"]);
  assert.deepEqual(mcpServers, {
    git,
    "support-desk": {
      command: OURS,
      args: ["serve", "--tools=admin", "--read-only", "--db", "/new.db"],
      env: { A: "b" },
      disabled: true,
    },
  });
});

Deno.test("replaceTwoServers() writes the form of the host, and the new name where the form has one", () => {
  const createOpencode = (part: string) => ({
    type: "local",
    command: ["/usr/local/bin/support-mcp", "serve", part],
    enabled: false,
    environment: { A: "b" },
  });
  const pair = { tickets: createOpencode("tickets"), customers: createOpencode("customers") };
  assert.deepEqual(replace(createConfiguration(pair, "opencode"), ["serve"]).mcp, {
    "support-desk": { type: "local", command: [OURS, "serve"], enabled: false, environment: { A: "b" } },
  });
  const createGoose = (part: string) => ({ name: part, cmd: "support-mcp", args: ["serve", part], timeout: 5 });
  const text = JSON.stringify({ extensions: { tickets: createGoose("tickets"), customers: createGoose("customers") } });
  const configuration = { ...createConfiguration({}, "goose"), text };
  const two = findTwoServers(configuration, "")!;
  const after = replaceTwoServers(configuration, two, "support-desk", { command: OURS, args: ["serve"] });
  assert.match(after, /name: support-desk/);
  assert.match(after, /timeout: 5\b/);
  assert.doesNotMatch(after, /tickets|customers/);
});
