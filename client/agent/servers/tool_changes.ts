/** The lists of tools that servers give. */

import type { Tool } from "@modelcontextprotocol/client";

/** All but tools that only run as tasks (MCP 2025-11-25, basic/utilities/tasks), which this program doesn't know. */
export function isCallable({ execution }: Tool): boolean {
  return execution?.taskSupport !== "required";
}

/** What changed, in words; empty when nothing did that anybody must know. */
export function describeChanges(before: readonly Tool[], after: readonly Tool[]): string {
  const [had, has] = [new Set(before.map(({ name }) => name)), new Set(after.map(({ name }) => name))];
  const [added, removed] = [[...has.difference(had)], [...had.difference(has)]];
  return [
    ...added.length === 0 ? [] : [`now offers ${added.join(", ")}`],
    ...removed.length === 0 ? [] : [`no longer offers ${removed.join(", ")}`],
  ].join(", and ");
}
