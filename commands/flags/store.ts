/** The flag that names the store, for the commands that work on its data. */

import { textOf } from "./environment.ts";

export const db = {
  kind: "parsed",
  parse: String,
  optional: true,
  placeholder: "LOCATION",
  brief: "The store: a path, or the URL of a KV Connect server (SUPPORT_MCP_DB)",
} as const;

/** The store that the command line names, or else the environment. */
export function locationOf(flags: { db?: string }): string | undefined {
  return flags.db ?? textOf("SUPPORT_MCP_DB");
}
