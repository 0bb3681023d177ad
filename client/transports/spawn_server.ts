import { HAS_PROCESS_GROUPS } from "../../base/system/process_group.ts";
import type { ServerCommand } from "./server_command.ts";
import { ServerError } from "../errors/mod.ts";

/**
 * Starts a server's process with pipes to its standard streams.
 *
 * @throws {ServerError} If the program or folder does not exist, or the program cannot be run.
 */
export function spawnServer({ name, program, args, environment, directory }: ServerCommand): Deno.ChildProcess {
  try {
    return new Deno.Command(program, {
      args: [...args],
      ...(environment && { clearEnv: true, env: environment }),
      ...(directory !== undefined && { cwd: directory }),
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
      detached: HAS_PROCESS_GROUPS,
    }).spawn();
  } catch (error) {
    throw new ServerError(name, `failed to start: ${explainSpawnError(program, directory, error)}`, [], {
      cause: error,
    });
  }
}

function explainSpawnError(program: string, directory: string | undefined, error: unknown): string {
  if (directory !== undefined && !isFolder(directory)) return `working directory \`${directory}\` does not exist`;
  if (error instanceof Deno.errors.NotFound) {
    return `program \`${program}\` not found; check the spelling or give the full path`;
  }
  if (error instanceof Deno.errors.PermissionDenied) return `\`${program}\` is not executable`;
  return error instanceof Error ? error.message : String(error);
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
