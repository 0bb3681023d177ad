/** The supported hosts, and the file in which each lists its servers. */

import type { UserFolders } from "./user_folders.ts";

export interface Host {
  /** Its name for people. */
  name: string;
  /** JSON, possibly with comments, if undefined. */
  format?: "toml";
  /** The member of its configuration that holds the servers by name. */
  member: string;
  /** Members of an entry in addition to the command and its arguments. */
  extraMembers?: Readonly<Record<string, string>>;
  /** Returns the path of the user's configuration file. */
  getConfigPath(folders: UserFolders): string;
  /** Tells the user how to make the host read the file. */
  nextStep: string;
}

const NEXT_SESSION = "The next session has them.";

/** Hosts by the name that the command line takes. The paths are from the hosts' documentation. */
const KNOWN_HOSTS = {
  "claude-desktop": {
    name: "Claude Desktop",
    member: "mcpServers",
    getConfigPath: ({ settings, join }) => join(settings, "Claude", "claude_desktop_config.json"),
    nextStep: "Quit Claude Desktop and start it again.",
  },
  "claude-code": {
    name: "Claude Code",
    member: "mcpServers",
    extraMembers: { type: "stdio" },
    getConfigPath: ({ home, join, getOverride }) => join(getOverride("CLAUDE_CONFIG_DIR") ?? home, ".claude.json"),
    nextStep: NEXT_SESSION,
  },
  "codex": {
    name: "Codex",
    format: "toml",
    member: "mcp_servers",
    getConfigPath: ({ home, join, getOverride }) =>
      join(getOverride("CODEX_HOME") ?? join(home, ".codex"), "config.toml"),
    nextStep: NEXT_SESSION,
  },
  "cursor": {
    name: "Cursor",
    member: "mcpServers",
    getConfigPath: ({ home, join }) => join(home, ".cursor", "mcp.json"),
    nextStep: "Enable them in the settings of Cursor, under MCP.",
  },
  "vscode": {
    name: "VS Code",
    member: "servers",
    extraMembers: { type: "stdio" },
    getConfigPath: ({ settings, join }) => join(settings, "Code", "User", "mcp.json"),
    nextStep: 'Start them with the command "MCP: List Servers".',
  },
  "windsurf": {
    name: "Windsurf",
    member: "mcpServers",
    getConfigPath: ({ home, join }) => join(home, ".codeium", "windsurf", "mcp_config.json"),
    nextStep: "Quit Windsurf and start it again.",
  },
  "gemini-cli": {
    name: "Gemini CLI",
    member: "mcpServers",
    getConfigPath: ({ home, join, getOverride }) =>
      join(getOverride("GEMINI_CLI_HOME") ?? home, ".gemini", "settings.json"),
    nextStep: NEXT_SESSION,
  },
  "zed": {
    name: "Zed",
    member: "context_servers",
    extraMembers: { source: "custom" },
    getConfigPath: ({ config, join }) => join(config, "zed", "settings.json"), // Windows ignores the case of zed
    nextStep: "Zed starts them automatically.",
  },
} satisfies Readonly<Record<string, Host>>;

export type HostId = keyof typeof KNOWN_HOSTS;

export const HOSTS: Readonly<Record<HostId, Host>> = KNOWN_HOSTS;
