import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { packPackages, packThread, toExport } from "../../../scripts/bundle/packed_modules.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";

Deno.test("packPackages() writes a module for each package that exports the same, without its text", async () => {
  await using folder = await TemporaryFolder.create();
  const text = `import { EOL } from "node:os";
const one = { double: (value) => 2 * value, end: EOL, fail: () => { throw new Error("failed"); }, default: 1 };
const two = { name: "two" };
export { one as one, two as _scope_two };
// ${"long text ".repeat(1_000)}
`;
  await Deno.writeTextFile(join(folder.path, "packages.js"), text);
  await packPackages(folder.path, "packages.js", ["one", "@scope/two"]);
  const load = (name: string) => import(pathToFileURL(join(folder.path, name)).href);
  const [one, two] = [await load("one.js"), await load("two.js")];
  assert.deepEqual(Object.keys(one).sort(), ["double", "end", "fail"]);
  assert.deepEqual([one.double(4), one.end.length > 0, two.name], [8, true, "two"]);
  assert.throws(one.fail, ({ stack }: Error) => stack!.length < 1_000);
  const sizes = await Array.fromAsync(Deno.readDir(folder.path), ({ name }) => Deno.stat(join(folder.path, name)));
  assert.ok(sizes.reduce((sum, { size }) => sum + size, 0) < 3_000);
});

Deno.test("packThread() keeps the messages that arrive before the thread is loaded", async () => {
  await using folder = await TemporaryFolder.create();
  await Deno.writeTextFile(
    join(folder.path, "thread.js"),
    `const wait = { onmessage: ({ data }) => self.postMessage(2 * data) };\nObject.assign(self, wait);\n`,
  );
  await packThread(folder.path, "thread.js");
  const worker = new Worker(pathToFileURL(join(folder.path, "thread.js")).href, { type: "module" });
  const answers: number[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  worker.onmessage = ({ data }: MessageEvent<number>) => answers.push(data) === 3 && resolve();
  for (const value of [1, 2, 3]) worker.postMessage(value);
  await promise;
  worker.terminate();
  assert.deepEqual(answers, [2, 4, 6]);
});

Deno.test("toExport() names packages as exports", () => {
  assert.equal(toExport("@ai-sdk/openai-compatible"), "_ai_sdk_openai_compatible");
});
