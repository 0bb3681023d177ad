/** What an attachment is called when nobody says so. */

import { LIMITS } from "../../store/mod.ts";

/** Separators of other systems' paths, and control characters: files may have them, attachments may not. */
// deno-lint-ignore no-control-regex -- these are the ones meant
const FORBIDDEN = /[/\\\x00-\x1f\x7f-\x9f\u2028\u2029]/g;

/**
 * A file's name, as far as an attachment can have it: what can't stay becomes `_`, and a long name
 * keeps its end, where the extension is.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { attachmentNameOf } from "./attachment_name.ts";
 *
 * assert.equal(attachmentNameOf("crash\n.log"), "crash_.log");
 * ```
 */
export function toAttachmentName(fileName: string): string {
  const name = fileName.normalize("NFC").replace(FORBIDDEN, "_").slice(-LIMITS.name).toWellFormed().trim();
  return name === "" ? "attachment" : name;
}
