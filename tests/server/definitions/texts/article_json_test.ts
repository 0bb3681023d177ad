import assert from "node:assert/strict";
import { formatArticleJson } from "../../../../server/definitions/texts/article_json.ts";
import fc from "../../../fast_check.ts";

Deno.test("formatArticleJson() puts a space after each comma and colon, and nowhere else", () => {
  assert.equal(
    formatArticleJson({
      success: false,
      error: 'No "x": {1,2}\nat all',
      tags: ["a", null, {}],
      more: { left: [], n: -1.5 },
    }),
    '{"success": false, "error": "No \\"x\\": {1,2}\\nat all", "tags": ["a", null, {}], "more": {"left": [], "n": -1.5}}',
  );
});

Deno.test("formatArticleJson() omits undefined members", () => {
  assert.equal(
    formatArticleJson({ success: true, ticket_id: undefined, priority: "high" }),
    '{"success": true, "priority": "high"}',
  );
});

Deno.test("formatArticleJson() formats JSON of the same value", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    assert.equal(JSON.stringify(JSON.parse(formatArticleJson(value))), JSON.stringify(value));
  }));
});
