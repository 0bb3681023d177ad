import { CommandError } from "../../command_error.ts";

/**
 * Reads a file that a flag names.
 *
 * @param what It is, such as `the key`.
 * @throws {CommandError} When it can't be read.
 */
export async function readText(path: string, what: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    throw new CommandError(`Can't read ${what} ${path}: ${describeReadError(error)}.`, 1, { cause: error });
  }
}

function describeReadError(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "there is no such file";
  if (error instanceof Deno.errors.IsADirectory) return "it is a folder";
  if (error instanceof Deno.errors.PermissionDenied) return "this user may not";
  return (error as Error).message;
}
