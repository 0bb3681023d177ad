/** The agent's own tools, by which a model gets at what servers offer beside tools: resources and prompts. */

import type { JSONSchema7 } from "ai";
import * as z from "zod";
import type { AgentServer } from "../servers/mod.ts";
import type { OfferedTool, ToolOutcome } from "./offered_tool.ts";
import { formatPrompt, formatResource } from "./result_text.ts";

/** The names that these tools have. */
export const READING_TOOLS = ["list_resources", "read_resource", "list_prompts", "get_prompt"] as const;

interface ReadingTool<Input extends z.ZodObject> {
  name: (typeof READING_TOOLS)[number];
  title: string;
  description: string;
  needs: "resources" | "prompts";
  input: Input;
  read(server: AgentServer, input: z.output<Input>): Promise<string>;
}

const server = z.string().describe("The server's name");

const tools = [
  defineReadingTool({
    name: "list_resources",
    title: "List resources",
    description: "List what a server offers to be read by read_resource: addresses, and templates of addresses",
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
    description: "Read one of the resources that list_resources shows",
    needs: "resources",
    input: z.object({ server, uri: z.string().describe("Its address, with the variables of a template filled in") }),
    read: async ({ connection }, { uri }) => formatResource(await connection.read(uri)),
  }),
  defineReadingTool({
    name: "list_prompts",
    title: "List prompts",
    description: "List the guides that a server has for certain kinds of work, which get_prompt gives",
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
    description: "Get one of the guides that list_prompts shows, filled in for the work at hand",
    needs: "prompts",
    input: z.object({
      server,
      name: z.string(),
      arguments: z.record(z.string(), z.string()).optional().describe("The guide's arguments, by name"),
    }),
    read: async ({ connection }, { name, arguments: args = {} }) => formatPrompt(await connection.prompt(name, args)),
  }),
];

/** The tools for what at least one of the servers offers. */
export function createReadingTools(servers: readonly AgentServer[]): OfferedTool[] {
  return tools.filter(({ needs }) => servers.some((server) => isAvailable(server, needs))).map((tool) =>
    toOfferedTool(tool, servers)
  );
}

function toOfferedTool(tool: ReadingTool<z.ZodObject>, servers: readonly AgentServer[]): OfferedTool {
  const { name, title, description, needs, input } = tool;
  return {
    definition: { name, description, inputSchema: z.toJSONSchema(input) as JSONSchema7 },
    server: "support-mcp",
    name,
    title,
    annotations: { readOnlyHint: true },
    async use(args): Promise<ToolOutcome> {
      const parsed = input.safeParse(args);
      if (!parsed.success) return toFailure(z.prettifyError(parsed.error));
      const able = servers.filter((server) => isAvailable(server, needs));
      const server = able.find(({ name }) => name === parsed.data.server);
      if (server === undefined) return toFailure(`Servers with ${needs} are: ${listNames(able) || "none"}.`);
      const text = await tool.read(server, parsed.data) || "There is nothing.";
      // In their prompts our own servers mark what customers wrote, but not in their resources, which are plain data.
      return { done: true, text, from: needs === "prompts" && server.marksUntrustedText ? null : server.name };
    },
  };
}

function toFailure(text: string): ToolOutcome {
  return { done: false, text, from: null };
}

function isAvailable(server: AgentServer, what: "resources" | "prompts"): boolean {
  return !server.isDisconnected && server.connection.offers(what);
}

function listNames(servers: readonly AgentServer[]): string {
  return servers.map(({ name }) => name).join(", ");
}

function formatItem(name: string, description: string | undefined): string {
  return description === undefined ? name : `${name}: ${description.replaceAll(/\s+/g, " ")}`;
}

/** Gives a tool its types. */
function defineReadingTool<Input extends z.ZodObject>(tool: ReadingTool<Input>): ReadingTool<z.ZodObject> {
  return tool as unknown as ReadingTool<z.ZodObject>;
}
