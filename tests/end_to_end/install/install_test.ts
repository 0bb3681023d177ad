import assert from "node:assert/strict";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import type { ServerEntry } from "../../../install/server_entry.ts";
import { type ProgramResult, runProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

const LINUX = Deno.build.os === "linux";

/** Simulates a machine with VS Code and Claude Desktop, both with empty configurations. */
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

/** Starts the server of an entry as a host does, and lists its tools. */
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
  name: "install adds the server to a host's configuration, from which it starts",
  ignore: !LINUX,
  async fn() {
    await withMachine(async ({ folder, config, run }) => {
      const { code, stdout, stderr } = await run("install", "claude-desktop");
      assert.equal(code, 0, stderr);
      const [first, second] = stdout.split("\n");
      assert.equal(
        first,
        `Added the server support-desk to Claude Desktop, in ${config}. Quit Claude Desktop and start it again.`,
      );
      assert.match(second!, /^It starts .*(main\.ts|support-mcp) and uses the desk .*\/desk\.db\.$/);
      const { mcpServers } = JSON.parse(await Deno.readTextFile(config));
      assert.deepEqual(Object.keys(mcpServers), ["support-desk"]);
      const server = mcpServers["support-desk"];
      assert.deepEqual(server.args.slice(server.args.indexOf("serve")), ["serve", "--db", folder.file("desk.db")]);
      const names = await getToolNames(server);
      for (const name of ["close_ticket_tool", "update_account"]) assert.ok(names.includes(name), name);
      assert.ok((await folder.listNames()).includes("desk.db"));
    });
  },
});

Deno.test({
  name: "a second install changes nothing, and uninstall reverts it",
  ignore: !LINUX,
  async fn() {
    await withMachine(async ({ config, run }) => {
      const before = '{\n  // shortcuts\n  "globalShortcut": "Ctrl+Space",\n  "mcpServers": {}\n}\n';
      await Deno.writeTextFile(config, before);
      await run("install", "claude-desktop", "--read-only");
      const installed = await Deno.readTextFile(config);
      const again = await run("install", "claude-desktop", "--read-only");
      assert.match(
        again.stdout,
        /^Claude Desktop already has the server support-desk\. .*\nIt starts .* \/.*\/desk\.db\.$/m,
      );
      assert.equal(await Deno.readTextFile(config), installed);
      const { code, stdout } = await run("uninstall", "claude-desktop");
      assert.equal(code, 0);
      assert.match(
        stdout,
        /^Removed the server support-desk from Claude Desktop, in .+ The desk is kept\.\nThe previous file is kept as .+\.bak\.\n$/,
      );
      const after = await Deno.readTextFile(config);
      assert.equal(after.replaceAll(/\s/g, ""), before.replaceAll(/\s/g, ""));
      assert.match(
        (await run("uninstall", "claude-desktop")).stdout,
        /^Claude Desktop has no server of support-mcp\. /,
      );
    });
  },
});

Deno.test("install writes a project's own configuration with a prefix and flags", async () => {
  await withMachine(async ({ folder, run }) => {
    const config = folder.file("mcp.json");
    const options = [
      "--config",
      "mcp.json",
      "--prefix",
      "desk-",
      "--db",
      "other.db",
      "--unattended",
      "--user",
      "Ana Berg",
    ];
    assert.equal((await run("install", "vscode", ...options)).code, 0);
    const { servers } = JSON.parse(await Deno.readTextFile(config));
    assert.deepEqual(Object.keys(servers), ["desk-support-desk"]);
    assert.equal(servers["desk-support-desk"].type, "stdio");
    const flags = ["--db", folder.file("other.db"), "--unattended", "--user", "Ana Berg"];
    assert.deepEqual(servers["desk-support-desk"].args.slice(-5), flags);
  });
});

Deno.test("install creates a project's folder, and says where the previous file is", async () => {
  await withMachine(async ({ folder, run }) => {
    const config = ["--config", "project/.cursor/mcp.json"];
    assert.doesNotMatch((await run("install", "cursor", ...config)).stdout, /previous file/);
    const before = await Deno.readTextFile(folder.file("project/.cursor/mcp.json"));
    const { code, stdout } = await run("uninstall", "cursor", ...config);
    assert.equal(code, 0);
    const backup = /^The previous file is kept as (.+)\.$/m.exec(stdout)![1]!;
    assert.equal(await Deno.readTextFile(backup), before);
  });
});

