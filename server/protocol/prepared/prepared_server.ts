/** The responses of a server to a host's first requests, prepared when the program is built. */

import type { AppRole } from "../../apps/mod.ts";

export type JsonObject = Record<string, unknown>;

/** An entry of a list as it is sent: the text of a JSON object. */
export type ListedJson = string;

export interface PreparedServer {
  name: string;
  /** The supported handshake revisions, the preferred one first. */
  revisions: readonly string[];
  /** The result of `initialize` without the revision (MCP, basic/lifecycle, "Initialization"). */
  initializeResult: { capabilities: JsonObject; serverInfo: JsonObject; instructions: string };
  tools: readonly PreparedTool[];
  prompts: readonly PreparedPrompt[];
  resources: readonly ListedJson[];
  resourceTemplates: readonly ListedJson[];
}

export interface PreparedTool {
  name: string;
  app?: AppRole;
  annotations: { readOnlyHint: boolean };
  /** For clients without MCP Apps. */
  listed: ListedJson;
}

export interface PreparedPrompt {
  /** See {@linkcode PromptDefinition}. */
  requiredTools: readonly string[];
  listed: ListedJson;
}
