import { customersServer, ticketsServer } from "../../server/mod.ts";

/**
 * Completes a comma-separated list of tool names.
 *
 * @param partial The list so far; its last name is unfinished.
 * @returns The whole list, once for each name that it can end with.
 */
export function completeToolNames(partial: string): string[] {
  const before = partial.slice(0, partial.lastIndexOf(",") + 1);
  const names = [...ticketsServer.tools, ...customersServer.tools].map((tool) => tool.name);
  return names.map((name) => before + name).filter((list) => list.startsWith(partial));
}
