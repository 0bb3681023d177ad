import assert from "node:assert/strict";
import { join } from "node:path";
import { Workspace } from "../../bench/workspace.ts";
import { TemporaryFolder } from "../end_to_end/temporary_folder.ts";

Deno.test("Workspace is a new folder in the project's dist that is deleted after use", async () => {
  await using project = await TemporaryFolder.create();
  {
    await using workspace = await Workspace.make(project.path);
    assert.ok(workspace.folder.startsWith(join(project.path, "dist")));
    await Deno.writeTextFile(join(workspace.folder, "desk.db"), "a store");
  }
  assert.deepEqual(await Array.fromAsync(Deno.readDir(project.file("dist"))), []);
});
