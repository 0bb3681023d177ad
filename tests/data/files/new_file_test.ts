import assert from "node:assert/strict";
import { NewFile } from "../../../data/files/new_file.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";

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
