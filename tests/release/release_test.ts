import assert from "node:assert/strict";
import { makeRelease } from "../../release/main.ts";
import { getServerName, listMissing, openRelease } from "../../release/release.ts";
import manifest from "../../deno.json" with { type: "json" };
import { FakeRelease, REPOSITORY } from "./fake_release.ts";

Deno.test("openRelease() takes the version of deno.json, and the binaries that are there", async () => {
  await using fake = await FakeRelease.create(["support-mcp-linux-x64", "support-mcp-win32-x64.exe"]);
  assert.equal(fake.release.version, manifest.version);
  assert.deepEqual(fake.release.binaries.map(({ platform }) => platform.name), ["linux-x64", "win32-x64"]);
  assert.deepEqual(listMissing(fake.release).map(({ name }) => name), ["linux-arm64", "darwin-x64", "darwin-arm64"]);
});

Deno.test("openRelease() understands the forms in which Git writes the address of a repository", async () => {
  await using fake = await FakeRelease.create();
  const places = { out: fake.place("out"), folder: fake.place("dist") };
  for (const repository of ["git@github.com:example/support-mcp.git", `${REPOSITORY}.git`, `${REPOSITORY}/`]) {
    assert.equal((await openRelease({ repository, ...places })).repository, REPOSITORY);
  }
  for (const repository of ["/srv/support-mcp", "https://example.com", "http://example.com/one/two"]) {
    await assert.rejects(
      openRelease({ repository, ...places }),
      /^Error: --repository is invalid: .* By default, .* Git's remote origin\. Use the form https:/,
    );
  }
  await assert.rejects(openRelease(places), /^Error: --repository is missing/);
});

Deno.test("openRelease() says how to get a binary", async () => {
  await using fake = await FakeRelease.create();
  const empty = { repository: REPOSITORY, out: fake.place("out"), folder: fake.place("nothing") };
  await assert.rejects(openRelease(empty), /nothing has no binary\. Run deno task compile first\./);
  await assert.rejects(
    FakeRelease.create(undefined, { program: "another program" }),
    /support-mcp is not this program, or an old one\. Run deno task compile first\./,
  );
});

Deno.test("getServerName() reverses the host, and uses the owner on GitHub", async () => {
  await using fake = await FakeRelease.create();
  assert.equal(getServerName(fake.release), "io.github.example/support-mcp");
  const elsewhere = { ...fake.release, repository: "https://code.example.com/team/support-mcp" };
  assert.equal(getServerName(elsewhere), "com.example.code/support-mcp");
});

Deno.test("makeRelease() makes the named parts with their sums, twice the same", async () => {
  await using fake = await FakeRelease.create(["support-mcp-linux-x64"]);
  const options = ["--repository", REPOSITORY, "--binaries", fake.place("dist"), "--out"];
  const files = await makeRelease(["registry", ...options, fake.place("one")]);
  assert.deepEqual(files, ["support-mcp-linux-x64.mcpb", "server.json", "SHA256SUMS"]);
  await makeRelease(["registry", ...options, fake.place("two")]);
  const sums = await Deno.readTextFile(fake.place("one/SHA256SUMS"));
  assert.match(sums, /^[0-9a-f]{64} {2}server\.json\n[0-9a-f]{64} {2}support-mcp-linux-x64\.mcpb\n$/);
  assert.equal(await Deno.readTextFile(fake.place("two/SHA256SUMS")), sums);
});

Deno.test("makeRelease() refuses unknown parts, and missing platforms with --complete", async () => {
  await using fake = await FakeRelease.create(["support-mcp-linux-x64"]);
  const options = ["--repository", REPOSITORY, "--binaries", fake.place("dist"), "--out", fake.place("out")];
  await assert.rejects(makeRelease(["snap", ...options]), /"snap" is no part of a release: npm, mcpb, registry/);
  await assert.rejects(
    makeRelease(["npm", "--complete", ...options]),
    /no binary for linux-arm64, darwin-x64, .*PLATFORM/,
  );
});
