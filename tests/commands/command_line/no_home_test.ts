import assert from "node:assert/strict";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { mainWith } from "../../main_with.ts";
import { overrideVariables } from "../../override_variables.ts";

/** The variables that name the default store. */
const VARIABLES = ["HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_DATA_HOME", "SUPPORT_MCP_DB"];

Deno.test("every command that needs a store says what to set when there is no home folder", async () => {
  await using folder = await TemporaryFolder.create();
  const table = folder.file("t.csv");
  await Deno.writeTextFile(table, "subject,customer\nOne,a@b.c\n");
  const lines = [
    ["serve"],
    ["export"],
    ["export", "--salvage"],
    ["import", table],
    ["backup", folder.file("copy.db")],
    ["restore", table],
    ["check"],
    ["settings", "show"],
    ["approvals", "list"],
  ];
  using _ = overrideVariables(Object.fromEntries(VARIABLES.map((name) => [name, undefined])));
  for (const args of lines) {
    const { code, stdout, stderr } = await mainWith(...args);
    assert.deepEqual([code, stdout], [1, ""], args.join(" "));
    assert.match(
      stderr,
      /^support-mcp: There is no location for the store, because (\w+) is not set\. Set --db or SUPPORT_MCP_DB to a file, or set \1\.\n$/,
      args.join(" "),
    );
  }
  assert.deepEqual(await folder.listNames(), ["t.csv"]);
});
