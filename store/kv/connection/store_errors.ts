/** What Deno KV's own errors mean, in words for people. */

import { DeskError } from "../../errors.ts";
import { isServerUrl } from "../../location.ts";
import { NotSentError } from "./server_connection.ts";

/** What a message of SQLite or Deno says, why that is in plain words, and the way out. */
const REASONS: readonly { pattern: RegExp; reason: string; wayOut: string }[] = [
  {
    pattern: /disk is full|no space left/i,
    reason: "the disk is full",
    wayOut: "Free some space and try again.",
  },
  {
    pattern: /file too large|EFBIG/i,
    reason: "the file may not grow any larger",
    wayOut: "Raise the limit of file sizes or free space, and try again.",
  },
  {
    pattern: /database is locked|database is busy/i,
    reason: "another program holds it locked",
    wayOut: "End that program (a database browser, perhaps) and try again.",
  },
  {
    pattern: /other writers came first/i,
    reason: "other writers came first, again and again",
    wayOut: "Try again.",
  },
  {
    pattern: /read-?only/i,
    reason: "it is read-only",
    wayOut:
      "Make the file, those beside it (.lock, -wal, -shm) and its folder writable for this user, or name another with --db.",
  },
  {
    pattern: /permission denied|requires \w+ access|os error 13/i,
    reason: "permission denied",
    wayOut:
      "Make the file, those beside it (.lock, -wal, -shm) and its folder writable for this user, or name another with --db.",
  },
  {
    pattern: /malformed|not a database/i,
    reason: "the file is damaged",
    wayOut: "Put a backup in its place.",
  },
  {
    pattern: /is a directory|unable to open database file/i,
    reason: "it is a folder, or can't be made there",
    wayOut: "Name a file with --db.",
  },
  {
    pattern: /not a directory|file exists|name too long|no such file/i,
    reason: "there can be no file of that name (it is too long, or a part of it is no folder)",
    wayOut: "Name another file with --db.",
  },
  {
    pattern: /Missing DENO_KV_ACCESS_TOKEN|401 Unauthorized|Invalid access token/i,
    reason: "its access token is missing or wrong",
    wayOut: "Set DENO_KV_ACCESS_TOKEN to the token of that server.",
  },
  {
    pattern: /not a valid KV Connect endpoint/i,
    reason: "no KV Connect server answers there",
    wayOut: "Look at the URL.",
  },
  {
    pattern: /error sending request|connect error/i,
    reason: "the server can't be reached",
    wayOut: "See that it runs and that the URL is right.",
  },
  {
    pattern: /no answer/i,
    reason: "its server doesn't answer",
    wayOut: "See that the server runs and can be reached, then try again.",
  },
  {
    pattern: /disk I\/O error/i,
    reason: "the disk doesn't take or give the data (disk I/O error)",
    wayOut: "Look at the disk, its free space and its limits, then try again.",
  },
  {
    pattern: /Bad resource|Database is closed|Interrupted/i,
    reason: "it is closed",
    wayOut: "Start support-mcp again.",
  },
];

/**
 * A {@linkcode DeskError} `unavailable` for something that Deno KV, or the file system, couldn't do.
 *
 * @param what What couldn't be done, such as `Can't save to the store /data/desk.db`.
 * @param cause What was thrown.
 * @param consequence What is true nevertheless, such as `Nothing was changed.`
 */
export function toUnavailableError(what: string, cause: unknown, consequence = ""): DeskError {
  const message = getMessage(cause);
  const known = REASONS.find(({ pattern }) => pattern.test(message));
  const sentences = [`${what}: ${known?.reason ?? stripFullStop(message)}.`, consequence, known?.wayOut ?? ""];
  return new DeskError("unavailable", sentences.filter((sentence) => sentence !== "").join(" "), { cause });
}

/**
 * A {@linkcode DeskError} for a change that wasn't saved.
 *
 * @param certain Whether it surely wasn't: a server may have saved what it could no longer acknowledge.
 */
export function toNotSavedError(
  location: string,
  cause: unknown,
  certain = !isServerUrl(location) || cause instanceof NotSentError,
): DeskError {
  const consequence = certain
    ? "Nothing was changed."
    : "Whether the change was saved is not known: look before trying again, or repeat the very same call with its " +
      "idempotency key, which changes nothing twice.";
  return toUnavailableError(`Can't save to the store ${location}`, cause, consequence);
}

/** Whether another connection was writing to the same file at that moment: nothing was written, and soon it will be. */
export function isLocked(error: unknown): boolean {
  return error instanceof Error && /database is locked|database is busy/i.test(error.message);
}

/** What was thrown first, when it has been put into the desk's words before. */
function getMessage(cause: unknown): string {
  if (cause instanceof DeskError && cause.cause !== undefined) return getMessage(cause.cause);
  return cause instanceof Error ? cause.message : String(cause);
}

function stripFullStop(message: string): string {
  return message.trim().replace(/\.$/, "");
}
