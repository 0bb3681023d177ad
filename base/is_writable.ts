/**
 * Checks if an existing file may be written. A file that is read-only for everyone is not, even for the superuser.
 *
 * Opens the file without writing to it: permission bits alone say nothing about groups and capabilities.
 */
export async function isWritable(path: string): Promise<boolean> {
  const { mode } = await Deno.stat(path);
  if (mode !== null && (mode & 0o222) === 0) return false;
  try {
    using _file = await Deno.open(path, { write: true });
    return true;
  } catch {
    return false;
  }
}
