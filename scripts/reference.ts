// deno-lint-ignore-file no-console -- what it prints is for the person at the terminal
/**
 * `deno task reference`: writes the README's tables of tools, resources and prompts from their definitions.
 * With `--check` it only says whether they are up to date.
 *
 * @module
 */

import * as z from "zod";
import { customersServer, type ServerDefinition, ticketsServer } from "../server/mod.ts";

const README = new URL("../README.md", import.meta.url);

/** What each marked part of the README holds. */
const PARTS: Record<string, () => string> = {
  "tickets-tools": () => formatTools(ticketsServer),
  "tickets-resources": () => formatResources(ticketsServer),
  "tickets-prompts": () => formatPrompts(ticketsServer),
  "customers-tools": () => formatTools(customersServer),
  "customers-resources": () => formatResources(customersServer),
};

/**
 * A text with its marked parts written anew.
 *
 * @param text Holds `<!-- NAME -->` … `<!-- /NAME -->` for each part.
 * @throws {Error} When a mark is missing.
 */
export function updateReference(text: string): string {
  return Object.entries(PARTS).reduce((written, [name, table]) => {
    const part = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`);
    if (!part.test(written)) throw new Error(`README.md has no part <!-- ${name} -->`);
    return written.replace(part, (_, begin, end) => `${begin}\n${table()}\n\n${end}`);
  }, text);
}

function formatTools({ tools }: ServerDefinition): string {
  const rows = tools.map(({ name, title, inputSchema, annotations }) => [
    `\`${name}\``,
    title,
    formatArguments(inputSchema),
    annotations.readOnlyHint ? "reads" : annotations.destructiveHint ? "changes what is there" : "adds",
  ]);
  return formatTable(["tool", "", "arguments", "does"], rows);
}

/** The arguments of every writing tool, which the README tells of once. */
const COMMON_ARGUMENTS = ["expected_revision", "idempotency_key"];

/** Names in code style, with a question mark where they may be left out. */
function formatArguments(schema: z.ZodObject): string {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input" });
  return Object.keys(properties)
    .filter((name) => !COMMON_ARGUMENTS.includes(name))
    .map((name) => `\`${name}${required.includes(name) ? "" : "?"}\``)
    .join(" ");
}

function formatResources({ resources }: ServerDefinition): string {
  return formatTable(
    ["URI", "", "what it holds"],
    resources.map(({ uri, name, description }) => [`\`${uri}\``, name, description]),
  );
}

function formatPrompts({ prompts }: ServerDefinition): string {
  return formatTable(
    ["prompt", "arguments", "what for"],
    prompts.map(({ name, argsSchema, description }) => [`\`${name}\``, formatArguments(argsSchema), description]),
  );
}

/** A table as `deno fmt` lays it out. */
function formatTable(head: string[], rows: string[][]): string {
  const widths = head.map((title, column) =>
    Math.max(3, ...[head, ...rows].map((row) => row[column]!.length), title.length)
  );
  const line = (cells: string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

if (import.meta.main) {
  const text = await Deno.readTextFile(README);
  const written = updateReference(text);
  if (Deno.args.includes("--check")) {
    if (written !== text) {
      console.error("README.md's tables are out of date: run deno task reference");
      Deno.exit(1);
    }
  } else {
    await Deno.writeTextFile(README, written);
  }
}
