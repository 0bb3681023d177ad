import type { ServerCommand } from "./server_command.ts";
import { ServerError } from "../errors/mod.ts";

/** Whether a server gets a process group of its own, which can be signalled as a whole: Windows has none. */
export const HAS_PROCESS_GROUPS = Deno.build.os !== "windows";

/**
 * Starts a server's process, with pipes to it.
 *
 * @throws {ServerError} When there is no such program or folder, or it can't be run.
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
    throw new ServerError(name, `cannot be started: ${explainSpawnError(program, directory, error)}`, [], {
      cause: error,
    });
  }
}

function explainSpawnError(program: string, directory: string | undefined, error: unknown): string {
  if (directory !== undefined && !isFolder(directory)) return `there is no folder \`${directory}\` to run it in`;
  if (error instanceof Deno.errors.NotFound) {
    return `there is no program \`${program}\`; check its spelling, or give its whole path`;
  }
  if (error instanceof Deno.errors.PermissionDenied) return `\`${program}\` is not a program that may be run`;
  return error instanceof Error ? error.message : String(error);
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
