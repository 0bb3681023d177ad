import type { ServerCommand } from "../transports/mod.ts";
import { createProcessSource, getInheritedEnvironment, type ServerSource } from "./server_source.ts";

/**
 * How to start this very program as a server: the compiled binary itself, or else Deno with the program's main module.
 * `SUPPORT_MCP_*` variables, which set up a server that somebody else starts, are kept from it.
 *
 * @param args What follows the program's name, such as `["serve", "tickets"]`.
 */
export function getOwnCommand(args: readonly string[]): ServerCommand {
  return {
    name: ["support-mcp", ...args].join(" "),
    program: Deno.execPath(),
    args: Deno.build.standalone ? args : ["run", "-A", "--unstable-kv", getMainModule(), ...args],
    environment: Object.fromEntries(
      Object.entries(getInheritedEnvironment()).filter(([variable]) => !variable.startsWith("SUPPORT_MCP_")),
    ),
  };
}

/**
 * This program's own two servers, on one store.
 *
 * @param flags What both are started with, such as `["--demo"]`.
 */
export function createOwnServers(flags: readonly string[]): ServerSource[] {
  return ["tickets", "customers"].map((name) => ({
    ...createProcessSource({ ...getOwnCommand(["serve", name, ...flags]), name }),
    marksText: true,
  }));
}

/** The one place that knows where `main.ts` is, seen from here; in a compiled program nobody asks. */
function getMainModule(): string {
  return new URL("../../main.ts", import.meta.url).href;
}
