/** Rules about the user interface, which runs in browsers and hosts. */

import assert from "node:assert/strict";
import { join } from "node:path";
import { listFiles, PROJECT, removeComments } from "./sources.ts";

/** They run before there is a browser. */
const BUILDING = /^app\/(?:build\/|page\.ts$|prepared\.ts$)/;

async function readSources(): Promise<[file: string, code: string][]> {
  const files = (await listFiles(PROJECT)).filter((file) => /^app\/.*\.tsx?$/.test(file) && !BUILDING.test(file));
  assert.ok(files.includes("app/entries/host.ts"));
  return await Promise.all(
    files.map(async (file) => [file, removeComments(await Deno.readTextFile(join(PROJECT, file)))] as const),
  ) as [string, string][];
}

async function findFiles(pattern: RegExp): Promise<string[]> {
  return (await readSources()).filter(([, code]) => pattern.test(code)).map(([file]) => file);
}

Deno.test("the code for browsers uses nothing of Deno or Node.js", async () => {
  assert.deepEqual(await findFiles(/\bDeno\.|"node:/), []);
});

Deno.test("text never becomes markup", async () => {
  assert.deepEqual(await findFiles(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(/), []);
});

Deno.test("the state of the desk needs no document", async () => {
  const using = await findFiles(/\b(?:document|window|navigator|matchMedia|localStorage|sessionStorage)\b/);
  assert.deepEqual(using.filter((file) => file.startsWith("app/desk/")), []);
});
