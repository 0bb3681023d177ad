import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { writeCompressedModule } from "../../../scripts/bundle/compressed_module.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";

Deno.test("writeCompressedModule() writes a small module that exports the value", async () => {
  await using folder = await TemporaryFolder.create();
  const value = { page: "<p>“quoted”</p>\n".repeat(1_000), list: [1, null] };
  const module = await writeCompressedModule(JSON.stringify(value));
  assert.ok(module.length < 1_000);
  assert.equal(module, await writeCompressedModule(JSON.stringify(value)), "a build can be repeated");
  const path = join(folder.path, "prepared.js");
  await Deno.writeTextFile(path, module);
  assert.deepEqual((await import(pathToFileURL(path).href)).prepared, value);
});
