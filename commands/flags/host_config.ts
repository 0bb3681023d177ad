/** What the commands take that change a host's configuration. */

import type { HostId } from "../../install/mod.ts";
import { createChoiceParser } from "../values/choice.ts";

/** All of them, said once more: a command's code isn't loaded before it is chosen. */
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
  } satisfies Record<HostId, true>,
) as readonly HostId[];

export const hostConfigFlags = {
  config: {
    kind: "parsed",
    parse: String,
    optional: true,
    placeholder: "FILE",
    brief: "The host's configuration, where that isn't in its usual place; a project's own, for example",
  },
  "dry-run": {
    kind: "boolean",
    optional: true,
    withNegated: false,
    brief: "Print the configuration as it would be, and leave it as it is",
  },
} as const;

export interface HostConfigOptions {
  config?: string;
  "dry-run"?: boolean;
}

export const hostParameter = {
  placeholder: "HOST",
  brief: HOST_IDS.join(", "),
  parse: createChoiceParser<HostId>(HOST_IDS),
  proposeCompletions: () => HOST_IDS,
};
