/** The agent's own tools, by which a model gets at what servers offer beside tools: resources and prompts. */

import type { JSONSchema7 } from "ai";
import * as z from "zod";
import type { AgentServer } from "./agent_server.ts";
import type { Offer, Used } from "./offer.ts";
import { textOfPrompt, textOfResource } from "./result_text.ts";

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
  readingTool({
    name: "list_resources",
    title: "List resources",
    description: "List what a server offers to be read by read_resource: addresses, and templates of addresses",
    needs: "resources",
    input: z.object({ server }),
    async read({ connection }) {
      const [resources, templates] = await Promise.all([connection.resources(), connection.resourceTemplates()]);
      return [
        ...resources.map(({ uri, name, description }) => inOneLine(uri, description ?? name)),
        ...templates.map(({ uriTemplate, name, description }) => inOneLine(uriTemplate, description ?? name)),
      ].join("\n");
    },
  }),
  readingTool({
    name: "read_resource",
    title: "Read resource",
    description: "Read one of the resources that list_resources shows",
    needs: "resources",
    input: z.object({ server, uri: z.string().describe("Its address, with the variables of a template filled in") }),
    read: async ({ connection }, { uri }) => textOfResource(await connection.read(uri)),
  }),
  readingTool({
    name: "list_prompts",
    title: "List prompts",
    description: "List the guides that a server has for certain kinds of work, which get_prompt gives",
    needs: "prompts",
    input: z.object({ server }),
    async read({ connection }) {
      const prompts = await connection.prompts();
      return prompts.map(({ name, description, arguments: args = [] }) => {
        const names = args.map(({ name, required }) => required ? name : `${name}?`).join(", ");
        return inOneLine(`${name}(${names})`, description);
      }).join("\n");
    },
  }),
  readingTool({
    name: "get_prompt",
    title: "Get prompt",
    description: "Get one of the guides that list_prompts shows, filled in for the work at hand",
    needs: "prompts",
    input: z.object({
      server,
      name: z.string(),
      arguments: z.record(z.string(), z.string()).optional().describe("The guide's arguments, by name"),
    }),
    read: async ({ connection }, { name, arguments: args = {} }) => textOfPrompt(await connection.prompt(name, args)),
  }),
];

/** The tools for what at least one of the servers offers. */
export function readingToolsFor(servers: readonly AgentServer[]): Offer[] {
  return tools.filter(({ needs }) => servers.some((server) => offers(server, needs))).map((tool) =>
    offerOf(tool, servers)
  );
}

function offerOf(tool: ReadingTool<z.ZodObject>, servers: readonly AgentServer[]): Offer {
  const { name, title, description, needs, input } = tool;
  return {
    tool: { name, description, inputSchema: z.toJSONSchema(input) as JSONSchema7 },
    server: "support-mcp",
    name,
    title,
    annotations: { readOnlyHint: true },
    async use(args): Promise<Used> {
      const parsed = input.safeParse(args);
      if (!parsed.success) return mistake(z.prettifyError(parsed.error));
      const able = servers.filter((server) => offers(server, needs));
      const server = able.find(({ name }) => name === parsed.data.server);
      if (server === undefined) return mistake(`Servers with ${needs} are: ${namesOf(able) || "none"}.`);
      const text = await tool.read(server, parsed.data) || "There is nothing.";
      // In their prompts our own servers mark what customers wrote, but not in their resources, which are plain data.
      return { done: true, text, from: needs === "prompts" && server.marksText ? null : server.name };
    },
  };
}

function mistake(text: string): Used {
  return { done: false, text, from: null };
}

function offers(server: AgentServer, what: "resources" | "prompts"): boolean {
  return !server.isLost && server.connection.offers(what);
}

function namesOf(servers: readonly AgentServer[]): string {
  return servers.map(({ name }) => name).join(", ");
}

function inOneLine(name: string, description: string | undefined): string {
  return description === undefined ? name : `${name}: ${description.replaceAll(/\s+/g, " ")}`;
}

/** Gives a tool its types. */
function readingTool<Input extends z.ZodObject>(tool: ReadingTool<Input>): ReadingTool<z.ZodObject> {
  return tool as unknown as ReadingTool<z.ZodObject>;
}
