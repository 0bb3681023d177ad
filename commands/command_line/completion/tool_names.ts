/**
 * Completes a comma-separated list of tools and groups of tools.
 *
 * @param partial The list so far. Its last name is unfinished.
 * @returns One whole list for each name that fits.
 */
export async function completeToolNames(partial: string): Promise<string[]> {
  const { deskServer, TOOL_GROUPS } = await import("../../../server/mod.ts"); // other completions need no server
  const before = partial.slice(0, partial.lastIndexOf(",") + 1);
  const names = [...TOOL_GROUPS, ...deskServer.tools.map((tool) => tool.name)];
  return names.map((name) => before + name).filter((list) => list.startsWith(partial));
}
