import assert from "node:assert/strict";
import { ArticleFileError, formatArticleFile, parseArticleFile } from "../../../data/knowledge/article_file.ts";

Deno.test("parseArticleFile() reads fields and text, and formatArticleFile() gives them back", () => {
  const file = parseArticleFile(
    "\ufeff---\r\ntitle: Refunds\r\ntags: [billing, 2026]\nlanguage: de\naudience: public\n---\n\n# Hi\n",
  );
  const expected = { title: "Refunds", body: "# Hi", tags: ["billing", "2026"], language: "de", audience: "public" };
  assert.deepEqual(file, expected);
  const article = { ...file, id: "refunds", archived: false, revision: 1, created_at: "", updated_at: "" };
  assert.deepEqual(parseArticleFile(formatArticleFile({ ...article, tags: ["billing", "2026"] })), expected);
  const odd = { ...article, title: "--- # : 'x'", body: "---\ntitle: no\n---\ntext", tags: [], language: null };
  const { title, body } = parseArticleFile(formatArticleFile(odd));
  assert.deepEqual([title, body], [odd.title, odd.body]);
});

Deno.test("parseArticleFile() takes the first heading as the title, and has defaults", () => {
  assert.deepEqual(parseArticleFile("Text\n# Refunds\n## Steps"), {
    title: "Refunds",
    body: "Text\n# Refunds\n## Steps",
    tags: [],
    language: null,
    audience: "internal",
  });
  assert.deepEqual(parseArticleFile("---\ntitle: A\ntags: one, two\n---\nx").tags, ["one", "two"]);
});

for (
  const [text, message] of [
    ["text", /^title is missing\. Start the file with three lines/],
    ["---\n---\n", /^title is missing/],
    ["---\ntitle: [\n---\nx", /^line \d+ is not YAML: /],
    ["---\n- a\n---\nx", /^the lines between --- and --- must be fields/],
    ["---\ntitle: A\ntag: b\n---\nx", /^the field "tag" is unknown\. Fields: title, tags, language, audience\.$/],
    ["---\ntitle: {a: 1}\n---\nx", /^title must be a text\.$/],
    ["---\ntitle: A\ntags: [{a: 1}]\n---\nx", /^tags must be a list of words\.$/],
  ] as [string, RegExp][]
) {
  Deno.test(`parseArticleFile() rejects ${JSON.stringify(text)}`, () => {
    assert.throws(() => parseArticleFile(text), (error) => {
      assert.ok(error instanceof ArticleFileError);
      assert.match(error.message, message);
      return true;
    });
  });
}
