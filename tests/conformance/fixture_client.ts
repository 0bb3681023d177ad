/**
 * The client that the conformance suite tests: the agent's connection, which uses everything that the suite's server offers.
 * The suite starts it with the server's URL, and passes further options in environment variables.
 */

import type { ElicitRequestFormParams, ElicitResult, Tool } from "@modelcontextprotocol/client";
import type { RequestHandlers } from "../../client/handlers/request_handlers.ts";
import { Connection } from "../../client/connection/connection.ts";
import { HttpTransport } from "../../client/transports/http_transport.ts";
import { type Protocol, PROTOCOLS } from "../../client/options/protocol.ts";

/** The calls that the suite requests. By default each tool is called once. */
interface Context {
  toolCalls?: { name: string; arguments: Record<string, unknown> }[];
}

const answers: RequestHandlers = {
  elicit: (form) => Promise.resolve(fillInForm(form)),
  sample: () => Promise.resolve({ role: "assistant", model: "none", content: { type: "text", text: "Paris" } }),
  roots: () => Promise.resolve([]),
};

const scenario = Deno.env.get("MCP_CONFORMANCE_SCENARIO") ?? "";
if (scenario.startsWith("auth/")) {
  Deno.exit(1); // the agent does not log in: its token comes from its configuration
}
const revision = Deno.env.get("MCP_CONFORMANCE_PROTOCOL_VERSION");
const protocol: Protocol = PROTOCOLS.find((known) => known === revision) ?? "handshake";
const url = new URL(Deno.args.at(-1)!);
const connection = await Connection.open(
  "the suite",
  () => new HttpTransport(url, {}, new AbortController().signal),
  { name: "support-mcp", version: "0.0.0", protocol, handlers: answers },
);
await useEverything(connection);
await connection.close();
Deno.exit(0);

async function useEverything(connection: Connection): Promise<void> {
  if (connection.offers("tools")) await useTools(connection);
  if (connection.offers("resources")) {
    for (const { uri } of await connection.resources()) await connection.read(uri);
  }
  if (connection.offers("prompts")) {
    for (const { name } of await connection.prompts()) await connection.prompt(name, {});
  }
}

async function useTools(connection: Connection): Promise<void> {
  const tools = await connection.tools();
  const context = JSON.parse(Deno.env.get("MCP_CONFORMANCE_CONTEXT") ?? "{}") as Context;
  const calls = context.toolCalls ??
    tools.map((tool) => ({ name: tool.name, arguments: createArguments(tool, tools) }));
  for (const call of calls) await connection.call(call.name, call.arguments);
}

/** Creates a value for each argument. An argument that takes a schema gets the one of the first tool. */
function createArguments({ inputSchema }: Tool, [first]: Tool[]): Record<string, unknown> {
  const properties = Object.entries(inputSchema.properties ?? {}) as [string, { type?: string }][];
  return Object.fromEntries(
    properties.map(([name, { type }]) => [name, name === "schema" ? first?.inputSchema : createValue(type)]),
  );
}

function createValue(type: string | undefined): unknown {
  switch (type) {
    case "number":
    case "integer":
      return 5;
    case "boolean":
      return true;
    case "object":
      return {};
    case "array":
      return [];
    default:
      return "text";
  }
}

/** Accepts a form with its defaults, as a person would. */
function fillInForm({ requestedSchema }: ElicitRequestFormParams): ElicitResult {
  const fields = Object.entries(requestedSchema.properties) as [string, { type?: string; default?: unknown }][];
  const content = fields.map(([name, field]) => [name, field.default ?? createValue(field.type)]);
  return { action: "accept", content: Object.fromEntries(content) };
}
