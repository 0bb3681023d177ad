/** Formats the URI of the resource that holds an attachment. */
export function toAttachmentUri(ticketId: string, name: string): string {
  return `ticket://${ticketId}/attachments/${encodeURIComponent(name)}`;
}

/**
 * Reads the name of an attachment, which may be written as its URI.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { parseAttachmentName } from "./attachment_uri.ts";
 *
 * assert.equal(parseAttachmentName("42", "ticket://42/attachments/a%20b.txt"), "a b.txt");
 * ```
 */
export function parseAttachmentName(ticketId: string, name: string): string {
  const start = toAttachmentUri(ticketId, "");
  if (!name.startsWith(start)) return name;
  try {
    return decodeURIComponent(name.slice(start.length));
  } catch {
    return name; // not a URI of ours
  }
}
