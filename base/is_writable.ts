import { access, constants } from "node:fs/promises";

/** Checks if a file may be written. A file that is read-only for everyone is not, even for the superuser. */
export async function isWritable(path: string): Promise<boolean> {
  const { mode } = await Deno.stat(path);
  if (mode !== null && (mode & 0o222) === 0) return false;
  try {
    await access(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
