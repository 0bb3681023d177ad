/** Registers a tool of ours with the SDK's server. */

import type { CallToolResult, InputRequiredResult, ServerContext } from "@modelcontextprotocol/server";
import type { ToolDefinition } from "../../definitions/mod.ts";
import { createHandshakeRequests, createStatelessRequests, InputRequiredError } from "../../elicitation/eras/mod.ts";
import { type Caller, toCaller } from "../caller.ts";
import { LOGGER_NAME, runTool } from "../calls/run_tool.ts";
import type { RegistrationContext } from "./registration_context.ts";
import { toSharedSchema } from "./shared_schema.ts";

/** Registers a tool; its failures become results, its questions requests. */
export function registerTool(tool: ToolDefinition, serving: RegistrationContext): void {
  serving.mcp.registerTool(tool.name, getToolConfig(tool), (input, context) => callTool(tool, input, context, serving));
}

/** What a client gets to see of a tool. */
function toToolConfig({ title, description, inputSchema, outputSchema, annotations }: ToolDefinition) {
  return {
    title,
    description,
    inputSchema: toSharedSchema(inputSchema),
    outputSchema: toSharedSchema(outputSchema),
    annotations: { title, ...annotations },
  };
}

const toolConfigs = new WeakMap<ToolDefinition, ReturnType<typeof toToolConfig>>();

/** The same for every connection: there may be thousands. */
function getToolConfig(tool: ToolDefinition): ReturnType<typeof toToolConfig> {
  const known = toolConfigs.get(tool) ?? toToolConfig(tool);
  toolConfigs.set(tool, known);
  return known;
}

async function callTool(
  tool: ToolDefinition,
  input: Record<string, unknown>,
  context: ServerContext,
  serving: RegistrationContext,
): Promise<CallToolResult | InputRequiredResult> {
  const { signal, _meta, notify, log } = context.mcpReq;
  const caller = toCaller(context, serving.mcp);
  const run = tool.bind(input);
  if (run === undefined) throw new Error(`${tool.name} rejects arguments that its schema accepts`);
  try {
    return await runTool(tool, run, {
      desk: serving.desk,
      actor: caller.actor,
      client: await getClientRequests(tool, input, context, caller, serving),
      signal,
      progressToken: _meta?.progressToken,
      notify,
      log: (text) => log("info", text, LOGGER_NAME),
    });
  } catch (error) {
    if (error instanceof InputRequiredError) return error.result;
    throw error;
  }
}

function getClientRequests(
  tool: ToolDefinition,
  input: unknown,
  context: ServerContext,
  caller: Caller,
  serving: RegistrationContext,
) {
  const { codec, unattended } = serving;
  return caller.era === "handshake"
    ? createHandshakeRequests(context, caller, unattended)
    : createStatelessRequests({ tool: tool.name, input, context, codec }, caller, unattended);
}
