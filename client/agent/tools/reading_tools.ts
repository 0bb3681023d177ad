/** The agent's own tools, with which a model reads the resources and prompts of servers. */

import type { JSONSchema7 } from "ai";
import * as z from "zod";
import type { AgentServer } from "../servers/mod.ts";
import type { OfferedTool, ToolOutcome } from "./offered_tool.ts";
import { formatPrompt, formatResource } from "./result_text.ts";

/** The names of these tools. */
export const READING_TOOLS = ["list_resources", "read_resource", "list_prompts", "get_prompt"] as const;

type Feature = "resources" | "prompts";

interface ReadingTool {
  name: (typeof READING_TOOLS)[number];
  title: string;
  description: string;
  /** The feature that a server must have for this tool. */
  needs: Feature;
  input: z.ZodType;
  /** @throws {z.ZodError} If the arguments do not match the input schema. */
  parse(args: unknown): { server: string; read(server: AgentServer): Promise<string> };
}

const server = z.string().describe("The name of the server");

const tools = [
  defineReadingTool({
    name: "list_resources",
    title: "List resources",
    description: "List the resources of a server: the URIs and URI templates to read with read_resource",
    needs: "resources",
    input: z.object({ server }),
    async read({ connection }) {
      const [resources, templates] = await Promise.all([connection.resources(), connection.resourceTemplates()]);
      return [
        ...resources.map(({ uri, name, description }) => formatItem(uri, description ?? name)),
        ...templates.map(({ uriTemplate, name, description }) => formatItem(uriTemplate, description ?? name)),
      ].join("\n");
    },
  }),
  defineReadingTool({
    name: "read_resource",
    title: "Read resource",
    description: "Read a resource from list_resources",
    needs: "resources",
    input: z.object({ server, uri: z.string().describe("The resource's URI, with all template variables filled in") }),
    read: async ({ connection }, { uri }) => formatResource(await connection.read(uri)),
  }),
  defineReadingTool({
    name: "list_prompts",
    title: "List prompts",
    description: "List the prompts of a server: guides for particular kinds of work, to get with get_prompt",
    needs: "prompts",
    input: z.object({ server }),
    async read({ connection }) {
      const prompts = await connection.prompts();
      return prompts.map(({ name, description, arguments: args = [] }) => {
        const names = args.map(({ name, required }) => required ? name : `${name}?`).join(", ");
        return formatItem(`${name}(${names})`, description);
      }).join("\n");
    },
  }),
  defineReadingTool({
    name: "get_prompt",
    title: "Get prompt",
    description: "Get a prompt from list_prompts, filled in with your arguments",
    needs: "prompts",
    input: z.object({
      server,
      name: z.string(),
      arguments: z.record(z.string(), z.string()).optional().describe("The prompt's arguments, by name"),
    }),
    read: async ({ connection }, { name, arguments: args = {} }) => formatPrompt(await connection.prompt(name, args)),
  }),
];

/** Creates the tools for the features that at least one server has. */
export function createReadingTools(servers: readonly AgentServer[]): OfferedTool[] {
  return tools.filter(({ needs }) => servers.some((server) => isAvailable(server, needs)))
    .map((tool) => toOfferedTool(tool, servers));
}

function toOfferedTool(tool: ReadingTool, servers: readonly AgentServer[]): OfferedTool {
  const { name, title, description, input } = tool;
  return {
    definition: { name, description, inputSchema: z.toJSONSchema(input) as JSONSchema7 },
    server: "support-mcp",
    name,
    title,
    annotations: { readOnlyHint: true },
    isTrusted: true,
    use: (args) => use(tool, servers, args),
  };
}

async function use({ needs, parse }: ReadingTool, servers: readonly AgentServer[], args: unknown) {
  try {
    const { server: name, read } = parse(args);
    const available = servers.filter((server) => isAvailable(server, needs));
    const server = available.find((server) => server.name === name);
    if (server === undefined) return toFailure(`Unknown server. Servers with ${needs}: ${listNames(available)}.`);
    const text = await read(server) || "(empty)";
    // Our own servers mark the text of customers in their prompts, but not in their resources, which are plain data.
    return { done: true, text, from: needs === "prompts" && server.marksUntrustedText ? null : server.name };
  } catch (error) {
    if (error instanceof z.ZodError) return toFailure(z.prettifyError(error));
    throw error;
  }
}

function toFailure(text: string): ToolOutcome {
  return { done: false, text, from: null };
}

function isAvailable(server: AgentServer, feature: Feature): boolean {
  return !server.isDisconnected && server.connection.offers(feature);
}

function listNames(servers: readonly AgentServer[]): string {
  return servers.map(({ name }) => name).join(", ") || "none";
}

function formatItem(name: string, description: string | undefined): string {
  return description === undefined ? name : `${name}: ${description.replaceAll(/\s+/g, " ")}`;
}

/** Binds the parsed input's type to the function that reads. */
function defineReadingTool<Input extends { server: string }>(
  { input, read, ...tool }: Omit<ReadingTool, "parse"> & {
    input: z.ZodType<Input>;
    read(server: AgentServer, input: Input): Promise<string>;
  },
): ReadingTool {
  return {
    ...tool,
    input,
    parse(args) {
      const parsed = input.parse(args);
      return { server: parsed.server, read: (server) => read(server, parsed) };
    },
  };
}
