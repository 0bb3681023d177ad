/**
 * Describes a file that is not a regular one.
 *
 * @returns For example `a folder`; undefined for a regular file.
 */
export function describeSpecialFile(info: Deno.FileInfo): string | undefined {
  if (info.isFile) return undefined;
  if (info.isDirectory) return "a folder";
  if (info.isFifo) return "a named pipe";
  if (info.isSocket) return "a socket";
  return "a device";
}
