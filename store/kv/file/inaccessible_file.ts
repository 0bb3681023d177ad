import { DeskError } from "../../errors.ts";

/** Reports whether SQLite may not read a file, or not create the files beside it that it needs. The file may be sound. */
export function isInaccessible(error: unknown): boolean {
  return error instanceof Error && /unable to open database file|read-?only|permission denied/i.test(error.message);
}

/** Converts an error for which {@linkcode isInaccessible} is true. */
export function createInaccessibleError(path: string, cause: unknown): DeskError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DeskError(
    "unavailable",
    `Cannot read the store ${path}: this user cannot open it (${reason}). ` +
      "Make the file, its companions (-wal, -shm) and its folder readable and writable for this user.",
    { cause },
  );
}
