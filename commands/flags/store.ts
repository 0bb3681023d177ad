/** The flag that names the store, for the commands that work on its data. */

import { readVariable } from "../values/environment.ts";

export const dbFlag = {
  kind: "parsed",
  parse: String,
  optional: true,
  placeholder: "LOCATION",
  brief: "The store: a path, or the URL of a KV Connect server (SUPPORT_MCP_DB)",
} as const;

/** The store that the command line names, or else the environment. */
export function getLocation(flags: { db?: string }): string | undefined {
  return flags.db ?? readVariable("SUPPORT_MCP_DB");
}
