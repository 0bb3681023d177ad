/** The hosts that npm installs, and how each says which servers it has. */

import type { HostId } from "../../install/mod.ts";
import { MODEL } from "./scripted_model.ts";

export interface TriedHost {
  /** Its package. */
  npm: string;
  /** Its program. */
  program: string;
  /** Folders and files of a home in which the host has been started once. */
  home: Readonly<Record<string, string>>;
  /** The folder that is left out of `home` when it is empty. */
  folders: readonly string[];
  /** Command lines that make it start the server and ask the scripted model, where it has no command that lists servers. */
  chat?(modelUrl: string): readonly (readonly string[])[];
}

const CONTINUE_CONFIG = (url: string) =>
  `name: Local Config\nversion: 1.0.0\nschema: v1\nmodels:\n  - name: scripted\n    provider: openai\n    model: ${MODEL}\n` +
  `    apiBase: ${url}\n    apiKey: none\n    roles: [chat]\n    capabilities: [tool_use]\n`;

/** @param modelUrl The scripted model, for hosts whose configuration names one. */
export function getTriedHosts(modelUrl: string): Partial<Record<HostId, TriedHost>> {
  return {
    "claude-code": { npm: "@anthropic-ai/claude-code", program: "claude", home: { ".claude.json": "{}" }, folders: [] },
    "codex": { npm: "@openai/codex", program: "codex", home: {}, folders: [".codex"] },
    "opencode": { npm: "opencode-ai", program: "opencode", home: {}, folders: [".config/opencode"] },
    "gemini-cli": {
      npm: "@google/gemini-cli",
      program: "gemini",
      home: { ".gemini/settings.json": '{"security":{"folderTrust":{"enabled":false}}}' },
      folders: [".gemini"],
    },
    "qwen-code": { npm: "@qwen-code/qwen-code", program: "qwen", home: {}, folders: [".qwen"] },
    "copilot-cli": { npm: "@github/copilot", program: "copilot", home: {}, folders: [".copilot"] },
    "cline-cli": {
      npm: "cline",
      program: "cline",
      home: {},
      folders: [".cline/data/settings"],
      chat: (url) => [["auth", "-p", "openai", "-k", "none", "-m", MODEL, "-b", url], ["Say that you are done."]],
    },
    "continue": {
      npm: "@continuedev/cli",
      program: "cn",
      home: { ".continue/config.yaml": CONTINUE_CONFIG(modelUrl) },
      folders: [".continue"],
      chat: () => [["-p", "Say that you are done."]],
    },
  };
}
