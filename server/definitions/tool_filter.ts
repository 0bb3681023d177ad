/** What a server offers where not all of it is wanted (`--read-only`, `--tools`) or possible. */

export interface ToolFilter {
  /** The reading tools alone. */
  readOnly?: boolean;
  /** These tools alone. */
  tools?: readonly string[];
  /** The client is on another machine, or may be: tools that work on files of its machine aren't offered. */
  remote?: boolean;
}

/** A tool, as far as an offer looks at it. */
interface FilterableTool {
  name: string;
  annotations: { readOnlyHint?: boolean | undefined };
  local?: true;
}

interface FilterOptions<OneTool extends FilterableTool> extends ToolFilter {
  definition: { name: string; tools: readonly OneTool[] };
}

/**
 * The tools that are left by `readOnly`, `tools` and `remote`.
 *
 * @throws {RangeError} When `tools` names one that the server doesn't have, or can't offer.
 */
export function filterTools<OneTool extends FilterableTool>(
  { definition, readOnly, tools, remote }: FilterOptions<OneTool>,
): OneTool[] {
  const local = remote ? definition.tools.find((tool) => tool.local && tools?.includes(tool.name)) : undefined;
  if (local) {
    throw new RangeError(`${local.name} works on files of the client's machine: it can't be offered over HTTP`);
  }
  const names = definition.tools.map((tool) => tool.name);
  const unknown = tools?.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new RangeError(`${definition.name} has no tool "${unknown}": it has ${names.join(", ")}`);
  }
  return definition.tools.filter((tool) =>
    (!readOnly || tool.annotations.readOnlyHint) && (tools === undefined || tools.includes(tool.name)) &&
    (!remote || !tool.local)
  );
}

/** The prompts that send the model to offered tools alone. */
export function filterPrompts<Prompt extends { uses: readonly string[] }>(
  prompts: readonly Prompt[],
  tools: readonly FilterableTool[],
): Prompt[] {
  const names = new Set(tools.map(({ name }) => name));
  return prompts.filter(({ uses }) => uses.every((tool) => names.has(tool)));
}
