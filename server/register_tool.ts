/** Registers a tool of ours with the SDK's server. */

import type { CallToolResult, InputRequiredResult, ServerContext } from "@modelcontextprotocol/server";
import { askByReplay, InputRequired } from "./asking/ask_by_replay.ts";
import { askByRequest } from "./asking/ask_by_request.ts";
import { type Caller, callerOf } from "./caller.ts";
import type { ToolDefinition } from "./definition.ts";
import { LOGGER, runTool } from "./run_tool.ts";
import type { Serving } from "./serving.ts";
import { shared } from "./shared_schema.ts";

/** Registers a tool; its failures become results, its questions requests. */
export function registerTool(tool: ToolDefinition, serving: Serving): void {
  serving.mcp.registerTool(tool.name, asTheSdkHasIt(tool), (input, context) => callTool(tool, input, context, serving));
}

/** What a client gets to see of a tool. */
function descriptionOf({ title, description, inputSchema, outputSchema, annotations }: ToolDefinition) {
  return {
    title,
    description,
    inputSchema: shared(inputSchema),
    outputSchema: shared(outputSchema),
    annotations: { title, ...annotations },
  };
}

const descriptions = new WeakMap<ToolDefinition, ReturnType<typeof descriptionOf>>();

/** The same for every connection: there may be thousands. */
function asTheSdkHasIt(tool: ToolDefinition): ReturnType<typeof descriptionOf> {
  const known = descriptions.get(tool) ?? descriptionOf(tool);
  descriptions.set(tool, known);
  return known;
}

async function callTool(
  tool: ToolDefinition,
  input: Record<string, unknown>,
  context: ServerContext,
  serving: Serving,
): Promise<CallToolResult | InputRequiredResult> {
  const { signal, _meta, notify, log } = context.mcpReq;
  const caller = callerOf(context, serving.mcp);
  try {
    return await runTool(tool, input, {
      desk: serving.desk,
      actor: caller.actor,
      ask: await askOf(tool, input, context, caller, serving),
      signal,
      progressToken: _meta?.progressToken,
      notify,
      log: (text) => log("info", text, LOGGER),
    });
  } catch (error) {
    if (error instanceof InputRequired) return error.result;
    throw error;
  }
}

function askOf(tool: ToolDefinition, input: unknown, context: ServerContext, caller: Caller, serving: Serving) {
  const { codec, unattended } = serving;
  return caller.era === "handshake"
    ? askByRequest(context, caller, unattended)
    : askByReplay({ tool: tool.name, input, context, codec }, caller, unattended);
}
