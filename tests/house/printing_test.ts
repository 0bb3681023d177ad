import assert from "node:assert/strict";
import { join } from "node:path";
import { readImports } from "./import_graph.ts";
import { listFiles, PROJECT, removeComments } from "./sources.ts";

/** Over stdio these share a process with the protocol, which has standard output to itself. */
const SERVING = /^(server|store|data)\//;

/** Where standard output is handed to the transport. */
const DOOR = "server/transports/stdio/mod.ts";

/** Writes to standard output by another way than the transport's. */
const PRINTS = /\bconsole\.|\bDeno\.stdout\b/;

Deno.test("nothing that serves over stdio prints", async () => {
  const served = [...await listServingFiles(), "commands/serve.ts"].filter((file) => file !== DOOR);
  const printing = [];
  for (const file of served) {
    if (prints(await Deno.readTextFile(join(PROJECT, file)))) printing.push(file);
  }
  assert.ok(served.length > 10);
  assert.deepEqual(printing, []);
});

Deno.test("what serves over stdio has standard output at one place, and writes nothing there", async () => {
  const imports = await readImports(PROJECT);
  assert.deepEqual(imports.filter(({ from, to }) => SERVING.test(from) && to === "node:process"), []);
  const door = removeComments(await Deno.readTextFile(join(PROJECT, DOOR)));
  assert.deepEqual(door.match(/\bDeno\.stdout\b.*/g), ["Deno.stdout,"]);
});

Deno.test("prints() catches printing, and not the mention of it", () => {
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
