import assert from "node:assert/strict";
import { editConfig, readConfig } from "../../install/config_file.ts";
import { InstallError } from "../../install/install_error.ts";
import { TemporaryFolder } from "../end_to_end/temporary_folder.ts";

const UNIX = Deno.build.os !== "windows";

Deno.test("editConfig() makes a file that is its owner's alone", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("mcp.json");
  assert.equal(await editConfig(path, (text) => text + "{}"), true);
  assert.equal(await readConfig(path), "{}");
  if (UNIX) assert.equal((await Deno.stat(path)).mode! & 0o777, 0o600);
  assert.deepEqual(await folder.listNames(), ["mcp.json"]);
});

Deno.test("editConfig() keeps a file's mode, and leaves it alone when nothing changes", async () => {
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
  name: "editConfig() follows a link, which stays one",
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

Deno.test("editConfig() loses nothing that the host writes meanwhile", async () => {
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

Deno.test("editConfig() gives up on a file that never rests", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("mcp.json");
  await assert.rejects(
    editConfig(path, (text) => {
      Deno.writeTextFileSync(path, `${text}1`);
      return `${text}!`;
    }),
    (error) => error instanceof InstallError && /Quit that first/.test(error.message),
  );
});

Deno.test("editConfig() says why it can't, and leaves nothing behind", async () => {
  await using folder = await TemporaryFolder.create();
  await Deno.mkdir(folder.file("a folder"));
  for (
    const [path, message] of [
      [folder.file("missing/mcp.json"), /can't be written: there is no such folder\.$/],
      [folder.file("a folder"), /can't be read: /],
    ] as const
  ) {
    await assert.rejects(editConfig(path, () => "{}"), (error) => {
      return error instanceof InstallError && message.test(error.message);
    });
  }
  assert.deepEqual(await folder.listNames(), ["a folder"]);
});

Deno.test("what an edit throws leaves the file as it is", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("mcp.json");
  await Deno.writeTextFile(path, "as it is");
  await assert.rejects(
    editConfig(path, () => {
      throw new InstallError("no");
    }),
    InstallError,
  );
  assert.equal(await readConfig(path), "as it is");
});
