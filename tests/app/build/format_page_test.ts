import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { formatPage } from "../../../app/build/mod.ts";
import { type PageName, readPage } from "../../../app/page.ts";

const KB = 1024;

/** The largest size of each page: in all, and compressed. */
const LIMITS = { host: [218, 69], browser_en: [186, 59.5], browser_de: [188, 60] } as const;

for (const [name, [total, compressed]] of Object.entries(LIMITS) as [PageName, readonly [number, number]][]) {
  Deno.test(`the page ${name} is at most ${total} KB, and ${compressed} KB compressed`, async () => {
    const { html } = await readPage(name);
    const sizes = [new TextEncoder().encode(html).length, gzipSync(html).length];
    assert.ok(sizes[0]! <= total * KB && sizes[1]! <= compressed * KB, `${sizes} bytes`);
  });

  Deno.test(`the page ${name} loads nothing from outside`, async () => {
    const { html } = await readPage(name);
    assert.doesNotMatch(html, /<(?:script|img|iframe)[^>]* src=|@import|url\(["']?https?:/);
  });
}

Deno.test("the policy allows exactly the script and the style of the page", async () => {
  const { html, policy } = await readPage("browser_en");
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
