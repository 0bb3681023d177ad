/** The packages of a release with the real binary, installed and started by the real npx. */

import assert from "node:assert/strict";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { makeRelease } from "../../../release/main.ts";
import { findPlatform } from "../../../release/platforms.ts";
import { hasNpm } from "../../release/has_npm.ts";
import { NpmRegistry } from "../../release/npm_registry.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

const BINARY = Deno.env.get("SUPPORT_MCP_BINARY");
const PLATFORM = findPlatform(Deno.build.target);
const ignore = BINARY === undefined || PLATFORM === undefined || Deno.build.os === "windows" || !await hasNpm();

/** Makes the packages of the compiled program, and publishes them in a registry on this machine. */
async function publish(folder: TemporaryFolder, registry: NpmRegistry): Promise<void> {
  const [binaries, out] = [folder.file("binaries"), folder.file("packages")];
  await Deno.mkdir(binaries);
  await Deno.symlink(await Deno.realPath(BINARY!), `${binaries}/support-mcp-${PLATFORM!.name}`);
  const options = ["--repository", "https://git.example.com/you/support-mcp", "--binaries", binaries, "--out", out];
  const files = await makeRelease(["npm", ...options]);
  for (const file of files) if (file.endsWith(".tgz")) await registry.publish(`${out}/${file}`);
}

Deno.test({
  name: "npx support-mcp install writes an entry that starts the desk from the packages",
  ignore,
  async fn() {
    await using folder = await TemporaryFolder.create();
    await using registry = new NpmRegistry();
    await publish(folder, registry);
    const home = folder.file("home");
    await Deno.mkdir(`${home}/.cursor`, { recursive: true });
    const env = { PATH: Deno.env.get("PATH")!, HOME: home, npm_config_registry: registry.url };
    const install = new Deno.Command("npx", {
      args: ["-y", "support-mcp", "install", "cursor"],
      ...{ cwd: folder.path, env, clearEnv: true, stdin: "null" },
    });
    const { code, stdout, stderr } = await install.output();
    assert.equal(code, 0, new TextDecoder().decode(stderr));
    assert.match(new TextDecoder().decode(stdout), /^It starts npx -y support-mcp and uses the desk /m);
    const { mcpServers } = JSON.parse(await Deno.readTextFile(`${home}/.cursor/mcp.json`));
    const entry = mcpServers["support-desk"];
    assert.deepEqual(entry, { command: "npx", args: ["-y", "support-mcp", "serve"] });

    const client = new Client({ name: "test-host", version: "1.0.0" });
    await client.connect(new StdioClientTransport({ ...entry, env, cwd: folder.path, stderr: "pipe" }));
    const ticket = { subject: "First", customer: "ana@example.com" };
    const created = await client.callTool({ name: "create_ticket", arguments: ticket });
    assert.notEqual(created.isError, true);
    await client.close();
    assert.ok((await Deno.stat(`${home}/.local/share/support-mcp/desk.db`)).isFile);
  },
});
