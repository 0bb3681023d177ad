/** The responses of a server to a host's first requests, prepared when the program is built. */

import type { AppRole } from "../../apps/mod.ts";

/** An entry of a list, as it is sent. */
export type JsonObject = Record<string, unknown>;

export interface PreparedServer {
  name: string;
  /** The supported handshake revisions, the preferred one first. */
  revisions: readonly string[];
  /** The result of `initialize` without the revision (MCP, basic/lifecycle, "Initialization"). */
  initializeResult: { capabilities: JsonObject; serverInfo: JsonObject; instructions: string };
  tools: readonly PreparedTool[];
  prompts: readonly PreparedPrompt[];
  resources: readonly JsonObject[];
  resourceTemplates: readonly JsonObject[];
}

export interface PreparedTool {
  app?: AppRole;
  /** For clients without MCP Apps. */
  listed: JsonObject & { name: string; annotations: { readOnlyHint: boolean } };
}

export interface PreparedPrompt {
  /** See {@linkcode PromptDefinition}. */
  requiredTools: readonly string[];
  listed: JsonObject;
}
