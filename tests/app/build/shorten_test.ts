import assert from "node:assert/strict";
import { createShortener, shortenScript } from "../../../app/build/mod.ts";
import { readPage } from "../../../app/page.ts";

Deno.test("shortenScript() renames the children of elements everywhere", () => {
  const script = 'n("p",{children:e});const{children:t}=o;i=="children"||grandchildren';
  assert.equal(shortenScript(script), 'n("p",{_c:e});const{_c:t}=o;i=="_c"||grandchildren');
});

Deno.test("shortenScript() writes letters as they are, and leaves what is not visible", () => {
  assert.equal(shortenScript(String.raw`"\xE4\u2026\u2192\xB7"`), '"ä…→·"');
  const kept = String.raw`/[\u202A-\u202E\u2066]/ "\xA0\u200B\u2028\\xE4"`;
  assert.equal(shortenScript(kept), kept);
});

Deno.test("createShortener() renames what a sheet declares, and no other variable", () => {
  const shorten = createShortener(":root{--text:#000;--text-low:#555}:root[data-theme=dark]{--text:#fff}");
  assert.equal(shorten("a{color:var(--text-low);--text:red}"), "a{color:var(--b);--a:red}");
  assert.equal(shorten('"--text-high" i--t --color-text'), '"--text-high" i--t --color-text');
});

Deno.test("a page uses no variable that nothing declares", async () => {
  const { html, second } = await readPage("host");
  const text = html + second.script;
  const declared = new Set([...text.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
  const used = [...text.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name!);
  assert.ok(used.length > 100);
  assert.deepEqual(used.filter((name) => !declared.has(name)), []);
});