Deno.test({
  name: "install, uninstall and doctor follow the variables of the hosts",
  ignore: !LINUX,
  async fn() {
    await using folder = await TemporaryFolder.create();
    for (const name of ["c", "x", "g/.gemini"]) await Deno.mkdir(folder.file(name), { recursive: true });
    const env = {
      CLAUDE_CONFIG_DIR: folder.file("c"),
      CODEX_HOME: folder.file("x"),
      GEMINI_CLI_HOME: folder.file("g"),
      XDG_CONFIG_HOME: folder.path,
      SUPPORT_MCP_DB: folder.file("desk.db"),
    };
    for (const host of ["claude-code", "codex", "gemini-cli"]) {
      assert.equal((await runProgram(["install", host], { env, cwd: folder.path })).code, 0);
    }
    for (const file of ["c/.claude.json", "x/config.toml", "g/.gemini/settings.json"]) {
      assert.match(await Deno.readTextFile(folder.file(file)), /support-desk/);
    }
    const { stdout } = await runProgram(["doctor"], { env, cwd: folder.path });
    for (const host of ["Claude Code", "Codex", "Gemini CLI"]) {
      assert.match(stdout, new RegExp(`^ok +${host}: support-desk starts`, "m"));
    }
    assert.equal((await runProgram(["uninstall", "codex"], { env, cwd: folder.path })).code, 0);
    assert.equal(await Deno.readTextFile(folder.file("x/config.toml")), "");
  },
});

Deno.test("install says what a KV Connect server needs", async () => {
  await withMachine(async ({ folder, run }) => {
    const { stdout } = await run("install", "cursor", "--config", "mcp.json", "--db", "https://kv.example.com/");
    assert.match(stdout, /uses the desk https:\/\/kv\.example\.com\/\.\n.*DENO_KV_ACCESS_TOKEN/);
    const { mcpServers } = JSON.parse(await Deno.readTextFile(folder.file("mcp.json")));
    assert.deepEqual(mcpServers["support-desk"].args.slice(-2), ["--db", "https://kv.example.com/"]);
  });
});

Deno.test("install --dry-run prints the configuration and writes nothing", async () => {
  await withMachine(async ({ folder, run }) => {
    const names = await folder.listNames();
    const { code, stdout } = await run("install", "cursor", "--config", "mcp.json", "--dry-run");
    assert.equal(code, 0);
    assert.deepEqual(Object.keys(JSON.parse(stdout).mcpServers), ["support-desk"]);
    assert.deepEqual(await folder.listNames(), names);
  });
});

Deno.test({
  name: "install explains in one line why it fails, and changes nothing",
  ignore: !LINUX,
  async fn() {
    await withMachine(async ({ folder, config, run }) => {
      await Deno.writeTextFile(config, '{ "mcpServers": { ');
      await Deno.writeTextFile(folder.file("taken.json"), '{"mcpServers":{"support-desk":{"command":"jira-mcp"}}}');
      const names = await folder.listNames();
      for (
        const [args, code, message] of [
          [["install", "claude-desktop"], 1, /claude_desktop_config\.json, line 1, column 19: invalid JSON/],
          [["uninstall", "claude-desktop"], 1, /claude_desktop_config\.json, line 1, column 19: invalid JSON/],
          [
            ["install", "cursor", "--config", "taken.json"],
            1,
            /has another server named support-desk: it starts jira-mcp\. .* --force\. .* --prefix/,
          ],
          [["install", "cursor", "--config", "/dev/null"], 1, /\/dev\/null is a device\. Name a regular file/],
          [["uninstall", "cursor", "--config", "/dev/null"], 1, /\/dev\/null is a device\./],
          [["install", "cursor", "--db", ":memory:"], 2, /--db cannot be :memory:/],
          [["install", "cursor", "--prefix", "a b"], 2, /--prefix is invalid: "a b"\. Use 1 to 32 letters/],
          [
            [
              "install",
              "cursor",
              "--url",
              "https://desk.example/mcp",
              "--header",
              "Authorization: Basic x",
              "--header",
              "authorization: y",
            ],
            2,
            /--header sets authorization twice\. Give it once\./,
          ],
          [["install", "cursor", "--url", "desk"], 2, /--url is invalid: "desk"\. Use a URL such as/],
          [["install", "cursor", "--header", "A=b"], 2, /--header needs --url/],
          [
            ["install", "cursor", "--url", "http://a/mcp", "--header", "A"],
            2,
            /--header is invalid\. Use "NAME: VALUE"/,
          ],
          [["install", "cursor", "--url", "http://a/mcp", "--read-only"], 2, /--read-only has no effect with --url/],
          [["install", "claude-desktop", "--url", "http://a/mcp"], 1, /claude_desktop_config\.json, line 1, column 19/],
          [["install", "notepad"], 2, /HOST is invalid: "notepad"\. Use claude-desktop, /],
          [["install", "cursor", "extra"], 2, /extra/],
          [["install", "--project"], 2, /--project needs HOST/],
          [["install", "--config", "mcp.json"], 2, /--config needs HOST/],
          [["install", "cursor", "--project", "--config", "a"], 2, /--project names a file/],
          [["install", "windsurf", "--project"], 1, /--project does not work with Windsurf/],
          [["install", "cursor", "--demo", "--url", "http://a/mcp"], 2, /--demo has no effect with --url/],
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
