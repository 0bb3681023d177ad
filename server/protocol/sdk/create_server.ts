/** Makes an MCP server out of a definition: once per connection. */

import { McpServer } from "@modelcontextprotocol/server";
import type { Desk } from "../../../store/mod.ts";
import { createStateCodec } from "../../elicitation/eras/mod.ts";
import type { ServerDefinition } from "../../definitions/mod.ts";
import { filterPrompts, filterTools, type ToolFilter } from "../tool_filter.ts";
import { registerPrompt } from "./register_prompt.ts";
import { registerResource } from "./register_resource.ts";
import { registerTool } from "./register_tool.ts";
import type { RegistrationContext } from "./registration_context.ts";

export { filterTools };

export interface ServerOptions extends ToolFilter {
  definition: ServerDefinition;
  /** May still be opening: whoever needs it waits. */
  desk: Promise<Desk>;
  version: string;
  /** Takes approvals for given, because nobody is there to ask. */
  unattended?: boolean;
  /** Signs the state of calls with questions: 32 bytes or more, the same in every process that may get the answer. */
  stateKey?: string;
  /** Is told of faults that no answer tells of, for the log. */
  onerror?: (error: Error) => void;
  /** False has the SDK answer every request: see `direct/direct_answers.ts`. */
  fastPath?: boolean;
  /** Registers what no definition can say, with the SDK itself. */
  register?: (serving: RegistrationContext) => void;
}

/**
 * The server, with everything that it offers, not yet connected.
 *
 * @throws {RangeError} When `tools` names one that the server doesn't have.
 */
export function createServer(options: ServerOptions): McpServer {
  const { definition, version } = options;
  const tools = filterTools(options);
  const prompts = filterPrompts(definition.prompts, tools);
  const codec = createStateCodec(options.stateKey);
  const mcp = new McpServer({ name: definition.name, title: definition.title, version }, {
    capabilities: {
      tools: { listChanged: false },
      resources: { subscribe: true, listChanged: false },
      ...prompts.length > 0 && { prompts: { listChanged: false } },
      completions: {},
      logging: {},
    },
    instructions: definition.instructions,
    requestState: { verify: codec.verify },
  });
  const serving: RegistrationContext = { mcp, desk: options.desk, unattended: options.unattended ?? false, codec };
  for (const tool of tools) registerTool(tool, serving);
  for (const resource of definition.resources) registerResource(resource, serving);
  for (const prompt of prompts) registerPrompt(prompt, serving);
  options.register?.(serving);
  return mcp;
}
