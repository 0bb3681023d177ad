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
export function formatArticleJson(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(formatArticleJson).join(", ")}]`;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}: ${formatArticleJson(member)}`).join(", ")}}`;
}
