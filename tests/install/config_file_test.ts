import assert from "node:assert/strict";
import { editConfig, readConfig } from "../../install/config_file.ts";
import { InstallError } from "../../install/install_error.ts";
import { TemporaryFolder } from "../end_to_end/temporary_folder.ts";

const UNIX = Deno.build.os !== "windows";

Deno.test("editConfig() creates a file that only its owner can read", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("mcp.json");
  assert.equal(await editConfig(path, (text) => text + "{}"), true);
  assert.equal(await readConfig(path), "{}");
  if (UNIX) assert.equal((await Deno.stat(path)).mode! & 0o777, 0o600);
  assert.deepEqual(await folder.listNames(), ["mcp.json"]);
});

Deno.test("editConfig() keeps a file's mode, and does not write without changes", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("mcp.json");
  await Deno.writeTextFile(path, "{}", { mode: 0o640 });
  const { mtime, mode } = await Deno.stat(path);
  assert.equal(await editConfig(path, (text) => text), false);
  assert.deepEqual((await Deno.stat(path)).mtime, mtime);
  assert.equal(await editConfig(path, () => "[]"), true);
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
  assert.deepEqual(await folder.listNames(), ["mcp.json"]);
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

Deno.test("editConfig() explains why it fails, and leaves nothing behind", async () => {
  await using folder = await TemporaryFolder.create();
  await Deno.mkdir(folder.file("a folder"));
  for (
    const [path, message] of [
      [folder.file("missing/mcp.json"), /cannot be written: no such folder\.$/],
      [folder.file("a folder"), /cannot be read: /],
    ] as const
  ) {
    await assert.rejects(editConfig(path, () => "{}"), (error) => {
      return error instanceof InstallError && message.test(error.message);
    });
  }
  assert.deepEqual(await folder.listNames(), ["a folder"]);
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
