import assert from "node:assert/strict";
import { join } from "node:path";
import { parse } from "yaml";
import manifest from "../../deno.json" with { type: "json" };
import { PLATFORMS } from "../../release/platforms.ts";
import { PROJECT } from "../house/sources.ts";

const FOLDER = join(PROJECT, ".github/workflows");

Deno.test("workflows use actions by commit, with the version in a comment", async () => {
  for (const [name, text] of await readWorkflows()) {
    for (const [, action] of text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)) {
      assert.match(action!, /^[\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, name);
    }
  }
});

Deno.test("workflows grant nothing but reading by default, and give each job a time limit", async () => {
  for (const [name, text] of await readWorkflows()) {
    const { permissions, jobs } = parse(text) as {
      permissions: unknown;
      jobs: Record<string, Record<string, unknown>>;
    };
    assert.deepEqual(permissions, { contents: "read" }, name);
    assert.deepEqual(Object.values(jobs).filter((job) => !(Number(job["timeout-minutes"]) <= 45)), [], name);
  }
});

Deno.test("workflows run tasks that exist, and do not repeat the version", async () => {
  for (const [name, text] of await readWorkflows()) {
    const tasks = [...text.matchAll(/deno task ([\w:]+)/g)].map(([, task]) => task!);
    assert.deepEqual(tasks.filter((task) => !(task in manifest.tasks)), [], name);
    assert.ok(!text.includes(`"${manifest.version}"`), name);
  }
});

Deno.test("CI lints the workflows", async () => {
  assert.match(await Deno.readTextFile(join(FOLDER, "ci.yml")), /run: go run \S+\/actionlint@v\d+\.\d+\.\d+$/m);
});

Deno.test("workflows, the image and the documents have the version of Deno that .dvmrc names", async () => {
  const read = (path: string) => Deno.readTextFile(join(PROJECT, path));
  const version = (await read(".dvmrc")).trim();
  for (const [name, text] of await readWorkflows()) {
    assert.ok(!/DENO_VERSION|deno-version:/.test(text), name);
    const uses = (part: string) => text.split(part).length - 1;
    assert.equal(uses("deno-version-file: .dvmrc"), uses("denoland/setup-deno@"), name);
  }
  assert.ok((await read("Dockerfile")).includes(`\nFROM denoland/deno:${version}@sha256:`), "Dockerfile");
  for (const path of ["README.md", "CONTRIBUTING.md", "docs/getting-started.md"]) {
    const named = [...(await read(path)).matchAll(/\bdeno@([\d.]*\d)/g)].map(([, found]) => found);
    assert.deepEqual(new Set(named), new Set([version]), path);
  }
});

Deno.test("the release builds every platform", async () => {
  const release = parse(await Deno.readTextFile(join(FOLDER, "release.yml")));
  const built = release.jobs.build.strategy.matrix.include.map(({ platform }: { platform: string }) => platform);
  assert.deepEqual(built, PLATFORMS.map(({ name }) => name));
});

async function readWorkflows(): Promise<[string, string][]> {
  const entries = await Array.fromAsync(Deno.readDir(FOLDER));
  assert.ok(entries.length >= 4);
  return await Promise.all(entries.map(async ({ name }) => {
    return [name, await Deno.readTextFile(join(FOLDER, name))] as [string, string];
  }));
}
