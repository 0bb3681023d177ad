import assert from "node:assert/strict";
import { join } from "node:path";
import { type Component, findCacheFolder, listComponents, toId } from "../../../release/software/components.ts";
import { formatNotices, parseNotices } from "../../../release/software/notices.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { runDeno } from "../../../scripts/run_deno.ts";
import { PROJECT } from "../../house/sources.ts";
import { mainWith } from "../../main_with.ts";

Deno.test("THIRD_PARTY_NOTICES has every package in the binary", async () => {
  const components = await listComponents();
  assert.ok(components.some(({ name }) => name === "zod"));
  assert.ok(components.some(({ name }) => name === "ajv"), "it is inlined in the SDK");
  assert.ok(components.every(({ name }) => name !== "fast-check"), "only tests use it");
  const notices = await Deno.readTextFile(join(PROJECT, "THIRD_PARTY_NOTICES"));
  assert.deepEqual(parseNotices(notices), components.map(toId), "run deno task notices");
});

Deno.test("--licenses prints THIRD_PARTY_NOTICES", async () => {
  const { code, stdout } = await mainWith("--licenses");
  assert.equal(code, 0);
  assert.equal(stdout, await Deno.readTextFile(join(PROJECT, "THIRD_PARTY_NOTICES")));
});

Deno.test("--licenses is a flag of the program, not of a command", async () => {
  assert.match((await mainWith("--licence")).stderr, /Did you mean --licenses\?/);
  assert.equal((await mainWith("serve", "--licenses")).code, 2);
});

Deno.test("formatNotices() prints a text that two packages share once", async () => {
  await using folder = await TemporaryFolder.create();
  const one = await createPackage(folder, "one", { LICENSE: "Permission granted.\n" });
  const two = await createPackage(folder, "two", { "license.md": "Permission granted.\n" });
  const notices = await formatNotices([one, two]);
  assert.match(notices, /one@1\.0\.0 \(MIT\)\ntwo@1\.0\.0 \(MIT\)\n\nPermission granted\.\n/);
  assert.deepEqual(parseNotices(notices), ["one@1.0.0", "two@1.0.0"]);
});

Deno.test("formatNotices() adds NOTICE files, and standard texts for packages without a file", async () => {
  await using folder = await TemporaryFolder.create();
  const noticed = await createPackage(folder, "noticed", { LICENSE: "The license.", NOTICE: "The notice." });
  const bare = { ...await createPackage(folder, "bare", {}), author: "Ada" };
  const notices = await formatNotices([noticed, bare]);
  assert.match(notices, /The license\.\nThe notice\./);
  assert.match(notices, /bare@1\.0\.0 \(MIT\)\n\nMIT License\n\nCopyright Ada\n\nPermission is hereby granted/);
});

Deno.test("formatNotices() refuses a package whose license has no text", async () => {
  await using folder = await TemporaryFolder.create();
  const bare = { ...await createPackage(folder, "bare", {}), license: "ISC" };
  await assert.rejects(
    formatNotices([bare]),
    /bare@1\.0\.0 has no license file, and there is no standard text for ISC/,
  );
});

async function createPackage(parent: TemporaryFolder, name: string, files: Record<string, string>): Promise<Component> {
  const folder = parent.file(name);
  await Deno.mkdir(folder);
  for (const [file, text] of Object.entries(files)) await Deno.writeTextFile(join(folder, file), text);
  return { name, version: "1.0.0", license: "MIT", folder };
}

Deno.test("findCacheFolder() finds the folder of each package, for a Deno that does not name it", async () => {
  const { npmCache } = JSON.parse(await runDeno(["info", "--json"], PROJECT));
  const { npmPackages } = JSON.parse(await runDeno(["info", "--json", "scripts/sdk_platform.ts"], PROJECT));
  const packages = Object.values<{ name: string; version: string; registryUrl: string; localPath?: string }>(
    npmPackages,
  );
  assert.ok(packages.some(({ name }) => name.startsWith("@")), "one has a scope");
  for (const { localPath, ...one } of packages) {
    const folder = await findCacheFolder(npmCache, one);
    const { name, version } = JSON.parse(await Deno.readTextFile(join(folder, "package.json")));
    assert.equal(`${name}@${version}`, toId(one));
    if (localPath !== undefined) assert.equal(folder, localPath);
  }
});

Deno.test("findCacheFolder() says which Deno names the folder", async () => {
  const missing = { name: "none", version: "1.0.0", registryUrl: "https://packages.example.com/" };
  await assert.rejects(
    findCacheFolder("/cache", missing),
    /^Error: none@1\.0\.0 is not in .*packages\.example\.com.*Use Deno 2\.9 or newer\.$/,
  );
});
