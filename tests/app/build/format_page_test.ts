import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { formatPage } from "../../../app/build/mod.ts";
import { type PageName, readPage } from "../../../app/page.ts";

const KB = 1024;

/** The largest size of what is sent first, and of the second script: in all, and compressed. */
const FIRST = [100, 40] as const;
const SECOND: Readonly<Record<PageName, readonly [number, number]>> = {
  host: [173, 55],
  browser_en: [138, 46],
  browser_de: [138, 46],
};

/** @param text What the server sends, compressed like this. */
function assertFits(text: string, [total, compressed]: readonly [number, number]): void {
  const sizes = [new TextEncoder().encode(text).length, gzipSync(text, { level: 9 }).length] as const;
  assert.ok(sizes[0] <= total * KB && sizes[1] <= compressed * KB, `${sizes} bytes`);
}

for (const name of Object.keys(SECOND) as PageName[]) {
  Deno.test(`the page ${name} is at most ${FIRST[0]} KB, and ${FIRST[1]} KB compressed`, async () => {
    assertFits((await readPage(name)).html, FIRST);
  });

  const [total, compressed] = SECOND[name];
  Deno.test(`the second script of ${name} is at most ${total} KB, and ${compressed} KB compressed`, async () => {
    assertFits((await readPage(name)).second.script, SECOND[name]);
  });

  Deno.test(`the page ${name} loads nothing from outside`, async () => {
    const { html } = await readPage(name);
    assert.doesNotMatch(html, /<(?:script|img|iframe)[^>]* src=|@import|url\(["']?https?:/);
  });
}

Deno.test("the policy allows exactly the scripts and the styles of the page", async () => {
  const { html, policy, second } = await readPage("browser_en");
  const scripts = [...html.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => script!);
  assert.equal(scripts.length, 2);
  const [, style] = /<style>(.*)<\/style>/.exec(html)!;
  const [, added] = /sheet\.textContent=("(?:[^"\\]|\\.)*");/.exec(second.script)!;
  for (
    const [name, texts] of [
      ["script-src", [...scripts, second.script]],
      ["style-src", [style!, JSON.parse(added!)]],
    ]
  ) {
    const hashes = (texts as string[]).map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
    assert.ok(policy.includes(`${name} ${hashes.join(" ")};`), String(name));
  }
  assert.match(policy, /require-trusted-types-for 'script'; trusted-types support-desk$/);
});

Deno.test("a browser runs the first requests before it has read the page", async () => {
  const { html } = await readPage("browser_en");
  const [, script] = /<script>([\s\S]*?)<\/script>/.exec(html)!;
  assert.ok(html.indexOf(script!) < html.indexOf("<style>"));
  assertFits(script!, [8, 4]);
  assert.doesNotMatch((await readPage("host")).html, /<script>/);
});

Deno.test("the page names its second script, which begins with the name", async () => {
  const { html, second } = await readPage("browser_en");
  assert.ok(html.includes(`data-part="${second.id}"`));
  assert.ok(second.script.startsWith(`/*${second.id}*/`));
  assert.notEqual(second.id, (await readPage("browser_de")).second.id);
});

const NOTHING = { second: "", id: "", style: "", secondStyle: "" };

Deno.test("formatPage() keeps a script whole that contains what ends one", () => {
  const first = 'const text = "<!-- <script> </script> </STYLE>";';
  const { html } = formatPage({ ...NOTHING, page: [first, first], style: 'a { content: "</style>" }' }, "1.2.3");
  assert.equal(html.split("</script>").length, 3);
  assert.equal(html.split("</style>").length, 2);
  assert.doesNotMatch(html, /<!--/);
  for (const [, escaped] of html.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)) {
    assert.equal(Function(`${escaped} return text`)(), "<!-- <script> </script> </STYLE>");
  }
});
