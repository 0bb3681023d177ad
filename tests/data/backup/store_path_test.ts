import assert from "node:assert/strict";
import { requireStoreFile } from "../../../data/backup/store_path.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";

Deno.test("requireStoreFile() refuses folders", async () => {
  await using folder = await TemporaryFolder.create();
  await assert.rejects(requireStoreFile(folder.path, "check"), {
    message: `Cannot check ${folder.path}: it is a folder. Set --db to the store's file.`,
  });
});

Deno.test({
  name: "requireStoreFile() refuses pipes, which would wait for a writer",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    await using folder = await TemporaryFolder.create();
    const pipe = folder.file("pipe");
    assert.ok((await new Deno.Command("mkfifo", { args: [pipe] }).output()).success);
    await assert.rejects(requireStoreFile(pipe, "back up"), {
      message: `Cannot back up ${pipe}: it is a named pipe. Set --db to the store's file.`,
    });
  },
});
