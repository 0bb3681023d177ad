import assert from "node:assert/strict";
import { NewFile } from "../../../data/files/new_file.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";

const IS_WINDOWS = Deno.build.os === "windows";
const OPTIONS = { advice: "Give another name." };
const bytes = new TextEncoder().encode("whole");

async function listNames(folder: TemporaryFolder): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder.path), ({ name }) => name)).sort();
}

Deno.test("NewFile has its name only when it is finished", async () => {
  await using folder = await TemporaryFolder.create();
  {
    await using file = await NewFile.create(folder.file("a"), OPTIONS);
    await file.write(bytes);
    assert.equal((await listNames(folder)).includes("a"), false);
    await file.finish();
  }
  assert.deepEqual(await listNames(folder), ["a"]);
  assert.equal(await Deno.readTextFile(folder.file("a")), "whole");
});

Deno.test("NewFile leaves nothing behind if it is not finished", async () => {
  await using folder = await TemporaryFolder.create();
  {
    await using file = await NewFile.create(folder.file("a"), OPTIONS);
    await file.write(bytes);
  }
  assert.deepEqual(await listNames(folder), []);
});

Deno.test("NewFile replaces a file only on request", async () => {
  await using folder = await TemporaryFolder.create();
  await Deno.writeTextFile(folder.file("a"), "mine");
  await assert.rejects(NewFile.create(folder.file("a"), OPTIONS), /a already exists\. Give another name\./);
  {
    await using file = await NewFile.create(folder.file("b"), OPTIONS);
    await Deno.writeTextFile(folder.file("b"), "came meanwhile");
    await assert.rejects(file.finish(), /b already exists/);
  }
  assert.equal(await Deno.readTextFile(folder.file("b")), "came meanwhile");
  await using file = await NewFile.create(folder.file("a"), { ...OPTIONS, replace: true });
  await file.write(bytes);
  assert.equal(await Deno.readTextFile(folder.file("a")), "mine");
  await file.finish();
  assert.equal(await Deno.readTextFile(folder.file("a")), "whole");
});

Deno.test("NewFile explains why a path cannot be used", async () => {
  await using folder = await TemporaryFolder.create();
  await assert.rejects(
    NewFile.create(folder.file("none/a"), OPTIONS),
    /none.a: its folder does not exist\. Create it first/,
  );
  await assert.rejects(NewFile.create(folder.path, OPTIONS), /it is a folder/);
});

Deno.test({
  name: "NewFile is closed to other users",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using folder = await TemporaryFolder.create();
    await using file = await NewFile.create(folder.file("a"), OPTIONS);
    await file.finish();
    assert.equal((await Deno.stat(folder.file("a"))).mode! & 0o777, 0o600);
  },
});

Deno.test({
  name: "NewFile replaces regular, writable files only, and keeps their mode",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using folder = await TemporaryFolder.create();
    const replace = { ...OPTIONS, replace: true };
    await new Deno.Command("mkfifo", { args: [folder.file("pipe")] }).output();
    await Deno.writeTextFile(folder.file("fixed"), "mine", { mode: 0o444 });
    await Deno.symlink(folder.file("nothing"), folder.file("dangling"));
    for (
      const [path, message] of [
        ["/dev/null", /\/dev\/null: it is a device\. Use the path of a regular file/],
        [folder.file("pipe"), /pipe: it is a named pipe/],
        [folder.file("fixed"), /fixed: it is read-only\. Make it writable/],
        [folder.file("dangling"), /dangling: it is a link to a file that does not exist/],
      ] as const
    ) await assert.rejects(NewFile.create(path, replace), message);
    assert.equal((await Deno.stat("/dev/null")).isCharDevice, true);
    await Deno.writeTextFile(folder.file("target"), "old");
    await Deno.chmod(folder.file("target"), 0o662);
    await Deno.symlink(folder.file("target"), folder.file("link"));
    await using file = await NewFile.create(folder.file("link"), replace);
    await file.write(bytes);
    await file.finish();
    assert.equal((await Deno.lstat(folder.file("link"))).isSymlink, true);
    assert.equal(await Deno.readTextFile(folder.file("target")), "whole");
    assert.equal((await Deno.stat(folder.file("target"))).mode! & 0o777, 0o662);
    assert.deepEqual(await listNames(folder), ["dangling", "fixed", "link", "pipe", "target"]);
  },
});

Deno.test("NewFile removes unfinished files of processes that have ended, and no others", async () => {
  await using folder = await TemporaryFolder.create();
  const ended = new Deno.Command(Deno.execPath(), { args: ["--version"], stdout: "null" }).spawn();
  await ended.status;
  const others = [`a.part-${Deno.ppid}`, "a.part-x", `b.part-${ended.pid}`];
  for (const name of [`a.part-${ended.pid}`, `a.part-${ended.pid}-wal`, ...others]) {
    await Deno.writeTextFile(folder.file(name), "");
  }
  await using file = await NewFile.create(folder.file("a"), OPTIONS);
  await file.finish();
  assert.deepEqual(await listNames(folder), ["a", ...others].sort());
});

Deno.test("NewFile syncs the file before it has its name, and the folder after", { ignore: IS_WINDOWS }, async () => {
  await using folder = await TemporaryFolder.create();
  const synced: [kind: string, isNamed: boolean][] = [];
  const { sync } = Deno.FsFile.prototype;
  Deno.FsFile.prototype.sync = async function (this: Deno.FsFile) {
    const { isDirectory } = await this.stat();
    synced.push([isDirectory ? "folder" : "file", (await listNames(folder)).includes("a")]);
    await sync.call(this);
  };
  try {
    await using file = await NewFile.create(folder.file("a"), OPTIONS);
    await file.write(bytes);
    await file.finish();
  } finally {
    Deno.FsFile.prototype.sync = sync;
  }
  assert.deepEqual(synced, [["file", false], ["folder", true]]);
});
