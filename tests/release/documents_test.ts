import assert from "node:assert/strict";
import { writeArchives } from "../../release/archives.ts";
import { readSum, writeChecksums } from "../../release/checksums.ts";
import type { Component } from "../../release/software/components.ts";
import { writeFormula } from "../../release/homebrew.ts";
import { writeBundles } from "../../release/mcpb.ts";
import { writeFlake } from "../../release/nix.ts";
import { writeRegistryEntry } from "../../release/registry.ts";
import { DESCRIPTION } from "../../release/release.ts";
import { readRuntimeVersion, writeSbom } from "../../release/software/sbom.ts";
import { FakeRelease, readFromTar, REPOSITORY } from "./fake_release.ts";

const BOTH = ["support-mcp-linux-x64", "support-mcp-darwin-arm64"];
const DOWNLOAD = `${REPOSITORY}/releases/download/v0.1.0`;

Deno.test("server.json names the npm package, each bundle with its sum, and the image", async () => {
  await using fake = await FakeRelease.create(BOTH, { image: "images.example.com/example/support-mcp" });
  const [bundle] = await writeBundles(fake.release);
  const entry = await fake.readJson(await writeRegistryEntry(fake.release));
  assert.equal(entry.name, "io.github.example/support-mcp");
  assert.deepEqual(entry.repository, { url: REPOSITORY, source: "github" });
  const packages = entry.packages as Record<string, unknown>[];
  assert.deepEqual(packages.map(({ registryType }) => registryType), ["npm", "mcpb", "mcpb", "oci"]);
  assert.equal(packages[1]!.identifier, `${DOWNLOAD}/support-mcp-linux-x64.mcpb`);
  assert.equal(packages[1]!.fileSha256, await readSum(fake.release, bundle!));
  assert.equal(packages[3]!.identifier, "images.example.com/example/support-mcp:0.1.0");
  const versions = new Set([entry, ...packages].map(({ version }) => version));
  assert.deepEqual([...versions], ["0.1.0", undefined], "the image has it in its name");
});

Deno.test("the description fits in the registry", () => {
  assert.ok(DESCRIPTION.length <= 100);
});

Deno.test("the formula and the flake have the address and the sum of each archive", async () => {
  await using fake = await FakeRelease.create([...BOTH, "support-mcp-win32-x64.exe"]);
  const [linux, mac, windows] = await writeArchives(fake.release);
  const formula = await Deno.readTextFile(fake.file(await writeFormula(fake.release)));
  const flake = await Deno.readTextFile(fake.file(await writeFlake(fake.release)));
  for (const text of [formula, flake]) {
    for (const file of [linux!, mac!]) {
      assert.ok(text.includes(`"${DOWNLOAD}/${file}"`), text);
      assert.ok(text.includes(await readSum(fake.release, file)));
    }
    assert.ok(!text.includes(windows!));
  }
  assert.match(formula, /man1\.install "support-mcp\.1"/);
  assert.match(flake, /install -D -m 644 support-mcp\.1 \$out\/share\/man\/man1\/support-mcp\.1\n/);
  assert.match(formula, /on_macos do\n {4}on_arm do[^]*on_linux do\n {4}on_intel do/);
  assert.match(flake, /x86_64-linux = \{[^]*aarch64-darwin = \{/);
});

Deno.test("the archives have the manual page, except for Windows", async () => {
  await using fake = await FakeRelease.create(["support-mcp-linux-x64", "support-mcp-win32-x64.exe"]);
  const [linux, windows] = await writeArchives(fake.release);
  assert.match(await readFromTar(fake.file(linux!), "support-mcp.1"), /^\.TH SUPPORT\\-MCP 1 /);
  assert.equal(await readFromTar(fake.file(windows!), "support-mcp.1"), "");
});

Deno.test("the bill of materials has the runtime of the binary and every component, and no time", async () => {
  await using fake = await FakeRelease.create();
  const components: Component[] = [
    { name: "@scope/one", version: "1.0.0", license: "MIT", folder: "" },
    { name: "two", version: "2.0.0", license: "(MIT OR ISC)", folder: "", repository: "https://example.com/two" },
  ];
  const bill = await fake.readJson(await writeSbom(fake.release, components));
  const parts = bill.components as Record<string, unknown>[];
  assert.deepEqual(parts.map(({ purl }) => purl), [
    "pkg:github/denoland/deno@v2.9.6",
    "pkg:npm/%40scope/one@1.0.0",
    "pkg:npm/two@2.0.0",
  ]);
  assert.deepEqual(parts[2]!.licenses, [{ expression: "(MIT OR ISC)" }]);
  assert.ok(!/timestamp|serialNumber/.test(JSON.stringify(bill)));
});

Deno.test("readRuntimeVersion() refuses a file that is not a compiled program", () => {
  assert.throws(() => readRuntimeVersion(new Uint8Array(10)), /does not contain Deno/);
});

Deno.test("the sums can be checked with sha256sum", async () => {
  await using fake = await FakeRelease.create();
  await writeChecksums(fake.release, await writeArchives(fake.release));
  const args = ["--check", "--strict", "SHA256SUMS"];
  const program = Deno.build.os === "darwin" ? "shasum" : "sha256sum";
  const { success } = await new Deno.Command(program, { args, cwd: fake.release.out, stdout: "null" }).output();
  assert.ok(success);
});
