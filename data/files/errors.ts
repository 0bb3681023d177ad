/** A file that can't be read or written at all. The message is for people: the file, the reason and the way out. */
export class DataError extends Error {
  override name = "DataFailure";
}

/**
 * What the file system wouldn't do, in words for people.
 *
 * @param doing What was tried, such as `read`.
 * @param error What was thrown.
 */
export function toDataError(doing: string, path: string, error: unknown): DataError {
  if (error instanceof DataError) return error;
  return new DataError(`Can't ${doing} ${path}: ${describeFileError(error)}`, { cause: error });
}

function describeFileError(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "it isn't there. Look at the path's spelling.";
  if (error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotCapable) {
    return "permission denied. Change its permissions, or choose another place.";
  }
  if (error instanceof Deno.errors.NotADirectory) return "a part of the path is a file, not a folder.";
  const message = error instanceof Error ? error.message : String(error);
  if (/no space left|disk is full/i.test(message)) return "the disk is full. Free some space and try again.";
  if (/read-only file system/i.test(message)) return "the disk is read-only. Choose another place.";
  return `${message.replace(/\.$/, "")}.`;
}
