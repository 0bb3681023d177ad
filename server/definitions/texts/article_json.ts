/**
 * Formats JSON as the article's Python programs do (`json.dumps`): on one line, with a space after each comma and colon.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { formatArticleJson } from "./article_json.ts";
 *
 * assert.equal(formatArticleJson({ success: true, ticket_id: "42" }), '{"success": true, "ticket_id": "42"}');
 * ```
 */
export function formatArticleJson(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(formatArticleJson).join(", ")}]`;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}: ${formatArticleJson(member)}`).join(", ")}}`;
}
