import { ownProgram } from "./own_program.ts";
import { processSource, type ServerSource } from "./server_source.ts";

/**
 * This program's own two servers, on one store.
 *
 * @param flags What both are started with, such as `["--demo"]`.
 */
export function ownServers(flags: readonly string[]): ServerSource[] {
  return ["tickets", "customers"].map((name) => ({
    ...processSource({ ...ownProgram(["serve", name, ...flags]), name }),
    marksText: true,
  }));
}
