/** The arguments and flags of the commands that edit a host's configuration. */

import type { HostId } from "../../../install/mod.ts";
import { createChoiceParser, formatChoices } from "../../values/mod.ts";
import { switchFlag, textFlag } from "./parameters.ts";

/** All hosts, listed here because `install/` is not loaded before its command is chosen. */
export const HOST_IDS = Object.keys(
  {
    "claude-desktop": true,
    "claude-code": true,
    "codex": true,
    "cursor": true,
    "vscode": true,
    "windsurf": true,
    "gemini-cli": true,
    "zed": true,
    "opencode": true,
    "qwen-code": true,
    "copilot-cli": true,
    "cline-cli": true,
    "continue": true,
    "goose": true,
    "lm-studio": true,
  } satisfies Record<HostId, true>,
) as readonly HostId[];

export const hostConfigFlags = {
  config: textFlag("FILE", "Edit this configuration file, such as a project's own", { default: "the host's own" }),
  "dry-run": switchFlag("Print the new configuration without writing it"),
};

export interface HostConfigOptions {
  config?: string;
  "dry-run"?: boolean;
}

export const hostParameter = {
  placeholder: "HOST",
  brief: `The host: ${formatChoices(HOST_IDS)}`,
  parse: createChoiceParser<HostId>(HOST_IDS),
  proposeCompletions: () => HOST_IDS,
};
