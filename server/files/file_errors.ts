/** Errors of reading and writing files, as errors of the desk. */

import { DeskError } from "../../store/mod.ts";
import type { Folder } from "./folders.ts";

/** Creates the error for a path that is not, or no longer, in a shared folder. */
export function createOutsideError(path: string, folders: readonly Folder[]): DeskError {
  const shared = folders.map(({ path }) => path).join(", ");
  return new DeskError(
    "invalid",
    `${path} is outside the shared folders (${shared}). Choose a file in one of them.`,
  );
}

/** Creates the error for a path with a name that starts with a dot. */
export function createHiddenError(path: string): DeskError {
  return new DeskError(
    "invalid",
    `${path} is hidden: a name in it starts with a dot. Such files are neither read nor written. Choose another file.`,
  );
}

/** Checks if the system reported that a path does not exist. */
export function isMissing(error: unknown): boolean {
  const code = getErrorCode(error);
  return code === "ENOENT" || code === "ENOTDIR";
}

const REASONS: Record<string, [reason: string, remedy: string]> = {
  EACCES: ["permission denied", "Change its permissions or choose another path"],
  EPERM: ["permission denied", "Change its permissions or choose another path"],
  EROFS: ["the file system is read-only", "Choose another folder"],
  ENOSPC: ["the disk is full", "Free some space or choose another folder"],
  EDQUOT: ["the disk quota is exceeded", "Free some space or choose another folder"],
  EISDIR: ["it is a folder", "Choose a file in it"],
  ELOOP: ["a symbolic link in the path cannot be followed", "Choose the file that it points to"],
  ENOENT: ["it was removed during the call", "Try again"],
  ENAMETOOLONG: ["its name is too long for the file system", "Choose a shorter name"],
};

/** Converts an error of the system to an error of the desk. Other errors are returned unchanged. */
export function toFileError(error: unknown, operation: "read" | "write", path: string): unknown {
  const code = getErrorCode(error);
  if (code === undefined || error instanceof DeskError) return error;
  const [reason, remedy] = REASONS[code] ?? [`the system reports ${code}`, "Choose another file"];
  return new DeskError("invalid", `Cannot ${operation} ${path}: ${reason}. ${remedy}.`, { cause: error });
}

/** Returns the system's code of an error, such as `ENOENT`. */
export function getErrorCode(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}
