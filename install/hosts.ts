/** The hosts that can be told of our servers, and the file in which each of them lists its servers. */

import type { UserFolders } from "./user_folders.ts";

export interface Host {
  /** As people call it. */
  name: string;
  /** JSON, with comments or without, where nothing else is said. */
  format?: "toml";
  /** The member of its configuration that has the servers, by their names. */
  member: string;
  /** What an entry has beside command and arguments. */
  extraMembers?: Readonly<Record<string, string>>;
  /** The user's own file. */
  getConfigPath(folders: UserFolders): string;
  /** What makes it look at the file, for people. */
  nextStep: string;
}

const RESTART = "Quit it, and start it again.";
const NEW_SESSION = "Its next session has them.";

/** By the names that the command line takes; the files are those that the hosts' own documentation names. */
const KNOWN_HOSTS = {
  "claude-desktop": {
    name: "Claude Desktop",
    member: "mcpServers",
    getConfigPath: ({ settings, join }) => join(settings, "Claude", "claude_desktop_config.json"),
    nextStep: RESTART,
  },
  "claude-code": {
    name: "Claude Code",
    member: "mcpServers",
    extraMembers: { type: "stdio" },
    getConfigPath: ({ home, join }) => join(home, ".claude.json"),
    nextStep: NEW_SESSION,
  },
  "codex": {
    name: "Codex",
    format: "toml",
    member: "mcp_servers",
    getConfigPath: ({ home, join }) => join(home, ".codex", "config.toml"),
    nextStep: NEW_SESSION,
  },
  "cursor": {
    name: "Cursor",
    member: "mcpServers",
    getConfigPath: ({ home, join }) => join(home, ".cursor", "mcp.json"),
    nextStep: "Switch them on in its settings, under MCP.",
  },
  "vscode": {
    name: "VS Code",
    member: "servers",
    extraMembers: { type: "stdio" },
    getConfigPath: ({ settings, join }) => join(settings, "Code", "User", "mcp.json"),
    nextStep: 'Start them with its command "MCP: List Servers".',
  },
  "windsurf": {
    name: "Windsurf",
    member: "mcpServers",
    getConfigPath: ({ home, join }) => join(home, ".codeium", "windsurf", "mcp_config.json"),
    nextStep: RESTART,
  },
  "gemini-cli": {
    name: "Gemini CLI",
    member: "mcpServers",
    getConfigPath: ({ home, join }) => join(home, ".gemini", "settings.json"),
    nextStep: NEW_SESSION,
  },
  "zed": {
    name: "Zed",
    member: "context_servers",
    extraMembers: { source: "custom" },
    getConfigPath: ({ config, join }) => join(config, "zed", "settings.json"), // Windows doesn't tell zed from Zed
    nextStep: "It starts them by itself.",
  },
} satisfies Readonly<Record<string, Host>>;

export type HostId = keyof typeof KNOWN_HOSTS;

export const HOSTS: Readonly<Record<HostId, Host>> = KNOWN_HOSTS;
