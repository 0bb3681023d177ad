/** Registers tools with the SDK's server. */

import type { CallToolResult, InputRequiredResult, ServerContext } from "@modelcontextprotocol/server";
import { isForAppsOnly, NEEDS_APPS } from "../../../apps/mod.ts";
import type { ToolDefinition } from "../../../definitions/mod.ts";
import * as validation from "../../../definitions/validation/mod.ts";
import {
  createHandshakeRequests,
  createStatelessRequests,
  InputRequiredError,
  type SettleQuestion,
} from "../../../elicitation/eras/mod.ts";
import { type Caller, toCaller } from "./caller.ts";
import { LOGGER_NAME, runTool } from "../../calls/mod.ts";
import type { RegistrationContext } from "../../server_options.ts";
import { toPublishedSchema, toSharedSchema } from "./shared_schema.ts";

/** Registers a tool. Its failures become results; its elicitations become requests or, since 2026-07-28, results. */
export function registerTool(tool: ToolDefinition, registration: RegistrationContext): void {
  registration.mcp.registerTool(
    tool.name,
    getToolConfig(tool),
    (input, context) => callTool(tool, input, context, registration),
  );
}

/** The part of a tool that clients see. */
function toToolConfig({ title, description, inputSchema, outputSchema, annotations }: ToolDefinition) {
  return {
    title,
    description,
    inputSchema: toPublishedSchema(inputSchema(validation.schemas)),
    ...outputSchema && { outputSchema: toSharedSchema(outputSchema(validation.schemas)) },
    annotations: { title, ...annotations },
  };
}

const toolConfigs = new WeakMap<ToolDefinition, ReturnType<typeof toToolConfig>>();

/** Returns the same object for every connection, because there may be thousands. */
export function getToolConfig(tool: ToolDefinition): ReturnType<typeof toToolConfig> {
  const known = toolConfigs.get(tool) ?? toToolConfig(tool);
  toolConfigs.set(tool, known);
  return known;
}

async function callTool(
  tool: ToolDefinition,
  input: Record<string, unknown>,
  context: ServerContext,
  registration: RegistrationContext,
): Promise<CallToolResult | InputRequiredResult> {
  const { signal, _meta, notify, log } = context.mcpReq;
  const caller = toCaller(context, registration.mcp);
  if (!caller.hasApps && isForAppsOnly(tool)) return refuse(`${tool.name} ${NEEDS_APPS}`);
  const run = tool.bind(input, validation);
  try {
    return await runTool(tool, run, {
      desk: registration.desk,
      clientInfo: caller.info,
      authInfo: context.http?.authInfo,
      user: registration.user,
      hasApps: caller.hasApps,
      approvalKeys: registration.approvalKeys,
      sharedFolder: registration.files,
      offered: registration.offered,
      client: await getClientRequests(tool, input, context, caller, registration),
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

function refuse(text: string): CallToolResult {
  return { content: [{ type: "text", text }], isError: true };
}

function getClientRequests(
  tool: ToolDefinition,
  input: unknown,
  context: ServerContext,
  caller: Caller,
  registration: RegistrationContext,
) {
  const { desk, codec, unattended, samplingTimeout } = registration;
  if (caller.era === "handshake") return createHandshakeRequests(context, caller, { unattended, samplingTimeout });
  const settle: SettleQuestion = async (question, answer) => (await desk).approvals.settle(question, answer);
  return createStatelessRequests({ tool: tool.name, input, context, codec }, caller, unattended, settle);
}
