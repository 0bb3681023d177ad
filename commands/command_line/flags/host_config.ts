/** The arguments and flags of the commands that edit a host's configuration. */

import type { HostId } from "../../../install/mod.ts";
import { CommandError } from "../../process/mod.ts";
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
    "junie": true,
    "kiro": true,
    "goose": true,
    "lm-studio": true,
  } satisfies Record<HostId, true>,
) as readonly HostId[];

export const hostConfigFlags = {
  config: textFlag("FILE", "Edit this configuration file", { default: "the user's own" }),
  project: switchFlag("Edit the configuration of the project in this folder"),
  "dry-run": switchFlag("Print the new configuration without writing it"),
};

export interface HostConfigOptions {
  config?: string;
  project?: boolean;
  "dry-run"?: boolean;
}

/** Returns the values of the flags. */
export function getHostConfig({ config, project = false, "dry-run": dryRun = false }: HostConfigOptions) {
  if (config !== undefined && project) {
    throw new CommandError("--project names a file, so it does not go with --config FILE. Give one of the two.", 2);
  }
  return { config, project, dryRun };
}

export const hostParameter = {
  placeholder: "HOST",
  brief: `The host: ${formatChoices(HOST_IDS)}`,
  parse: createChoiceParser<HostId>(HOST_IDS),
  proposeCompletions: () => HOST_IDS,
};

/** A host that may be absent. */
export const optionalHostParameter = {
  ...hostParameter,
  brief: `${hostParameter.brief} (default: every host on this machine)`,
  optional: true,
} as const;
