/** Selects the tools and prompts that a server offers (`--read-only`, `--tools`). */

export interface ToolFilter {
  /** Offer only read-only tools. */
  readOnly?: boolean;
  /** Offer only these tools. */
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

/**
 * Selects the tools that pass the filter.
 *
 * @throws {RangeError} If `tools` names a tool that the server does not have.
 */
export function filterTools<Tool extends FilterableTool>(
  { definition, readOnly, tools }: FilterOptions<Tool>,
): Tool[] {
  const names = definition.tools.map((tool) => tool.name);
  const unknown = tools?.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new RangeError(`${definition.name} has no tool "${unknown}". It has: ${names.join(", ")}.`);
  }
  return definition.tools.filter((tool) =>
    (!readOnly || tool.annotations.readOnlyHint) && (tools === undefined || tools.includes(tool.name))
  );
}

/** Selects the prompts for which all required tools are offered. */
export function filterPrompts<Prompt extends { requiredTools: readonly string[] }>(
  prompts: readonly Prompt[],
  tools: readonly FilterableTool[],
): Prompt[] {
  const names = new Set(tools.map(({ name }) => name));
  return prompts.filter(({ requiredTools }) => requiredTools.every((tool) => names.has(tool)));
}
