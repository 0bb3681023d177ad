import type { ServerCommand } from "./server_command.ts";
import { inheritedEnvironment } from "./server_source.ts";

/**
 * How to start this very program as a server: the compiled binary itself, or else Deno with the program's main module.
 * `SUPPORT_MCP_*` variables, which set up a server that somebody else starts, are kept from it.
 *
 * @param args What follows the program's name, such as `["serve", "tickets"]`.
 */
export function ownProgram(args: readonly string[]): ServerCommand {
  return {
    name: ["support-mcp", ...args].join(" "),
    program: Deno.execPath(),
    args: Deno.build.standalone ? args : ["run", "-A", "--unstable-kv", mainModule(), ...args],
    environment: Object.fromEntries(
      Object.entries(inheritedEnvironment()).filter(([variable]) => !variable.startsWith("SUPPORT_MCP_")),
    ),
  };
}

/** The one place that knows where `main.ts` is, seen from here; in a compiled program nobody asks. */
function mainModule(): string {
  return new URL("../main.ts", import.meta.url).href;
}
