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

/** Checks if files can be created in a folder, with a temporary one. */
export async function isWritableFolder(path: string): Promise<boolean> {
  try {
    await Deno.remove(await Deno.makeTempFile({ dir: path, prefix: ".support-mcp-" }));
    return true;
  } catch {
    return false; // missing, not a folder, read-only, or not permitted
  }
}
