import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { formatPage } from "../../../app/build/mod.ts";
import { readPage } from "../../../app/page.ts";

const KB = 1024;

Deno.test("the page is at most 180 KB, and 56 KB compressed", async () => {
  const { html } = await readPage();
  assert.ok(html.length <= 180 * KB, `${html.length} bytes`);
  const compressed = gzipSync(html).length;
  assert.ok(compressed <= 56 * KB, `${compressed} bytes compressed`);
});

Deno.test("the page loads nothing from outside", async () => {
  const { html } = await readPage();
  assert.doesNotMatch(html, /<(?:script|img|iframe)[^>]* src=|@import|url\(["']?https?:/);
});

Deno.test("the policy allows exactly the script and the style of the page", async () => {
  const { html, policy } = await readPage();
  const [, style, script] = /<style>(.*)<\/style>[\s\S]*<script type="module">([\s\S]*)<\/script>/.exec(html)!;
  for (const [name, text] of [["script-src", script!], ["style-src", style!]]) {
    const hash = createHash("sha256").update(text!).digest("base64");
    assert.ok(policy.includes(`${name} 'sha256-${hash}';`), name);
  }
  assert.match(policy, /require-trusted-types-for 'script'/);
});

Deno.test("formatPage() keeps a script whole that contains what ends one", () => {
  const script = 'const text = "<!-- <script> </script> </STYLE>";';
  const { html } = formatPage(script, 'a { content: "</style>" }', "1.2.3");
  assert.equal(html.split("</script>").length, 2);
  assert.equal(html.split("</style>").length, 2);
  assert.doesNotMatch(html, /<!--/);
  const [, escaped] = /<script type="module">([\s\S]*)<\/script>/.exec(html)!;
  assert.equal(Function(`${escaped} return text`)(), "<!-- <script> </script> </STYLE>");
});
