import assert from "node:assert/strict";
import { HOST_IDS } from "../../commands/command_line/flags/host_config.ts";
import { InstallError } from "../../install/errors/mod.ts";
import { getUserFolders } from "../../install/user_folders.ts";
import { HOSTS } from "../../install/hosts.ts";

const createEnvironment = (variables: Record<string, string>) => new Map(Object.entries(variables));

/** Returns the path of each host's configuration, in the order of the hosts. */
function getConfigPaths(variables: Record<string, string>, os: string): string[] {
  const folders = getUserFolders(createEnvironment(variables), os);
  return HOST_IDS.map((id) => HOSTS[id].getConfigPath(folders));
}

Deno.test("each host has its configuration path on Linux", () => {
  assert.deepEqual(getConfigPaths({ HOME: "/home/dana" }, "linux"), [
    "/home/dana/.config/Claude/claude_desktop_config.json",
    "/home/dana/.claude.json",
    "/home/dana/.codex/config.toml",
    "/home/dana/.cursor/mcp.json",
    "/home/dana/.config/Code/User/mcp.json",
    "/home/dana/.codeium/windsurf/mcp_config.json",
    "/home/dana/.gemini/settings.json",
    "/home/dana/.config/zed/settings.json",
    "/home/dana/.config/opencode/opencode.json",
    "/home/dana/.qwen/settings.json",
    "/home/dana/.copilot/mcp-config.json",
    "/home/dana/.cline/data/settings/cline_mcp_settings.json",
    "/home/dana/.continue/config.yaml",
    "/home/dana/.junie/mcp/mcp.json",
    "/home/dana/.kiro/settings/mcp.json",
    "/home/dana/.config/goose/config.yaml",
    "/home/dana/.lmstudio/mcp.json",
  ]);
});

Deno.test("each host has its configuration path on macOS", () => {
  assert.deepEqual(getConfigPaths({ HOME: "/Users/dana" }, "darwin"), [
    "/Users/dana/Library/Application Support/Claude/claude_desktop_config.json",
    "/Users/dana/.claude.json",
    "/Users/dana/.codex/config.toml",
    "/Users/dana/.cursor/mcp.json",
    "/Users/dana/Library/Application Support/Code/User/mcp.json",
    "/Users/dana/.codeium/windsurf/mcp_config.json",
    "/Users/dana/.gemini/settings.json",
    "/Users/dana/.config/zed/settings.json",
    "/Users/dana/.config/opencode/opencode.json",
    "/Users/dana/.qwen/settings.json",
    "/Users/dana/.copilot/mcp-config.json",
    "/Users/dana/.cline/data/settings/cline_mcp_settings.json",
    "/Users/dana/.continue/config.yaml",
    "/Users/dana/.junie/mcp/mcp.json",
    "/Users/dana/.kiro/settings/mcp.json",
    "/Users/dana/.config/goose/config.yaml",
    "/Users/dana/.lmstudio/mcp.json",
  ]);
});

Deno.test("each host has its configuration path on Windows", () => {
  const variables = { USERPROFILE: "C:\\Users\\dana", APPDATA: "C:\\Users\\dana\\AppData\\Roaming" };
  assert.deepEqual(getConfigPaths(variables, "windows"), [
    "C:\\Users\\dana\\AppData\\Roaming\\Claude\\claude_desktop_config.json",
    "C:\\Users\\dana\\.claude.json",
    "C:\\Users\\dana\\.codex\\config.toml",
    "C:\\Users\\dana\\.cursor\\mcp.json",
    "C:\\Users\\dana\\AppData\\Roaming\\Code\\User\\mcp.json",
    "C:\\Users\\dana\\.codeium\\windsurf\\mcp_config.json",
    "C:\\Users\\dana\\.gemini\\settings.json",
    "C:\\Users\\dana\\AppData\\Roaming\\zed\\settings.json",
    "C:\\Users\\dana\\.config\\opencode\\opencode.json",
    "C:\\Users\\dana\\.qwen\\settings.json",
    "C:\\Users\\dana\\.copilot\\mcp-config.json",
    "C:\\Users\\dana\\.cline\\data\\settings\\cline_mcp_settings.json",
    "C:\\Users\\dana\\.continue\\config.yaml",
    "C:\\Users\\dana\\.junie\\mcp\\mcp.json",
    "C:\\Users\\dana\\.kiro\\settings\\mcp.json",
    "C:\\Users\\dana\\AppData\\Roaming\\Block\\goose\\config\\config.yaml",
    "C:\\Users\\dana\\.lmstudio\\mcp.json",
  ]);
});

Deno.test("getUserFolders() follows XDG_CONFIG_HOME, unless that is relative", () => {
  const config = (xdg: string) =>
    getUserFolders(createEnvironment({ HOME: "/home/dana", XDG_CONFIG_HOME: xdg }), "linux").settings;
  assert.equal(config("/etc/dana"), "/etc/dana");
  assert.equal(config("dana"), "/home/dana/.config");
});

Deno.test("getUserFolders() explains what to do without HOME", () => {
  assert.throws(() => getUserFolders(createEnvironment({}), "linux"), (error) => {
    return error instanceof InstallError &&
      /HOME is not set.* support-mcp install HOST --config FILE\.$/.test(error.message);
  });
});

Deno.test("hosts follow their own variables, and an empty one counts as unset", () => {
  const read = (id: keyof typeof HOSTS, variables: Record<string, string>) =>
    HOSTS[id].getConfigPath(getUserFolders(createEnvironment({ HOME: "/home/dana", ...variables }), "linux"));
  assert.equal(read("claude-code", { CLAUDE_CONFIG_DIR: "/etc/claude" }), "/etc/claude/.claude.json");
  assert.equal(read("codex", { CODEX_HOME: "/etc/codex" }), "/etc/codex/config.toml");
  assert.equal(read("gemini-cli", { GEMINI_CLI_HOME: "/etc/gemini" }), "/etc/gemini/.gemini/settings.json");
  assert.equal(read("copilot-cli", { COPILOT_HOME: "/etc/copilot" }), "/etc/copilot/mcp-config.json");
  assert.equal(read("qwen-code", { QWEN_HOME: "/etc/qwen" }), "/etc/qwen/settings.json");
  assert.equal(
    read("cline-cli", { CLINE_DIR: "/etc/cline" }),
    "/etc/cline/data/settings/cline_mcp_settings.json",
  );
  assert.equal(read("continue", { CONTINUE_GLOBAL_DIR: "/etc/continue" }), "/etc/continue/config.yaml");
  assert.equal(read("codex", { CODEX_HOME: "" }), "/home/dana/.codex/config.toml");
  assert.equal(read("codex", { CODEX_HOME: "codex" }), `${Deno.cwd()}/codex/config.toml`);
});
