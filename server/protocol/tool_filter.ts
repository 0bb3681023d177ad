/** Selects the tools and prompts that a server offers (`--read-only`, `--tools`). */

export interface ToolFilter {
  /** Offer only read-only tools. */
  readOnly?: boolean;
  /** Offer only these tools. */
  tools?: readonly string[];
  /** The client may be on another machine, so tools that work on its files are not offered. */
  remote?: boolean;
}

/** The part of a tool that the filter needs. */
interface FilterableTool {
  name: string;
  annotations: { readOnlyHint?: boolean | undefined };
  local?: true;
}

interface FilterOptions<Tool extends FilterableTool> extends ToolFilter {
  definition: { name: string; tools: readonly Tool[] };
}

/**
 * Selects the tools that pass the filter.
 *
 * @throws {RangeError} If `tools` names a tool that the server does not have, or cannot offer to a remote client.
 */
export function filterTools<Tool extends FilterableTool>(
  { definition, readOnly, tools, remote }: FilterOptions<Tool>,
): Tool[] {
  const local = remote ? definition.tools.find((tool) => tool.local && tools?.includes(tool.name)) : undefined;
  if (local) {
    throw new RangeError(
      `${local.name} works on files of the client's machine, so it is not available over HTTP. Remove it from --tools.`,
    );
  }
  const names = definition.tools.map((tool) => tool.name);
  const unknown = tools?.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new RangeError(`${definition.name} has no tool "${unknown}". It has: ${names.join(", ")}.`);
  }
  return definition.tools.filter((tool) =>
    (!readOnly || tool.annotations.readOnlyHint) && (tools === undefined || tools.includes(tool.name)) &&
    (!remote || !tool.local)
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
