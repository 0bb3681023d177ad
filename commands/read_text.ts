import { Failure } from "./failure.ts";

/**
 * Reads a file that a flag names.
 *
 * @param what It is, such as `the key`.
 * @throws {Failure} When it can't be read.
 */
export async function readText(path: string, what: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    const reason = error instanceof Deno.errors.NotFound ? "there is no such file" : (error as Error).message;
    throw new Failure(`Can't read ${what} ${path}: ${reason}.`, 1, { cause: error });
  }
}
