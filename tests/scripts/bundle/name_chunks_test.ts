import assert from "node:assert/strict";
import { nameChunks } from "../../../scripts/bundle/name_chunks.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";

/** A bundle of the same source, with the names that a bundler chose: `run` imports `one`, and both import `two`. */
function toBundle(run: string, one: string, two: string): Record<string, string> {
  return {
    "main.js": `const load=()=>import("./run-${run}.js");import"./chunk-${one}.js";`,
    [`run-${run}.js`]: `import{a}from"./chunk-${one}.js";import"./chunk-${two}.js";`,
    [`chunk-${one}.js`]: `import{b}from"./chunk-${two}.js";export{b as a};`,
    [`chunk-${two}.js`]: `export const b="not-A-CHUNK12.js";`,
  };
}

Deno.test("nameChunks() gives two builds of one source the same names and contents", async () => {
  const first = await name(toBundle("AAAAAAAA", "BBBBBBBB", "CCCCCCCC"));
  const second = await name(toBundle("ZZZZ2345", "YYYY2345", "XXXX2345"));
  assert.deepEqual(second, first);
  assert.equal(Object.keys(first).length, 4);
  assert.ok(!JSON.stringify(first).includes("AAAAAAAA"));
});

Deno.test("nameChunks() renames the imports of a chunk with it", async () => {
  const modules = await name(toBundle("AAAAAAAA", "BBBBBBBB", "CCCCCCCC"));
  const imported = Object.values(modules).join().matchAll(/"\.\/([^"]+)"/g);
  assert.deepEqual([...imported].map(([, to]) => to!).filter((to) => !(to in modules)), []);
  assert.match(Object.keys(modules).join(), /run-[0-9A-F]{8}\.js/);
});

Deno.test("nameChunks() names chunks with different contents differently", async () => {
  const modules = await name({ "chunk-AAAAAAAA.js": "export{}", "chunk-BBBBBBBB.js": "export default 1" });
  assert.equal(Object.keys(modules).length, 2);
});

Deno.test("nameChunks() refuses two chunks that it cannot tell apart", async () => {
  await assert.rejects(name({ "chunk-AAAAAAAA.js": "export{}", "chunk-BBBBBBBB.js": "export{}" }), /same contents/);
});

/** Names the chunks of a bundle, and returns it. */
async function name(bundle: Record<string, string>): Promise<Record<string, string>> {
  await using folder = await TemporaryFolder.create();
  for (const [file, text] of Object.entries(bundle)) await Deno.writeTextFile(folder.file(file), text);
  await nameChunks(folder.path);
  const modules: Record<string, string> = {};
  for await (const { name } of Deno.readDir(folder.path)) modules[name] = await Deno.readTextFile(folder.file(name));
  return Object.fromEntries(Object.entries(modules).sort());
}
