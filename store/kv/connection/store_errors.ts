/** Errors of Deno KV and the file system in the words of the desk. */

import { DeskError } from "../../errors.ts";
import { isServerUrl } from "../../location.ts";
import { DamagedEntryError } from "../forms/mod.ts";
import { LockTimeoutError, StoreGoneError } from "../file/mod.ts";
import { NotSentError } from "./timeout.ts";

/** A message of SQLite or Deno, the reason in plain words, and what to do. */
interface KnownError {
  pattern: RegExp;
  reason: string;
  remedy: string;
}

const MAKE_WRITABLE =
  "Make the file, its companions (.lock, -wal, -shm) and its folder writable for this user, or name another file with --db.";

const KNOWN_ERRORS: readonly KnownError[] = [
  {
    pattern: /was moved, removed or replaced while it was open/,
    reason: "it was moved, removed or replaced while it was open",
    remedy: "Put its files back, or stop all servers and hosts that use it and start them again.",
  },
  {
    pattern: /disk is full|no space left/i,
    reason: "the disk is full",
    remedy: "Free some space and try again.",
  },
  {
    pattern: /file too large|EFBIG/i,
    reason: "the file has reached the size limit",
    remedy: "Raise the file size limit or free some space, then try again.",
  },
  {
    pattern: /database is locked|database is busy/i,
    reason: "another program has locked it",
    remedy: "Close that program (perhaps a database browser) and try again.",
  },
  {
    pattern: /too many conflicts/i,
    reason: "too many conflicts with other writers",
    remedy: "Try again.",
  },
  {
    pattern: /read-?only/i,
    reason: "it is read-only",
    remedy: MAKE_WRITABLE,
  },
  {
    pattern: /permission denied|requires \w+ access|os error 13/i,
    reason: "permission denied",
    remedy: MAKE_WRITABLE,
  },
  {
    pattern: /malformed|not a database/i,
    reason: "the file is damaged",
    remedy: "Restore a backup (support-mcp restore), or repair it (support-mcp check --repair).",
  },
  {
    pattern: /is a directory|unable to open database file/i,
    reason: "it is a folder, or cannot be created there",
    remedy: "Name a file with --db.",
  },
  {
    pattern: /not a directory|file exists|name too long|no such file/i,
    reason: "the path is too long, or a part of it is not a folder",
    remedy: "Name another file with --db.",
  },
  {
    pattern: /Missing DENO_KV_ACCESS_TOKEN|401 Unauthorized|Invalid access token/i,
    reason: "the access token is missing or wrong",
    remedy: "Set DENO_KV_ACCESS_TOKEN to the token of that server.",
  },
  {
    pattern: /not a valid KV Connect endpoint/i,
    reason: "the URL is not a KV Connect server",
    remedy: "Check the URL.",
  },
  {
    pattern: /error sending request|connect error/i,
    reason: "the server cannot be reached",
    remedy: "Check that it is running and that the URL is correct.",
  },
  {
    pattern: /no response/i,
    reason: "the server does not respond",
    remedy: "Check that it is running and can be reached, then try again.",
  },
  {
    pattern: /disk I\/O error/i,
    reason: "the disk cannot be read or written (disk I/O error)",
    remedy: "Check the disk, its free space and its quotas, then try again.",
  },
  {
    pattern: /Bad resource|Database is closed|Interrupted/i,
    reason: "it is closed",
    remedy: "Restart support-mcp. If it happens again, repair the store (support-mcp check --repair).",
  },
];

/**
 * Converts an error of Deno KV or the file system into a {@linkcode DeskError} `unavailable`.
 *
 * @param what The failed action, such as `Cannot save to the store /data/desk.db`.
 * @param cause The error.
 * @param consequence A sentence about the outcome, such as `Nothing was changed.`
 */
export function toUnavailableError(what: string, cause: unknown, consequence = ""): DeskError {
  const message = getMessage(cause);
  // The message of a lock has the command line of its holder, which may contain anything.
  const known = cause instanceof LockTimeoutError
    ? undefined
    : KNOWN_ERRORS.find(({ pattern }) => pattern.test(message));
  const sentences = [`${what}: ${known?.reason ?? stripFullStop(message)}.`, consequence, known?.remedy ?? ""];
  return new DeskError("unavailable", sentences.filter((sentence) => sentence !== "").join(" "), { cause });
}

/** Converts an error that prevented a read, unless it is a {@linkcode DeskError} already. */
export function toReadError(location: string, cause: unknown): DeskError {
  return cause instanceof DeskError ? cause : toUnavailableError(`Cannot read the store ${location}`, cause);
}

/**
 * Converts an error that prevented a commit.
 *
 * @param certain False if the change may have been saved: a server may commit what it can no longer acknowledge.
 */
export function toNotSavedError(
  location: string,
  cause: unknown,
  certain = isCertainlyNotSaved(location, cause),
): DeskError {
  const consequence = certain
    ? "Nothing was changed."
    : "The change may have been saved: check before you retry, or repeat the same call with its idempotency key, " +
      "which never applies a change twice.";
  return toUnavailableError(`Cannot save to the store ${location}`, cause, consequence);
}

function isCertainlyNotSaved(location: string, cause: unknown): boolean {
  if (cause instanceof StoreGoneError) return !cause.mayBeSaved;
  return !isServerUrl(location) || cause instanceof NotSentError;
}

/** Reports whether another connection was writing to the file at that moment. Nothing was written; a retry may succeed. */
export function isLocked(error: unknown): boolean {
  return error instanceof Error && /database is locked|database is busy/i.test(error.message);
}

/** Returns the original message, even if the error was converted before. That of a damaged entry names it. */
function getMessage(cause: unknown): string {
  if (cause instanceof DamagedEntryError) return cause.message;
  if (cause instanceof DeskError && cause.cause !== undefined) return getMessage(cause.cause);
  return cause instanceof Error ? cause.message : String(cause);
}

function stripFullStop(message: string): string {
  return message.trim().replace(/\.$/, "");
}
