/** What a server answers to a host's first questions, worked out when the program is built. */

/** An entry of a list, as it stands on the wire. */
export type JsonObject = Record<string, unknown>;

export interface PreparedServer {
  name: string;
  /** The handshake revisions that it speaks, the one that it prefers first. */
  revisions: readonly string[];
  /** The answer to `initialize` but for the revision (MCP, basic/lifecycle, "Initialization"). */
  greeting: { capabilities: JsonObject; serverInfo: JsonObject; instructions: string };
  tools: readonly PreparedTool[];
  prompts: readonly PreparedPrompt[];
  resources: readonly JsonObject[];
  resourceTemplates: readonly JsonObject[];
}

export interface PreparedTool extends JsonObject {
  name: string;
  annotations: { readOnlyHint: boolean };
}

export interface PreparedPrompt {
  /** See {@linkcode PromptDefinition}. */
  requiredTools: readonly string[];
  listed: JsonObject;
}
