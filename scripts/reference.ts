// deno-lint-ignore-file no-console -- what it prints is for the person at the terminal
/**
 * `deno task reference`: generates the tables in `docs/tools.md` from the definitions of tools, resources and prompts.
 * With `--check` it changes nothing, and fails if they are out of date.
 *
 * @module
 */

import * as z from "zod";
import { getFirstSentence } from "../base/text/first_sentence.ts";
import { isForAppsOnly } from "../server/apps/mod.ts";
import { schemas } from "../server/definitions/validation/mod.ts";
import { customersServer, deskServer, type ServerDefinition, ticketsServer } from "../server/mod.ts";

const PAGE = new URL("../docs/tools.md", import.meta.url);

/** Generates each marked part of the page. */
const PARTS: Record<string, () => string> = {
  "desk-tools": () => formatTools({ ...deskServer, tools: deskServer.tools.filter(isInNoPart) }),
  "desk-resources": () => formatResources({ ...deskServer, resources: deskServer.resources.filter(isOfDeskOnly) }),
  "desk-prompts": () =>
    formatPrompts({
      ...deskServer,
      prompts: deskServer.prompts.filter((each) => !ticketsServer.prompts.includes(each)),
    }),
  "apps-tools": () => formatAppsTools(deskServer),
  "tickets-tools": () => formatTools(ticketsServer),
  "tickets-resources": () => formatResources(ticketsServer),
  "tickets-prompts": () => formatPrompts(ticketsServer),
  "customers-tools": () => formatTools(customersServer),
  "customers-resources": () => formatResources(customersServer),
};

function isOfDeskOnly(resource: ServerDefinition["resources"][number]): boolean {
  return ![...ticketsServer.resources, ...customersServer.resources].includes(resource);
}

function isInNoPart({ name }: { name: string }): boolean {
  return ![...ticketsServer.tools, ...customersServer.tools].some((tool) => tool.name === name);
}

/**
 * Replaces the marked parts of a page.
 *
 * @param page Has `<!-- NAME -->` … `<!-- /NAME -->` for each part.
 * @throws {Error} If a part is missing.
 */
export function updateReference(page: string): string {
  return Object.entries(PARTS).reduce((updated, [name, format]) => {
    const part = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`);
    if (!part.test(updated)) throw new Error(`docs/tools.md has no part <!-- ${name} -->`);
    return updated.replace(part, (_, start, end) => `${start}\n${format()}\n\n${end}`);
  }, page);
}

/** The tools that only hosts with MCP Apps get. */
function formatAppsTools({ tools, ...rest }: ServerDefinition): string {
  const forApps = tools.filter(isForAppsOnly).map(({ app: _, ...tool }) => tool);
  return formatTools({ ...rest, tools: forApps });
}

function formatTools({ tools }: ServerDefinition): string {
  const rows = tools.filter((tool) => !isForAppsOnly(tool)).map(({ name, description, inputSchema, annotations }) => [
    `\`${name}\``,
    getFirstSentence(description),
    formatArguments(inputSchema(schemas)),
    annotations.readOnlyHint ? "reads" : annotations.destructiveHint ? "overwrites" : "adds",
  ]);
  return formatTable(["tool", "what it does", "arguments", "effect"], rows);
}

/** Taken by every tool that writes; the page mentions them once. */
const COMMON_ARGUMENTS = ["expected_revision", "idempotency_key"];

/** Formats argument names as code, with a question mark after optional ones. */
function formatArguments(schema: z.ZodObject): string {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input" });
  return Object.keys(properties)
    .filter((name) => !COMMON_ARGUMENTS.includes(name))
    .map((name) => `\`${name}${required.includes(name) ? "" : "?"}\``)
    .join(" ");
}

function formatResources({ resources }: ServerDefinition): string {
  return formatTable(
    ["resource", "title", "content"],
    resources.filter(({ isListed }) => isListed !== false).map((
      { uri, name, description },
    ) => [`\`${uri}\``, name, description]),
  );
}

function formatPrompts({ prompts }: ServerDefinition): string {
  return formatTable(
    ["prompt", "arguments", "purpose"],
    prompts.map((
      { name, argsSchema, description },
    ) => [`\`${name}\``, formatArguments(argsSchema(schemas)), description]),
  );
}

/** Formats a table in the way of `deno fmt`. */
function formatTable(head: string[], rows: string[][]): string {
  const widths = head.map((title, column) =>
    Math.max(3, ...[head, ...rows].map((row) => row[column]!.length), title.length)
  );
  const formatRow = (cells: string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`;
  return [formatRow(head), formatRow(widths.map((width) => "-".repeat(width))), ...rows.map(formatRow)].join("\n");
}

if (import.meta.main) {
  const page = await Deno.readTextFile(PAGE);
  const updated = updateReference(page);
  if (Deno.args.includes("--check")) {
    if (updated !== page) {
      console.error("docs/tools.md is out of date. Run deno task reference.");
      Deno.exit(1);
    }
  } else {
    await Deno.writeTextFile(PAGE, updated);
  }
}
