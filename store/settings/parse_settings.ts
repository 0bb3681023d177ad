import type * as z from "zod";
import { isPlainObject } from "../../base/values/is_plain_object.ts";
import { isPrototypeName } from "../../base/values/is_prototype_name.ts";
import { DeskError } from "../errors.ts";
import type { SettingsDocument } from "../settings.ts";
import { settingsSchema } from "./schema.ts";

/** As JSON in UTF-8. One value of Deno KV has at most 64 KiB. */
const MAX_BYTES = 60_000;

/** Objects within objects. No setting is as deep, but YAML can be without end. */
const MAX_DEPTH = 10;

/** The maximum number of problems that one message names. */
const MAX_PROBLEMS = 5;

/**
 * Validates a document of settings.
 *
 * @returns The document in normal form: names on one line, addresses and domains in lower case.
 * @throws {DeskError} `invalid`, with the problems, each with its path first.
 */
export function parseSettings(document: unknown): SettingsDocument {
  requireNames(document);
  const { data, error } = settingsSchema.safeParse(document, { reportInput: true });
  if (error !== undefined) throw new DeskError("invalid", formatIssues(error.issues));
  const bytes = new TextEncoder().encode(JSON.stringify(data)).length;
  if (bytes <= MAX_BYTES) return data;
  const [size, limit] = [bytes, MAX_BYTES].map((number) => number.toLocaleString("en"));
  throw new DeskError("invalid", `The settings are too long: ${size} bytes (limit ${limit}). Remove some.`);
}

/** The schema would drop such members without a word. */
function requireNames(value: unknown, path: readonly string[] = []): void {
  if (!isPlainObject(value) || path.length >= MAX_DEPTH) return;
  for (const [name, member] of Object.entries(value)) {
    const place = [...path, name];
    if (isPrototypeName(name)) {
      throw new DeskError("invalid", formatProblem(place, "cannot be a name: use another one"));
    }
    requireNames(member, place);
  }
}

function formatIssues(issues: readonly z.core.$ZodIssue[]): string {
  const problems = issues.flatMap((issue) =>
    issue.code === "invalid_key"
      ? issue.issues.map(({ message }) => formatProblem(issue.path, message))
      : [formatProblem(issue.path, formatMessage(issue))]
  );
  const more = problems.length - MAX_PROBLEMS;
  return [
    ...problems.slice(0, MAX_PROBLEMS),
    ...more > 0 ? [more === 1 ? "There is 1 more problem." : `There are ${more} more problems.`] : [],
  ].join(" ");
}

/** A value that is missing is not described as one of a wrong type. */
function formatMessage({ code, input, message }: z.core.$ZodIssue): string {
  const isMissing = code !== "custom" && input === undefined && message.startsWith("must be ");
  return isMissing ? `is missing: it ${message}` : message;
}

/** Starts with the path, such as `team/Ana/away`. */
function formatProblem(path: readonly PropertyKey[], message: string): string {
  const place = path.length === 0 ? "settings" : path.map((part) => String(part).slice(0, 100)).join("/");
  return `${place} ${message}${message.endsWith(".") ? "" : "."}`;
}
