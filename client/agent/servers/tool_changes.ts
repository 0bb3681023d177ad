import type { Tool } from "@modelcontextprotocol/client";

/** Checks that a tool can be called directly: tasks (MCP 2025-11-25, basic/utilities/tasks) are not supported. */
export function isCallable({ execution }: Tool): boolean {
  return execution?.taskSupport !== "required";
}

/** Describes the tools that were added and removed; empty if there are none. */
export function describeChanges(before: readonly Tool[], after: readonly Tool[]): string {
  const [oldNames, newNames] = [new Set(before.map(({ name }) => name)), new Set(after.map(({ name }) => name))];
  const [added, removed] = [[...newNames.difference(oldNames)], [...oldNames.difference(newNames)]];
  return [
    ...added.length === 0 ? [] : [`now offers ${added.join(", ")}`],
    ...removed.length === 0 ? [] : [`no longer offers ${removed.join(", ")}`],
  ].join(", and ");
}
