/** Creates the SDK's server for a definition: one for each connection. */

import { McpServer } from "@modelcontextprotocol/server";
import { toShortLine } from "../../../base/text/short_line.ts";
import { isPlainObject } from "../../../base/values/is_plain_object.ts";
import { ApprovalKeys, APPS_EXTENSION } from "../../apps/mod.ts";
import { createStateCodec } from "../../elicitation/eras/mod.ts";
import type { ServerOptions } from "../server_options.ts";
import { filterInstructions, filterPrompts, filterTools, listOffered } from "../tool_filter.ts";
import { explainErrors, explainNotificationError } from "./explain_errors.ts";
import { refuseCursors } from "./refuse_cursors.ts";
import { registerLists, registerPrompt, registerResource, registerTool } from "./registration/mod.ts";

/**
 * Creates a server with everything it offers, not yet connected.
 *
 * @throws {RangeError} If `tools` names a tool that the server doesn't have.
 */
export function createServer(options: ServerOptions): McpServer {
  const { definition, version } = options;
  const tools = filterTools(options);
  const prompts = filterPrompts(definition.prompts, tools);
  const codec = createStateCodec(options.stateKey);
  const mcp = new McpServer({ name: definition.name, title: definition.title, version }, {
    capabilities: { tools: { listChanged: false } },
    instructions: filterInstructions(definition, tools),
    requestState: { verify: codec.verify },
  });
  forgetInheritedNames(mcp);
  refuseCursors(mcp);
  // Only now: the SDK's constructor would register the lists of what it knows.
  mcp.server.registerCapabilities({
    resources: { subscribe: true, listChanged: false },
    ...prompts.length > 0 && { prompts: { listChanged: false } },
    completions: {},
    logging: {},
    extensions: { [APPS_EXTENSION]: {} },
  });
  const { desk, unattended = false, user, samplingTimeout, files } = options;
  const approvalKeys = new ApprovalKeys(options.stateKey);
  const offered = options.offered ?? listOffered(options);
  const context = { mcp, desk, unattended, user, samplingTimeout, files, offered, codec, approvalKeys };
  for (const tool of tools) registerTool(tool, context);
  for (const resource of definition.resources) registerResource(resource, context);
  for (const prompt of prompts) registerPrompt(prompt, context);
  // Beside tools that a caller registers, the SDK's list has all.
  if (options.register === undefined) registerLists(mcp, tools, definition.resources);
  else options.register(context);
  reportErrors(mcp, options.onerror);
  return mcp;
}

/** The SDK looks up names from outside in plain objects, where it would also find `constructor` and `toString`. */
function forgetInheritedNames(mcp: McpServer): void {
  for (const value of Object.values(mcp)) {
    if (isPlainObject(value) && Object.getPrototypeOf(value) === Object.prototype) Object.setPrototypeOf(value, null);
  }
}

/** Explains invalid parameters to the client, and reports what gets no response. */
function reportErrors({ server }: McpServer, onerror?: (error: Error) => void): void {
  const connect = server.connect.bind(server);
  server.connect = (transport) => connect(explainErrors(transport));
  if (onerror) server.onerror = (error) => onerror(explainNotificationError(error));
  server.fallbackNotificationHandler = ({ method }) => {
    onerror?.(new Error(`Ignored the unknown notification ${toShortLine(method)}.`));
    return Promise.resolve();
  };
}
