/** Registers a tool of ours with the SDK's server. */

import type { CallToolResult, InputRequiredResult, ServerContext } from "@modelcontextprotocol/server";
import type { Desk } from "../store/mod.ts";
import type { Ask } from "./asking/ask.ts";
import { askByReplay, InputRequired } from "./asking/ask_by_replay.ts";
import { askByRequest } from "./asking/ask_by_request.ts";
import { type Caller, callerOf } from "./caller.ts";
import type { ToolContext, ToolDefinition } from "./definition.ts";
import { toolFailure, toolResult } from "./results.ts";
import type { Serving } from "./serving.ts";
import { shared } from "./shared_schema.ts";

/** What log messages to hosts are said to come from (MCP, server/utilities/logging). */
const LOGGER = "desk";

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
  const caller = callerOf(context, serving.mcp);
  try {
    const ask = await askOf(tool, input, context, caller, serving);
    const output = await tool.handle(input, toolContext(await serving.desk, ask, caller, context));
    const text = tool.text(output, input);
    if (!tool.annotations.readOnlyHint) await context.mcpReq.log("info", `${tool.name}: ${text}`, LOGGER);
    return toolResult(text, output);
  } catch (error) {
    if (error instanceof InputRequired) return error.result;
    return toolFailure(error);
  }
}

function askOf(tool: ToolDefinition, input: unknown, context: ServerContext, caller: Caller, serving: Serving) {
  const { codec, unattended } = serving;
  return caller.era === "handshake"
    ? askByRequest(context, caller, unattended)
    : askByReplay({ tool: tool.name, input, context, codec }, caller, unattended);
}

function toolContext(
  { tickets, customers }: Desk,
  ask: Ask,
  { actor }: Caller,
  context: ServerContext,
): ToolContext {
  const { signal, _meta, notify } = context.mcpReq;
  return {
    tickets,
    customers,
    ask,
    signal,
    change: ({ expected_revision, idempotency_key } = {}) => ({
      by: actor,
      ...expected_revision !== undefined && { expectedRevision: expected_revision },
      ...idempotency_key !== undefined && { idempotencyKey: idempotency_key },
      ...ask.answers.length > 0 && { answers: ask.answers },
    }),
    async progress(done, total, message) {
      const progressToken = _meta?.progressToken;
      if (progressToken === undefined) return;
      const params = { progressToken, progress: done, total, ...message !== undefined && { message } };
      await notify({ method: "notifications/progress", params });
    },
  };
}
