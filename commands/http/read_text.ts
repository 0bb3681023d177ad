import { CommandError } from "../process/mod.ts";

/**
 * Reads a file that a flag names.
 *
 * @param flag The flag, such as `--tls-key`.
 * @throws {CommandError} If the file cannot be read.
 */
export async function readText(path: string, flag: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    throw new CommandError(`${flag} cannot be read: ${path}: ${describeReadError(error)}`, 1, { cause: error });
  }
}

function describeReadError(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "no such file. Check the path.";
  if (error instanceof Deno.errors.IsADirectory) return "it is a folder. Name a file in it.";
  if (error instanceof Deno.errors.PermissionDenied) return "permission denied. Let this user read it.";
  return `${(error as Error).message.replace(/\.$/, "")}.`;
}
