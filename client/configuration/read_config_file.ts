import { SetupError } from "../errors/mod.ts";
import type { EnvironmentVariables } from "./expand_variables.ts";
import type { ServerSource } from "./server_source.ts";

/**
 * Reads the servers that a host's configuration file lists.
 *
 * @param environment Values for `${NAME}` in the file.
 * @throws {SetupError} When the file cannot be read or is invalid.
 */
export async function readConfigFile(path: string, environment: EnvironmentVariables): Promise<ServerSource[]> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    const reason = error instanceof Deno.errors.NotFound ? "file not found" : (error as Error).message;
    throw new SetupError(`Cannot read configuration file ${path}: ${reason}.`, [], { cause: error });
  }
  const { parseServers } = await import("./config_file.ts"); // few runs need its JSON parser
  return parseServers(text, path, environment);
}
