import { getOwnCommand } from "./own_program.ts";
import { createProcessSource, type ServerSource } from "./server_source.ts";

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
