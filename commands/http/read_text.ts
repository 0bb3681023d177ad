import type { Log } from "../output/mod.ts";
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

/** The mode bits for the group and for others (stat(2)). */
const READABLE_BY_OTHERS = 0o044;
const WRITABLE_BY_OTHERS = 0o022;

/**
 * Warns if other users of the machine can read or change a secret file. Windows has no mode bits.
 *
 * @param flag The flag that names the file, such as `--tls-key`.
 */
export async function warnAboutMode(path: string, flag: string, log: Log): Promise<void> {
  const { mode } = await Deno.stat(path);
  if (mode === null || (mode & (READABLE_BY_OTHERS | WRITABLE_BY_OTHERS)) === 0) return;
  if ((mode & WRITABLE_BY_OTHERS) !== 0) {
    log.warning("Other users can change {path} ({flag}). Run chmod 600 on it.", { path, flag });
  } else {
    log.warning("Other users can read {path} ({flag}). Run chmod 600 on it.", { path, flag });
  }
}
