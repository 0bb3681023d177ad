import assert from "node:assert/strict";
import { parseQuery } from "../../../../store/search/query/mod.ts";
import { parseSettings } from "../../../../store/settings/mod.ts";
import type { View } from "../../../../store/settings.ts";

type Views = Record<string, View>;

/** Views of which each refers `width` times to the one before it. */
function nestViews({ first, width, count }: { first: string; width: number; count: number }): Views {
  const views: Views = { w0: { query: first } };
  for (let index = 1; index < count; index++) {
    views[`w${index}`] = { query: Array.from({ length: width }, () => `view:w${index - 1}`).join(" OR ") };
  }
  return views;
}

const words = Array.from({ length: 30 }, (_, index) => `a${index}`).join(" ");

for (
  const [title, first, problem] of [
    ["many words", words, 'view "w1" has 300 words and filter values (limit 32). Remove some.'],
    [
      "no words",
      "",
      'view "w0" is one view too many (limit 32, including nested views). Refer to fewer views, or copy their filters.',
    ],
  ] as const
) {
  Deno.test(`parseQuery() rejects views that multiply ${title}`, () => {
    const views = nestViews({ first, width: 10, count: 10 });
    assert.throws(() => parseQuery("view:w9", { views }), { code: "invalid", message: problem });
    assert.throws(() => parseQuery("card OR (-view:w9)", { views }), { code: "invalid", message: problem });
    assert.throws(() => parseSettings({ views }), {
      code: "invalid",
      message: /^views\/w\d\/query is invalid: (query|view "w\d") (has 300 words|is one view too many) /,
    });
  });
}

Deno.test("parseQuery() limits views within views", () => {
  const views = nestViews({ first: "card", width: 1, count: 200 });
  assert.deepEqual(parseQuery("view:w9", { views }), parseQuery("card"));
  assert.throws(() => parseQuery("view:w10", { views }), {
    code: "invalid",
    message: 'view "w0" is nested too deeply in other views (limit 10). Refer to fewer views, or copy their filters.',
  });
  assert.throws(() => parseSettings({ views }), {
    code: "invalid",
    message: /^views\/w10\/query is invalid: view "w0" is nested too deeply .* There are \d+ more problems\.$/,
  });
});

Deno.test("parseQuery() limits the views of one query", () => {
  const views: Views = { empty: { query: "" } };
  const repeat = (count: number) => Array.from({ length: count }, () => "view:empty").join(" ");
  assert.equal(parseQuery(repeat(32), { views }).required.length, 32);
  assert.throws(() => parseQuery(repeat(33), { views }), { message: /^view "empty" is one view too many \(limit 32/ });
});
