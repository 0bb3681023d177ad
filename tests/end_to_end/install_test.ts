import assert from "node:assert/strict";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import type { ServerEntry } from "../../install/server_entry.ts";
import { type ProgramResult, runProgram } from "./program.ts";
import { TemporaryFolder } from "./temporary_folder.ts";

const LINUX = Deno.build.os === "linux";

/** Runs it on a machine on which only VS Code and Claude Desktop are there, with empty configurations. */
async function withMachine(
  work: (
    machine: { folder: TemporaryFolder; config: string; run(...args: string[]): Promise<ProgramResult> },
  ) => Promise<void>,
): Promise<void> {
  await using folder = await TemporaryFolder.create();
  await Deno.mkdir(folder.file("Claude"));
  await Deno.mkdir(folder.file("Code/User"), { recursive: true });
  const env = { XDG_CONFIG_HOME: folder.path, SUPPORT_MCP_DB: folder.file("desk.db") };
  await work({
    folder,
    config: folder.file("Claude/claude_desktop_config.json"),
    run: (...args) => runProgram(args, { env, cwd: folder.path }),
  });
}

/** Starts what an entry says, as a host does, and asks for its tools. */
async function getToolNames({ command, args }: ServerEntry): Promise<string[]> {
  const client = new Client({ name: "field-host", version: "3.1.4" });
  await client.connect(new StdioClientTransport({ command, args: [...args], stderr: "pipe" }));
  try {
    return (await client.listTools()).tools.map(({ name }) => name);
  } finally {
    await client.close();
  }
}

Deno.test({
  name: "install puts both servers into a host's configuration, from which they start",
  ignore: !LINUX,
  async fn() {
    await withMachine(async ({ folder, config, run }) => {
      const { code, stdout, stderr } = await run("install", "claude-desktop");
      assert.equal(code, 0, stderr);
      const [first, second] = stdout.split("\n");
      assert.equal(
        first,
        `Claude Desktop has the servers tickets and customers now, in ${config}. Quit it, and start it again.`,
      );
      assert.match(second!, /^They start .*(main\.ts|support-mcp), and their desk is .*\/desk\.db\.$/);
      const { tickets, customers } = JSON.parse(await Deno.readTextFile(config)).mcpServers;
      assert.deepEqual([tickets, customers].map(({ args }) => args.slice(args.indexOf("serve"))), [
        ["serve", "--db", folder.file("desk.db")],
        ["serve", "customers", "--db", folder.file("desk.db")],
      ]);
      assert.ok((await getToolNames(tickets)).includes("close_ticket_tool"));
      assert.ok((await getToolNames(customers)).includes("update_account"));
      assert.ok((await folder.listNames()).includes("desk.db"));
    });
  },
});

Deno.test({
  name: "install again changes nothing, and uninstall takes back what it did",
  ignore: !LINUX,
  async fn() {
    await withMachine(async ({ config, run }) => {
      const before = '{\n  // shortcuts\n  "globalShortcut": "Ctrl+Space",\n  "mcpServers": {}\n}\n';
      await Deno.writeTextFile(config, before);
      await run("install", "claude-desktop", "--read-only");
      const installed = await Deno.readTextFile(config);
      const again = await run("install", "claude-desktop", "--read-only");
      assert.match(again.stdout, /^Claude Desktop has these servers already: /);
      assert.equal(await Deno.readTextFile(config), installed);
      const { code, stdout } = await run("uninstall", "claude-desktop");
      assert.equal(code, 0);
      assert.match(
        stdout,
        /^Claude Desktop has no longer the servers tickets and customers, in .+ The desk is still there\.\n$/,
      );
      const after = await Deno.readTextFile(config);
      assert.equal(after.replaceAll(/\s/g, ""), before.replaceAll(/\s/g, ""));
      assert.match((await run("uninstall", "claude-desktop")).stdout, /^Claude Desktop has no server of ours: /);
    });
  },
});

Deno.test("install writes a project's own configuration, with another name and the flags that were given", async () => {
  await withMachine(async ({ folder, run }) => {
    const config = folder.file("mcp.json");
    const options = ["--config", "mcp.json", "--prefix", "desk-", "--db", "other.db", "--unattended"];
    assert.equal((await run("install", "vscode", ...options)).code, 0);
    const { servers } = JSON.parse(await Deno.readTextFile(config));
    assert.deepEqual(Object.keys(servers), ["desk-tickets", "desk-customers"]);
    assert.equal(servers["desk-tickets"].type, "stdio");
    assert.deepEqual(servers["desk-tickets"].args.slice(-3), ["--db", folder.file("other.db"), "--unattended"]);
  });
});

Deno.test("install tells what a desk on a server needs besides", async () => {
  await withMachine(async ({ folder, run }) => {
    const { stdout } = await run("install", "cursor", "--config", "mcp.json", "--db", "https://kv.example.com/");
    assert.match(stdout, /their desk is https:\/\/kv\.example\.com\/\.\n.*DENO_KV_ACCESS_TOKEN/);
    const { tickets } = JSON.parse(await Deno.readTextFile(folder.file("mcp.json"))).mcpServers;
    assert.deepEqual(tickets.args.slice(-2), ["--db", "https://kv.example.com/"]);
  });
});

Deno.test("install --dry-run prints the configuration and writes nothing", async () => {
  await withMachine(async ({ folder, run }) => {
    const names = await folder.listNames();
    const { code, stdout } = await run("install", "cursor", "--config", "mcp.json", "--dry-run");
    assert.equal(code, 0);
    assert.deepEqual(Object.keys(JSON.parse(stdout).mcpServers), ["tickets", "customers"]);
    assert.deepEqual(await folder.listNames(), names);
  });
});

Deno.test({
  name: "install says in one line what keeps it from its work, and leaves everything as it is",
  ignore: !LINUX,
  async fn() {
    await withMachine(async ({ folder, config, run }) => {
      await Deno.writeTextFile(config, '{ "mcpServers": { ');
      await Deno.writeTextFile(folder.file("taken.json"), '{"mcpServers":{"tickets":{"command":"jira-mcp"}}}');
      const names = await folder.listNames();
      for (
        const [args, code, message] of [
          [
            ["install", "zed"],
            1,
            /^support-mcp: Zed seems not to be on this machine: there is no folder .*zed\. Start it/,
          ],
          [["install", "claude-desktop"], 1, /claude_desktop_config\.json, line 1, column 19: this is no JSON/],
          [["uninstall", "claude-desktop"], 1, /claude_desktop_config\.json, line 1, column 19: this is no JSON/],
          [
            ["install", "cursor", "--config", "taken.json"],
            1,
            /another server called tickets \(jira-mcp\)\. .* --prefix/,
          ],
          [["install", "cursor", "--config", "no/mcp.json"], 1, /can't be written: there is no such folder\./],
          [["install", "cursor", "--db", ":memory:"], 2, /A desk in memory isn't shared/],
          [["install", "cursor", "--prefix", "a b"], 2, /at most 32 letters/],
          [["install", "notepad"], 2, /HOST can't be notepad, only one of claude-desktop, /],
          [["install"], 2, /HOST/],
        ] as const
      ) {
        const ended = await run(...args);
        assert.equal(ended.code, code, ended.stderr);
        assert.match(ended.stderr, message);
        assert.equal(ended.stderr.trim().split("\n").length, 1, ended.stderr);
        assert.equal(ended.stdout, "");
      }
      assert.equal(await Deno.readTextFile(config), '{ "mcpServers": { ');
      assert.deepEqual(await folder.listNames(), names);
    });
  },
});
