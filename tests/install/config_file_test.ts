import assert from "node:assert/strict";
import { editConfig, readConfig } from "../../install/files/config_file.ts";
import { InstallError } from "../../install/errors/mod.ts";
import { TemporaryFolder } from "../end_to_end/temporary_folder.ts";

const UNIX = Deno.build.os !== "windows";

Deno.test("editConfig() creates a file that only its owner can read", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("mcp.json");
  assert.deepEqual(await editConfig(path, (text) => text + "{}"), { changed: true });
  assert.equal(await readConfig(path), "{}");
  if (UNIX) assert.equal((await Deno.stat(path)).mode! & 0o777, 0o600);
  assert.deepEqual(await folder.listNames(), ["mcp.json"]);
});

Deno.test("editConfig() keeps a file's mode, and does not write without changes", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("mcp.json");
  await Deno.writeTextFile(path, "{}");
  if (UNIX) await Deno.chmod(path, 0o662); // no usual umask leaves this
  const { mtime, mode } = await Deno.stat(path);
  assert.deepEqual(await editConfig(path, (text) => text), { changed: false });
  assert.deepEqual((await Deno.stat(path)).mtime, mtime);
  assert.equal((await editConfig(path, () => "[]")).changed, true);
  assert.equal((await Deno.stat(path)).mode, mode);
});

Deno.test({
  name: "editConfig() follows a link and keeps it",
  ignore: !UNIX,
  async fn() {
    await using folder = await TemporaryFolder.create();
    const [link, target] = [folder.file("link.json"), folder.file("dotfile.json")];
    await Deno.writeTextFile(target, "old");
    await Deno.symlink(target, link);
    await editConfig(link, () => "new");
    assert.equal(await Deno.readTextFile(target), "new");
    assert.equal((await Deno.lstat(link)).isSymlink, true);
  },
});

Deno.test("editConfig() keeps what the host writes meanwhile", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("mcp.json");
  await Deno.writeTextFile(path, "a");
  let writes = 0;
  await editConfig(path, (text) => {
    if (writes++ < 2) Deno.writeTextFileSync(path, `${text}${writes}`);
    return `${text}!`;
  });
  assert.equal(await readConfig(path), "a12!");
  const [, backup, ...others] = await folder.listNames();
  assert.deepEqual(others, []);
  assert.equal(await Deno.readTextFile(folder.file(backup!)), "a12");
});

Deno.test("editConfig() gives up on a file that keeps changing", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("mcp.json");
  await assert.rejects(
    editConfig(path, (text) => {
      Deno.writeTextFileSync(path, `${text}1`);
      return `${text}!`;
    }),
    (error) => error instanceof InstallError && /keeps changing\. Quit the program/.test(error.message),
  );
});

Deno.test("editConfig() keeps a dated copy of each previous file", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("mcp.json");
  await Deno.writeTextFile(path, "\uFEFFone");
  if (UNIX) await Deno.chmod(path, 0o640);
  const backups = [];
  for (const text of ["two", "three"]) backups.push((await editConfig(path, () => text)).backup!);
  for (const backup of backups) assert.match(backup, /mcp\.json\.\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d(-2)?\.bak$/);
  assert.deepEqual(await Promise.all(backups.map(readConfig)), ["\uFEFFone", "two"]);
  if (UNIX) assert.equal((await Deno.stat(backups[0]!)).mode! & 0o777, 0o640);
  assert.equal((await folder.listNames()).length, 3);
});

Deno.test({
  name: "editConfig() keeps a file's owner when the superuser runs it",
  ignore: !UNIX || Deno.uid() !== 0,
  async fn() {
    await using folder = await TemporaryFolder.create();
    const path = folder.file("mcp.json");
    await Deno.writeTextFile(path, "{}");
    await Deno.chown(path, 1234, 4321);
    const { backup } = await editConfig(path, () => "[]");
    for (const file of [path, backup!]) {
      const { uid, gid } = await Deno.stat(file);
      assert.deepEqual([uid, gid], [1234, 4321]);
    }
  },
});

Deno.test("editConfig() creates a missing folder only if there is something to write", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("project/.cursor/mcp.json");
  assert.deepEqual(await editConfig(path, (text) => text), { changed: false });
  assert.deepEqual(await folder.listNames(), []);
  assert.deepEqual(await editConfig(path, () => "{}"), { changed: true });
  assert.equal(await readConfig(path), "{}");
});

Deno.test({
  name: "editConfig() does not touch a read-only file, even as the superuser",
  ignore: !UNIX,
  async fn() {
    await using folder = await TemporaryFolder.create();
    const path = folder.file("mcp.json");
    await Deno.writeTextFile(path, "mine");
    await Deno.chmod(path, 0o444);
    await assert.rejects(editConfig(path, () => "{}"), (error) => {
      return error instanceof InstallError && /mcp\.json is read-only\. Make it writable/.test(error.message);
    });
    assert.equal(await readConfig(path), "mine");
    assert.deepEqual(await editConfig(path, (text) => text), { changed: false });
    assert.deepEqual(await folder.listNames(), ["mcp.json"]);
  },
});

Deno.test({
  name: "editConfig() refuses what is not a regular file at once, and leaves it in place",
  ignore: !UNIX,
  async fn() {
    await using folder = await TemporaryFolder.create();
    await new Deno.Command("mkfifo", { args: [folder.file("pipe")] }).output();
    await Deno.symlink("/dev/null", folder.file("link to a device"));
    await Deno.symlink(folder.file("nothing"), folder.file("link to nothing"));
    const names = await folder.listNames();
    for (
      const [path, message] of [
        ["/dev/null", /^\/dev\/null is a device\. Name a regular file with --config FILE\.$/],
        [folder.file("link to a device"), /null is a device\./],
        [folder.file("pipe"), /pipe is a named pipe\./],
        [folder.path, /is a folder\./],
        [folder.file("link to nothing"), /is a link to a file that does not exist\. Create that file/],
      ] as const
    ) {
      for (const edit of [() => "{}", (text: string) => text]) {
        await assert.rejects(editConfig(path, edit), (error) => {
          return error instanceof InstallError && message.test(error.message);
        });
      }
    }
    assert.equal((await Deno.stat("/dev/null")).isCharDevice, true);
    assert.equal((await Deno.stat(folder.file("pipe"))).isFifo, true);
    assert.deepEqual(await folder.listNames(), names);
  },
});

Deno.test("editConfig() explains why it fails, and leaves nothing behind", async () => {
  await using folder = await TemporaryFolder.create();
  await Deno.writeTextFile(folder.file("a file"), "");
  await Deno.writeFile(folder.file("latin"), Uint8Array.of(0x7b, 0xe9, 0x7d));
  for (
    const [path, message] of [
      [folder.file("a file/mcp.json"), /: part of its path is a file, not a folder\.$/],
      [folder.file("latin"), /cannot be read: it is not UTF-8 text\.$/],
    ] as const
  ) {
    await assert.rejects(editConfig(path, () => "{}"), (error) => {
      return error instanceof InstallError && message.test(error.message);
    });
  }
  assert.deepEqual(await folder.listNames(), ["a file", "latin"]);
});

Deno.test("an edit that throws leaves the file unchanged", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("mcp.json");
  await Deno.writeTextFile(path, "unchanged");
  await assert.rejects(
    editConfig(path, () => {
      throw new InstallError("rejected");
    }),
    InstallError,
  );
  assert.equal(await readConfig(path), "unchanged");
});
