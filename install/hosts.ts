/** The hosts that can be told of our servers, and the file in which each of them lists its servers. */

import type { Folders } from "./folders.ts";

export interface Host {
  /** As people call it. */
  name: string;
  /** JSON, with comments or without, where nothing else is said. */
  format?: "toml";
  /** The member of its configuration that has the servers, by their names. */
  member: string;
  /** What an entry has beside command and arguments. */
  beside?: Readonly<Record<string, string>>;
  /** The user's own file. */
  file(folders: Folders): string;
  /** What makes it look at the file, for people. */
  then: string;
}

const RESTART = "Quit it, and start it again.";
const NEW_SESSION = "Its next session has them.";

/** By the names that the command line takes; the files are those that the hosts' own documentation names. */
const KNOWN = {
  "claude-desktop": {
    name: "Claude Desktop",
    member: "mcpServers",
    file: ({ settings, join }) => join(settings, "Claude", "claude_desktop_config.json"),
    then: RESTART,
  },
  "claude-code": {
    name: "Claude Code",
    member: "mcpServers",
    beside: { type: "stdio" },
    file: ({ home, join }) => join(home, ".claude.json"),
    then: NEW_SESSION,
  },
  "codex": {
    name: "Codex",
    format: "toml",
    member: "mcp_servers",
    file: ({ home, join }) => join(home, ".codex", "config.toml"),
    then: NEW_SESSION,
  },
  "cursor": {
    name: "Cursor",
    member: "mcpServers",
    file: ({ home, join }) => join(home, ".cursor", "mcp.json"),
    then: "Switch them on in its settings, under MCP.",
  },
  "vscode": {
    name: "VS Code",
    member: "servers",
    beside: { type: "stdio" },
    file: ({ settings, join }) => join(settings, "Code", "User", "mcp.json"),
    then: 'Start them with its command "MCP: List Servers".',
  },
  "windsurf": {
    name: "Windsurf",
    member: "mcpServers",
    file: ({ home, join }) => join(home, ".codeium", "windsurf", "mcp_config.json"),
    then: RESTART,
  },
  "gemini-cli": {
    name: "Gemini CLI",
    member: "mcpServers",
    file: ({ home, join }) => join(home, ".gemini", "settings.json"),
    then: NEW_SESSION,
  },
  "zed": {
    name: "Zed",
    member: "context_servers",
    beside: { source: "custom" },
    file: ({ config, join }) => join(config, "zed", "settings.json"), // Windows doesn't tell zed from Zed
    then: "It starts them by itself.",
  },
} satisfies Readonly<Record<string, Host>>;

export type HostId = keyof typeof KNOWN;

export const HOSTS: Readonly<Record<HostId, Host>> = KNOWN;
