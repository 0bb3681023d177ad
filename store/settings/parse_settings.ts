import type * as z from "zod";
import { DeskError } from "../errors.ts";
import type { SettingsDocument } from "../settings.ts";
import { settingsSchema } from "./schema.ts";

/** As JSON in UTF-8. One value of Deno KV has at most 64 KiB. */
const MAX_BYTES = 60_000;

/** The most problems that one message names. */
const MAX_PROBLEMS = 5;

/**
 * Validates a document of settings.
 *
 * @returns The document in normal form: names on one line, addresses and domains in lower case.
 * @throws {DeskError} `invalid`, with the problems, each with its path first.
 */
export function parseSettings(document: unknown): SettingsDocument {
  const { data, error } = settingsSchema.safeParse(document);
  if (error !== undefined) throw new DeskError("invalid", formatIssues(error.issues));
  const bytes = new TextEncoder().encode(JSON.stringify(data)).length;
  if (bytes <= MAX_BYTES) return data;
  const [size, limit] = [bytes, MAX_BYTES].map((number) => number.toLocaleString("en"));
  throw new DeskError("invalid", `The settings are too long: ${size} bytes (limit ${limit}). Remove some.`);
}

function formatIssues(issues: readonly z.core.$ZodIssue[]): string {
  const problems = issues.flatMap((issue) =>
    issue.code === "invalid_key"
      ? issue.issues.map(({ message }) => formatProblem(issue.path, message))
      : [formatProblem(issue.path, issue.message)]
  );
  const more = problems.length - MAX_PROBLEMS;
  return [
    ...problems.slice(0, MAX_PROBLEMS),
    ...more > 0 ? [more === 1 ? "There is 1 more problem." : `There are ${more} more problems.`] : [],
  ].join(" ");
}

/** Starts with the path, such as `team/Ana/away`. */
function formatProblem(path: readonly PropertyKey[], message: string): string {
  const place = path.length === 0 ? "settings" : path.map((part) => String(part).slice(0, 100)).join("/");
  return `${place} ${message}${message.endsWith(".") ? "" : "."}`;
}
