import { LIMITS } from "../../store/mod.ts";

/** Path separators of any system, and control characters: file names may contain them, attachment names may not. */
// deno-lint-ignore no-control-regex -- the pattern matches control characters on purpose
const FORBIDDEN = /[/\\\x00-\x1f\x7f-\x9f\u2028\u2029]/g;

/**
 * Converts a file's name to a valid attachment name. Forbidden characters become `_`. A long name keeps its end, which
 * has the extension.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { toAttachmentName } from "./attachment_name.ts";
 *
 * assert.equal(toAttachmentName("crash\n.log"), "crash_.log");
 * ```
 */
export function toAttachmentName(fileName: string): string {
  const name = fileName.normalize("NFC").replace(FORBIDDEN, "_").slice(-LIMITS.name).toWellFormed().trim();
  return name === "" ? "attachment" : name;
}
