/** Describes the tools of a server in the words of its changes. */

import type { Tool } from "@modelcontextprotocol/client";
import type { UnusableTool } from "../../connection/mod.ts";
import { truncateLine } from "../../../base/text/truncate.ts";

/** The maximum number of unusable tools that are named. */
const MAX_NAMED = 5;

/** Describes the tools that were added and removed; empty if there are none. */
export function describeChanges(before: readonly Tool[], after: readonly Tool[]): string {
  const [oldNames, newNames] = [new Set(before.map(({ name }) => name)), new Set(after.map(({ name }) => name))];
  const [added, removed] = [[...newNames.difference(oldNames)], [...oldNames.difference(newNames)]];
  return [
    ...added.length === 0 ? [] : [`now offers ${added.join(", ")}`],
    ...removed.length === 0 ? [] : [`no longer offers ${removed.join(", ")}`],
  ].join(", and ");
}

/** Describes the tools that cannot be used; empty if there are none. */
export function describeUnusable(tools: readonly UnusableTool[]): string {
  if (tools.length === 0) return "";
  const named = tools.slice(0, MAX_NAMED).map(({ name, reason }) => `${truncateLine(name, 60)} (${reason})`);
  const more = tools.length > MAX_NAMED ? [`${tools.length - MAX_NAMED} more`] : [];
  return `has tools with invalid definitions, which are not used: ${[...named, ...more].join(", ")}`;
}
