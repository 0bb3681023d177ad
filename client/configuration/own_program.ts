import type { ServerCommand } from "../transports/mod.ts";
import { getOwnEnvironment } from "./inherited_environment.ts";
import { createProcessSource, type ServerSource } from "./server_source.ts";

/**
 * Returns the command that starts this program as a server: the compiled binary, or Deno with the main module. It omits
 * `SUPPORT_MCP_*` variables, which configure servers that hosts start.
 *
 * @param args The arguments, such as `["serve", "tickets"]`.
 */
export function getOwnCommand(args: readonly string[]): ServerCommand {
  return {
    name: ["support-mcp", ...args].join(" "),
    program: Deno.execPath(),
    args: Deno.build.standalone ? args : ["run", "-A", "--unstable-kv", getMainModule(), ...args],
    environment: getOwnEnvironment(),
  };
}

/**
 * Creates the sources of this program's two servers, on one store. They mark what customers wrote in tickets, but not
 * every name, note and attachment, so the agent marks their results as a whole.
 *
 * @param flags Flags of both servers, such as `["--demo"]`.
 */
export function createOwnServers(flags: readonly string[]): ServerSource[] {
  return ["tickets", "customers"].map((name) => createOwnServer(["serve", name, ...flags], name));
}

/** Creates the source of one server of this program, whose declarations are true. */
export function createOwnServer(args: readonly string[], name: string): ServerSource {
  return { ...createProcessSource({ ...getOwnCommand(args), name }), isTrusted: true };
}

/** Returns the URL of `main.ts`. A compiled program does not need it. */
function getMainModule(): string {
  return new URL("../../main.ts", import.meta.url).href;
}
