/** Makes an MCP server out of a definition: once per connection. */

import { createRequestStateCodec, McpServer, type RequestStateCodec } from "@modelcontextprotocol/server";
import type { Desk } from "../store/mod.ts";
import type { RequestState } from "./asking/ask_by_replay.ts";
import type { ServerDefinition, ToolDefinition } from "./definition.ts";
import { registerPrompt } from "./register_prompt.ts";
import { registerResource } from "./register_resource.ts";
import { registerTool } from "./register_tool.ts";
import type { Serving } from "./serving.ts";

export interface ServerOptions {
  definition: ServerDefinition;
  /** May still be opening: whoever needs it waits. */
  desk: Promise<Desk>;
  version: string;
  /** Offers the reading tools alone. */
  readOnly?: boolean;
  /** Offers these tools alone. */
  tools?: readonly string[];
  /** Takes approvals for given, because nobody is there to ask. */
  unattended?: boolean;
  /** Signs the state of calls with questions: 32 bytes or more, the same in every process that may get the answer. */
  stateKey?: string;
  /** Is told of faults that no answer tells of, for the log. */
  onerror?: (error: Error) => void;
}

/**
 * The server, with everything that it offers, not yet connected.
 *
 * @throws {RangeError} When `tools` names one that the server doesn't have.
 */
export function createServer(options: ServerOptions): McpServer {
  const { definition, version } = options;
  const tools = offeredTools(options);
  const prompts = offeredPrompts(definition, tools);
  const codec = stateCodec(options.stateKey);
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
  const serving: Serving = { mcp, desk: options.desk, unattended: options.unattended ?? false, codec };
  for (const tool of tools) registerTool(tool, serving);
  for (const resource of definition.resources) registerResource(resource, serving);
  for (const prompt of prompts) registerPrompt(prompt, serving);
  return mcp;
}

/**
 * The tools that are left by `readOnly` and `tools`.
 *
 * @throws {RangeError} When `tools` names one that the server doesn't have.
 */
export function offeredTools({ definition, readOnly, tools }: ServerOptions) {
  const names = definition.tools.map((tool) => tool.name);
  const unknown = tools?.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new RangeError(`${definition.name} has no tool "${unknown}": it has ${names.join(", ")}`);
  }
  return definition.tools.filter((tool) =>
    (!readOnly || tool.annotations.readOnlyHint) && (tools === undefined || tools.includes(tool.name))
  );
}

/** The prompts that send the model to offered tools alone. */
function offeredPrompts({ prompts }: ServerDefinition, tools: readonly ToolDefinition[]) {
  const names = new Set(tools.map(({ name }) => name));
  return prompts.filter(({ uses }) => uses.every((tool) => names.has(tool)));
}

/** Bound to method and caller; the state itself names tool and arguments. */
function stateCodec(key: string | undefined): RequestStateCodec<RequestState> {
  return createRequestStateCodec<RequestState>({
    key: key ?? crypto.getRandomValues(new Uint8Array(32)),
    bind: ({ mcpReq, http }) => `${mcpReq.method}\0${http?.authInfo?.clientId ?? ""}`,
  });
}
