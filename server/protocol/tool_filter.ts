/** Selects the tools and prompts that a server offers (`--read-only`, `--tools`). */

import { expandGroups, listGroups } from "./tool_groups.ts";

export interface ToolFilter {
  /** Offer only read-only tools. */
  readOnly?: boolean;
  /** Offer only these tools, and the tools of these groups. */
  tools?: readonly string[];
}

/** The part of a tool that the filter needs. */
interface FilterableTool {
  name: string;
  annotations: { readOnlyHint?: boolean | undefined };
}

interface FilterOptions<Tool extends FilterableTool> extends ToolFilter {
  definition: { name: string; tools: readonly Tool[] };
}

/** Names the tools that pass the filter. */
export function listOffered(options: FilterOptions<FilterableTool>): ReadonlySet<string> {
  return new Set(filterTools(options).map(({ name }) => name));
}

/**
 * Selects the tools that pass the filter.
 *
 * @throws {RangeError} If `tools` names a tool or a group that the server does not have.
 */
export function filterTools<Tool extends FilterableTool>(
  { definition, readOnly, tools }: FilterOptions<Tool>,
): Tool[] {
  const chosen = tools && chooseTools(definition, tools);
  return definition.tools.filter((tool) =>
    (!readOnly || tool.annotations.readOnlyHint) && (chosen === undefined || chosen.has(tool.name))
  );
}

function chooseTools(
  { tools }: FilterOptions<FilterableTool>["definition"],
  wanted: readonly string[],
): Set<string> {
  const names = tools.map(({ name }) => name);
  const groups = listGroups(names);
  const unknown = wanted.find((name) => !names.includes(name) && !groups.includes(name));
  if (unknown === undefined) return new Set(expandGroups(wanted));
  throw new RangeError(
    `"${unknown}" is not a tool or group of tools of this server. Groups: ${groups.join(", ")}. Tools: ${
      names.join(", ")
    }.`,
  );
}

/** Words of sentences that only concern changes. */
const CHANGE_WORDS = ["expected_revision", "get_approval"];

/** Leaves out the sentences of instructions that name a tool which is not offered, and those on changes where none can be made. */
export function filterInstructions(
  { instructions, tools }: { instructions: string; tools: readonly { name: string }[] },
  offered: readonly FilterableTool[],
): string {
  const names = new Set(offered.map(({ name }) => name));
  const missing = tools.map(({ name }) => name).filter((name) => !names.has(name));
  if (missing.length === 0) return instructions;
  const canChange = offered.some(({ annotations }) => !annotations.readOnlyHint);
  const naming = new RegExp(`\\b(?:${[...missing, ...canChange ? [] : CHANGE_WORDS].join("|")})\\b`);
  return instructions.split(/(?<=\.) (?=[A-Z])/).filter((sentence) => !naming.test(sentence)).join(" ");
}

/** Selects the prompts for which all required tools are offered. */
export function filterPrompts<Prompt extends { requiredTools: readonly string[] }>(
  prompts: readonly Prompt[],
  tools: readonly FilterableTool[],
): Prompt[] {
  const names = new Set(tools.map(({ name }) => name));
  return prompts.filter(({ requiredTools }) => requiredTools.every((tool) => names.has(tool)));
}
