/** JSON as the article's Python programs write it, which agents of its shape read. */

/**
 * One line, with a space after each comma and colon, as Python's `json.dumps` gives it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { articleJson } from "./article_json.ts";
 *
 * assert.equal(articleJson({ success: true, ticket_id: "42" }), '{"success": true, "ticket_id": "42"}');
 * ```
 */
export function articleJson(value: Record<string, unknown>): string {
  const lines = JSON.stringify(value, null, 1).split("\n").map((line) => line.trim());
  return lines.join(" ").replace(/^\{ /, "{").replace(/ \}$/, "}");
}
