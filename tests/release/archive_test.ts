import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { inflateRawSync } from "node:zlib";
import { createTar, createTarGz, createZip, toTextEntry } from "../../release/archive/mod.ts";
import { TemporaryFolder } from "../end_to_end/temporary_folder.ts";

const ENTRIES = [
  toTextEntry("bin/run", "#!/bin/sh\necho ran\n", 0o755),
  toTextEntry("notes äö.txt", "x".repeat(10_000)),
];

Deno.test("createTarGz() keeps contents and permission bits", async () => {
  await using folder = await TemporaryFolder.create();
  await Deno.writeFile(folder.file("a.tar.gz"), await createTarGz(ENTRIES));
  const { success } = await new Deno.Command("tar", { args: ["-xzf", "a.tar.gz"], cwd: folder.path }).output();
  assert.ok(success);
  assert.equal((await Deno.readTextFile(folder.file("notes äö.txt"))).length, 10_000);
  const { stdout } = await new Deno.Command(folder.file("bin/run")).output();
  assert.equal(new TextDecoder().decode(stdout), "ran\n");
});

Deno.test("createTar() keeps folders and owners", async () => {
  await using folder = await TemporaryFolder.create();
  const tar = createTar([{ path: "data/", content: new Uint8Array(), mode: 0o1777, owner: 65532 }]);
  await Deno.writeFile(folder.file("a.tar"), tar);
  const { stdout } = await new Deno.Command("tar", { args: ["--numeric-owner", "-tvf", folder.file("a.tar")] })
    .output();
  assert.match(new TextDecoder().decode(stdout), /^drwxrwxrwt +65532\/65532 .* data\/$/m);
});

Deno.test("createTar() refuses a path that is too long for the format", () => {
  assert.throws(() => createTar([toTextEntry("a".repeat(101), "")]), /path is too long for tar: aaa/);
});

Deno.test("createZip() keeps contents and permission bits", async () => {
  const zip = Buffer.from(await createZip(ENTRIES));
  const central = zip.readUInt32LE(zip.length - 6);
  assert.equal(zip.readUInt32LE(central), 0x02014b50);
  assert.equal(zip.readUInt32LE(central + 38) >>> 16, 0o100755);
  const start = 30 + zip.readUInt16LE(26);
  const data = zip.subarray(start, start + zip.readUInt32LE(18));
  assert.equal(inflateRawSync(data).toString(), "#!/bin/sh\necho ran\n");
  assert.equal(zip.readUInt16LE(zip.length - 12), 2);
});

Deno.test("archives of the same entries are equal", async () => {
  const [one, other] = [await createZip(ENTRIES), await createZip(ENTRIES)];
  assert.deepEqual(one, other);
  assert.deepEqual(await createTarGz(ENTRIES), await createTarGz(ENTRIES));
});
