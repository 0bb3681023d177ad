import assert from "node:assert/strict";
import { join } from "node:path";
import { readImports } from "./import_graph.ts";
import { listFiles, PROJECT, removeComments } from "./sources.ts";

/** Over stdio these share a process with the protocol, which owns standard output. */
const SERVING = /^(server|store|data)\//;

/** Hands standard output to the transport. */
const DOOR = "server/transports/stdio/mod.ts";

/** Ways to write to standard output past the transport. */
const PRINTS = /\bconsole\.|\bDeno\.stdout\b/;

Deno.test("code that serves over stdio does not print", async () => {
  const served = [...await listServingFiles(), "commands/serve.ts"].filter((file) => file !== DOOR);
  const printing = [];
  for (const file of served) {
    if (prints(await Deno.readTextFile(join(PROJECT, file)))) printing.push(file);
  }
  assert.ok(served.length > 10);
  assert.deepEqual(printing, []);
});

Deno.test("code that serves over stdio has standard output in one place and does not write to it", async () => {
  const imports = await readImports(PROJECT);
  assert.deepEqual(imports.filter(({ from, to }) => SERVING.test(from) && to === "node:process"), []);
  const door = removeComments(await Deno.readTextFile(join(PROJECT, DOOR)));
  assert.deepEqual(door.match(/\bDeno\.stdout\b.*/g), ["Deno.stdout,"]);
});

Deno.test("prints() finds printing but ignores comments", () => {
  assert.equal(prints('console.log("ready");'), true);
  assert.equal(prints("Deno.stdout.writeSync(bytes);"), true);
  assert.equal(prints("// deno-lint-ignore-file no-console\n"), true);
  assert.equal(prints("/** Never console.log here. */\nexport const one = 1;\n"), false);
});

async function listServingFiles(): Promise<string[]> {
  return (await listFiles(PROJECT)).filter((file) => SERVING.test(file) && file.endsWith(".ts"));
}

function prints(source: string): boolean {
  return PRINTS.test(removeComments(source)) || /deno-lint-ignore[^\n]*no-console/.test(source);
}
