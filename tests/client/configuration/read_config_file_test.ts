import assert from "node:assert/strict";
import { readConfigFile } from "../../../client/configuration/read_config_file.ts";
import { SetupError } from "../../../client/errors/mod.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";

Deno.test("readConfigFile() reads the servers of a file", async () => {
  await using folder = await TemporaryFolder.create();
  const file = folder.file("mcp.json");
  await Deno.writeTextFile(file, '{ "mcpServers": { "desk": { "url": "https://${DESK}/mcp" } } }');
  const [source, ...others] = await readConfigFile(file, { DESK: "desk.example.com" });
  assert.deepEqual([source?.name, others], ["desk", []]);
});

Deno.test("readConfigFile() reports a missing file", async () => {
  await assert.rejects(
    readConfigFile("/no/such.json", {}),
    new SetupError("Cannot read configuration file /no/such.json: file not found."),
  );
});

Deno.test("readConfigFile() names the file and the position of an error", async () => {
  await using folder = await TemporaryFolder.create();
  const file = folder.file("mcp.json");
  await Deno.writeTextFile(file, "[]");
  await assert.rejects(readConfigFile(file, {}), new SetupError(`${file}, line 1, column 1: expected a JSON object.`));
});
