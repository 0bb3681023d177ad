/** The supported hosts, and the file in which each lists its servers. */

import {
  createHttpForm,
  createProgramForm,
  formatCodexHttp,
  formatContinueHttp,
  formatGooseHttp,
  formatGooseProgram,
  formatOpencodeProgram,
  type HttpForm,
  type ProgramForm,
} from "./entry_forms.ts";
import type { ServerListForm } from "./formats/mod.ts";
import type { UserFolders } from "./user_folders.ts";

export interface Host extends ServerListForm {
  /** Its name for people. */
  name: string;
  formatProgram: ProgramForm;
  /** Undefined if its file cannot list servers over HTTP. */
  formatHttp?: HttpForm;
  /** Returns the path of the user's configuration file. */
  getConfigPath(folders: UserFolders): string;
  /** The path of a project's own configuration in its folder. Undefined if the host knows no projects. */
  projectPath?: string;
  /** The command with which the host itself lists its servers, and in most hosts starts them. */
  listCommand?: readonly [program: string, ...args: string[]];
  /** Tells the user how to make the host read the file. */
  nextStep: string;
}

const NEXT_SESSION = "Start a new session.";

/** Hosts by the name that the command line takes. Most have confirmed path and forms; `docs/hosts.md` says which. */
const KNOWN_HOSTS = {
  "claude-desktop": {
    name: "Claude Desktop",
    member: "mcpServers",
    formatProgram: createProgramForm(),
    getConfigPath: ({ settings, join }) => join(settings, "Claude", "claude_desktop_config.json"),
    nextStep: "Quit Claude Desktop and start it again.",
  },
  "claude-code": {
    name: "Claude Code",
    member: "mcpServers",
    formatProgram: createProgramForm({ type: "stdio" }),
    formatHttp: createHttpForm("url", { type: "http" }),
    getConfigPath: ({ home, join, getOverride }) => join(getOverride("CLAUDE_CONFIG_DIR") ?? home, ".claude.json"),
    projectPath: ".mcp.json",
    listCommand: ["claude", "mcp", "list"],
    nextStep: NEXT_SESSION,
  },
  "codex": {
    name: "Codex",
    format: "toml",
    member: "mcp_servers",
    formatProgram: createProgramForm(),
    formatHttp: formatCodexHttp,
    getConfigPath: ({ home, join, getOverride }) =>
      join(getOverride("CODEX_HOME") ?? join(home, ".codex"), "config.toml"),
    projectPath: ".codex/config.toml",
    listCommand: ["codex", "mcp", "list"],
    nextStep: NEXT_SESSION,
  },
  "cursor": {
    name: "Cursor",
    member: "mcpServers",
    formatProgram: createProgramForm(),
    formatHttp: createHttpForm("url"),
    getConfigPath: ({ home, join }) => join(home, ".cursor", "mcp.json"),
    projectPath: ".cursor/mcp.json",
    nextStep: "Enable the desk in the settings of Cursor, under MCP.",
  },
  "vscode": {
    name: "VS Code",
    member: "servers",
    formatProgram: createProgramForm({ type: "stdio" }),
    formatHttp: createHttpForm("url", { type: "http" }),
    getConfigPath: ({ settings, join }) => join(settings, "Code", "User", "mcp.json"),
    projectPath: ".vscode/mcp.json",
    nextStep: 'Start the desk with the command "MCP: List Servers".',
  },
  "windsurf": {
    name: "Windsurf",
    member: "mcpServers",
    formatProgram: createProgramForm(),
    formatHttp: createHttpForm("serverUrl"),
    getConfigPath: ({ home, join }) => join(home, ".codeium", "windsurf", "mcp_config.json"),
    nextStep: "Quit Windsurf and start it again.",
  },
  "gemini-cli": {
    name: "Gemini CLI",
    member: "mcpServers",
    formatProgram: createProgramForm(),
    formatHttp: createHttpForm("url", { type: "http" }),
    getConfigPath: ({ home, join, getOverride }) =>
      join(getOverride("GEMINI_CLI_HOME") ?? home, ".gemini", "settings.json"),
    projectPath: ".gemini/settings.json",
    listCommand: ["gemini", "mcp", "list"],
    nextStep: NEXT_SESSION,
  },
  "zed": {
    name: "Zed",
    member: "context_servers",
    formatProgram: createProgramForm({ source: "custom" }),
    formatHttp: createHttpForm("url"),
    getConfigPath: ({ config, join }) => join(config, "zed", "settings.json"), // Windows ignores the case of zed
    projectPath: ".zed/settings.json",
    nextStep: "Zed starts the desk automatically.",
  },
  "opencode": {
    name: "opencode",
    member: "mcp",
    formatProgram: formatOpencodeProgram,
    formatHttp: createHttpForm("url", { type: "remote", enabled: true }),
    getConfigPath: ({ dotConfig, join }) => join(dotConfig, "opencode", "opencode.json"), // merged with opencode.jsonc
    projectPath: "opencode.json",
    listCommand: ["opencode", "mcp", "list"],
    nextStep: NEXT_SESSION,
  },
  "qwen-code": {
    name: "Qwen Code",
    member: "mcpServers",
    formatProgram: createProgramForm(),
    formatHttp: createHttpForm("httpUrl"),
    getConfigPath: ({ home, join, getOverride }) =>
      join(getOverride("QWEN_HOME") ?? join(home, ".qwen"), "settings.json"),
    projectPath: ".qwen/settings.json",
    listCommand: ["qwen", "mcp", "list"],
    nextStep: NEXT_SESSION,
  },
  "copilot-cli": {
    name: "Copilot CLI",
    member: "mcpServers",
    formatProgram: createProgramForm({ type: "local", tools: ["*"] }),
    formatHttp: createHttpForm("url", { type: "http", tools: ["*"] }),
    getConfigPath: ({ home, join, getOverride }) =>
      join(getOverride("COPILOT_HOME") ?? join(home, ".copilot"), "mcp-config.json"),
    listCommand: ["copilot", "mcp", "list"],
    nextStep: NEXT_SESSION,
  },
  "cline-cli": {
    name: "Cline CLI",
    member: "mcpServers",
    formatProgram: createProgramForm(),
    formatHttp: createHttpForm("url", { type: "streamableHttp" }), // it drops the whole list for another type
    getConfigPath: ({ home, join, getOverride }) =>
      join(getOverride("CLINE_DIR") ?? join(home, ".cline"), "data", "settings", "cline_mcp_settings.json"),
    nextStep: NEXT_SESSION,
  },
  "continue": {
    name: "Continue",
    format: "yaml",
    member: "mcpServers",
    isList: true,
    initialText: "name: Local Config\nversion: 1.0.0\nschema: v1\n",
    formatProgram: createProgramForm(),
    formatHttp: formatContinueHttp,
    getConfigPath: ({ home, join, getOverride }) =>
      join(getOverride("CONTINUE_GLOBAL_DIR") ?? join(home, ".continue"), "config.yaml"),
    nextStep: NEXT_SESSION,
  },
  "junie": {
    name: "Junie",
    member: "mcpServers",
    formatProgram: createProgramForm(),
    formatHttp: createHttpForm("url"),
    getConfigPath: ({ home, join }) => join(home, ".junie", "mcp", "mcp.json"),
    projectPath: ".junie/mcp/mcp.json",
    nextStep: NEXT_SESSION,
  },
  "kiro": {
    name: "Kiro",
    member: "mcpServers",
    formatProgram: createProgramForm(),
    formatHttp: createHttpForm("url"),
    getConfigPath: ({ home, join }) => join(home, ".kiro", "settings", "mcp.json"),
    projectPath: ".kiro/settings/mcp.json",
    nextStep: "Kiro reads the file again when it changes.",
  },
  "goose": {
    name: "Goose",
    format: "yaml",
    member: "extensions",
    formatProgram: formatGooseProgram,
    formatHttp: formatGooseHttp,
    getConfigPath: ({ goose, join }) => join(goose, "config.yaml"),
    nextStep: NEXT_SESSION,
  },
  "lm-studio": {
    name: "LM Studio",
    member: "mcpServers",
    formatProgram: createProgramForm(),
    formatHttp: createHttpForm("url"),
    getConfigPath: ({ home, join }) => join(home, ".lmstudio", "mcp.json"),
    nextStep: "Enable the desk in a chat of LM Studio.",
  },
} satisfies Readonly<Record<string, Host>>;

export type HostId = keyof typeof KNOWN_HOSTS;

export const HOSTS: Readonly<Record<HostId, Host>> = KNOWN_HOSTS;
