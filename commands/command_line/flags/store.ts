/** The flag that names the store, for the commands that work on its data. */

import { readVariable } from "../../values/mod.ts";
import { textFlag } from "./parameters.ts";

/** The help's name for the location that `defaultLocation()` resolves. */
export const DEFAULT_STORE = "support-mcp/desk.db in the data directory";

export const dbFlag = textFlag("LOCATION", "Use the store at this path or KV Connect URL", {
  default: DEFAULT_STORE,
  variable: "SUPPORT_MCP_DB",
});

/** Reads the store's location from the command line, or else from the environment. */
export function getLocation(flags: { db?: string }): string | undefined {
  return flags.db ?? readVariable("SUPPORT_MCP_DB");
}
