/** A file that cannot be read or written. The message names the file, the reason and the solution. */
export class DataError extends Error {
  override name = "DataError";
}

/**
 * Converts an error of the file system.
 *
 * @param doing The failed operation, such as `read`.
 * @param error The thrown value.
 */
export function toDataError(doing: string, path: string, error: unknown): DataError {
  if (error instanceof DataError) return error;
  return new DataError(`Cannot ${doing} ${path}: ${describeFileError(error)}`, { cause: error });
}

function describeFileError(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "it does not exist. Check the path.";
  if (error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotCapable) {
    return "permission denied. Change its permissions, or choose another place.";
  }
  if (error instanceof Deno.errors.NotADirectory) {
    return "part of the path is a file, not a folder. Use a path in a folder.";
  }
  const message = error instanceof Error ? error.message : String(error);
  if (/no space left|disk is full/i.test(message)) return "the disk is full. Free some space and try again.";
  if (/read-only file system/i.test(message)) return "the disk is read-only. Choose another place.";
  return `${message.replace(/\.$/, "")}.`;
}
