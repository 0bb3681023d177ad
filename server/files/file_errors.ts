/** Why a file can't be read or written, in words for people. */

import { DeskError } from "../../store/mod.ts";
import type { Folder } from "./folders.ts";

/** The refusal of a path that isn't in a shared folder, or no longer is. */
export function createOutsideError(path: string, folders: readonly Folder[]): DeskError {
  const shared = folders.map(({ path: named }) => named).join(", ");
  return new DeskError(
    "invalid",
    `${path} is outside the folders that this host shares (${shared}): choose a file inside.`,
  );
}

/** Whether the system says that there is nothing at a path. */
export function isMissing(error: unknown): boolean {
  const code = getErrorCode(error);
  return code === "ENOENT" || code === "ENOTDIR";
}

const REASONS: Record<string, [reason: string, wayOut: string]> = {
  EACCES: ["the server isn't allowed to", "change its permissions or choose another place"],
  EPERM: ["the server isn't allowed to", "change its permissions or choose another place"],
  EROFS: ["the file system is read-only", "choose another place"],
  ENOSPC: ["the disk is full", "free some space or choose another place"],
  EDQUOT: ["the disk quota is used up", "free some space or choose another place"],
  EISDIR: ["it is a folder", "name a file in it"],
  ELOOP: ["a symbolic link on the way can't be followed", "name the file itself"],
  ENOENT: ["it was removed meanwhile", "try again once nothing changes it"],
  ENAMETOOLONG: ["its name is too long for the file system", "choose a shorter one"],
};

/** A failure of the system as one of the desk's; any other error stays what it is. */
export function toFileError(error: unknown, doing: "read" | "write", path: string): unknown {
  const code = getErrorCode(error);
  if (code === undefined || error instanceof DeskError) return error;
  const [reason, wayOut] = REASONS[code] ?? [`the system says ${code}`, "choose another file"];
  return new DeskError("invalid", `Cannot ${doing} ${path}: ${reason}; ${wayOut}.`, { cause: error });
}

/** The system's name of an error, such as `ENOENT`. */
export function getErrorCode(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}
