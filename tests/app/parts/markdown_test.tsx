import assert from "node:assert/strict";
import { Markdown, parseMarkdown, toPlainText } from "../../../app/parts/markdown.tsx";
import { show } from "../views/show.tsx";

function render(text: string): string {
  return show(<Markdown text={text} />).replace(/^<div[^>]*>|<\/div>$/g, "");
}

Deno.test("Markdown shows headings below that of the place", () => {
  assert.equal(render("# One\n## Two\n#### Four"), "<h2>One</h2><h3>Two</h3><h4>Four</h4>");
});

Deno.test("Markdown skips no level of headings, whichever the text starts with", () => {
  assert.equal(render("## Two\n### Three\n## Two"), "<h2>Two</h2><h3>Three</h3><h2>Two</h2>");
  assert.equal(render("### Three\n# One\n#### Four"), "<h2>Three</h2><h2>One</h2><h3>Four</h3>");
  assert.equal(render("# One\n> #### Quoted"), "<h2>One</h2><blockquote><h3>Quoted</h3></blockquote>");
});

Deno.test("Markdown shows bold, italic and code", () => {
  assert.equal(
    render("**A** and *b* and _c_ and `d * e`, but snake_case_name and 2 * 3 * 4"),
    "<p><strong>A</strong> and <em>b</em> and <em>c</em> and <code>d * e</code>, but snake_case_name and 2 * 3 * 4</p>",
  );
});

Deno.test("Markdown shows lists in lists", () => {
  assert.equal(
    render("1. Open\n2. Choose:\n   - A\n   - B\n\n3. Save"),
    "<ol><li>Open</li><li>Choose:<ul><li>A</li><li>B</li></ul></li><li>Save</li></ol>",
  );
});

Deno.test("Markdown shows code blocks, quotes, tables and rules", () => {
  assert.equal(render("```sh\nls **\n```"), '<pre tabindex="0">ls **</pre>');
  assert.equal(render("> a\n> - b"), "<blockquote><p>a</p><ul><li>b</li></ul></blockquote>");
  assert.equal(
    render("| A | B |\n|---|---|\n| 1 | 2 |"),
    '<div class="table" tabindex="0"><table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>' +
      "<tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>",
  );
  assert.equal(render("a\n\n---\n\nb"), "<p>a</p><hr/><p>b</p>");
});

Deno.test("Markdown links only web pages and articles", () => {
  assert.match(
    render("[x](https://a.example/b)"),
    /^<p><a href="https:\/\/a\.example\/b" target="_blank" rel="noopener/,
  );
  assert.equal(render("[x](article://refund-policy)"), '<p><a href="#/article/refund-policy">x</a></p>');
  assert.match(
    render("See https://a.example/b."),
    /<a href="https:\/\/a\.example\/b"[^>]*><bdi>https:\/\/a\.example\/b<\/bdi><\/a>\.<\/p>$/,
  );
  assert.equal(render("[x](javascript:alert`1`)"), "<p>[x](javascript:alert`1`)</p>");
  assert.equal(render("[x](data:text/html,y)"), "<p>[x](data:text/html,y)</p>");
});

Deno.test("Markdown leaves out what would let a link look like another one", () => {
  const address = "https://a.example/fdp.exe";
  const link = `<a href="${address}" target="_blank" rel="noopener noreferrer"><bdi>${address}</bdi></a>`;
  assert.equal(render("See https://a.example/\u202Efdp.exe"), `<p>See ${link}</p>`);
  assert.equal(render("See https://a.exam\u200Bple/\u2066fdp\u2069.exe"), `<p>See ${link}</p>`);
  assert.equal(render("See https://a.example/fdp.exe\u200F.pdf"), `<p>See ${link}\u200F.pdf</p>`);
  assert.equal(render("`a\u202Eb`"), "<p><code>ab</code></p>");
  assert.equal(toPlainText("a\u202Eb"), "ab");
});

Deno.test("Markdown keeps markup of HTML as text", () => {
  assert.equal(render("<img src=x onerror=alert(1)>"), "<p>&lt;img src=x onerror=alert(1)></p>");
});

Deno.test("toPlainText() removes signs of Markdown, and keeps names and numbers", () => {
  const excerpt = "… **Open** `SSO` ## Then _read_ [the guide](https://a.example): snake_case, a > 3, 2 # 3";
  assert.equal(toPlainText(excerpt), "… Open SSO  Then read the guide: snake_case, a  3, 2  3");
});

Deno.test("parseMarkdown() ends for every text, however deep or long", () => {
  for (const sign of ["> ", "- ", "#", "`", "*", "_", "[", "![", "|", "  "]) {
    parseMarkdown(sign.repeat(20_000));
    render(sign.repeat(2_000));
  }
  assert.equal(parseMarkdown("```\nnever closed").length, 1);
});
