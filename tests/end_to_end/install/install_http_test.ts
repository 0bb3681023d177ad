import assert from "node:assert/strict";
import { getDenoCache, runProgram, startProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

Deno.test("install adds a server over HTTP, which doctor reaches with the header", async () => {
  await using folder = await TemporaryFolder.create();
  const token = "d41d8cd98f00b204e9800998ecf8427e";
  await using server = startProgram(["serve", "--demo", "--http", "0"], {
    env: { SUPPORT_MCP_TOKEN: `dana write ${token}` },
  });
  const [url] = /http:\/\/127[^"]+/.exec(await server.waitForErrors((text) => text.includes("/mcp")))!;
  await Deno.mkdir(folder.file("copilot"));
  const env = {
    HOME: folder.path,
    XDG_CONFIG_HOME: folder.path,
    COPILOT_HOME: folder.file("copilot"),
    SUPPORT_MCP_DB: folder.file("desk.db"), // of other commands: no conflict with --url
    DENO_DIR: await getDenoCache(),
  };
  const install = ["install", "copilot-cli", "--url", url, "--header"];
  const added = await runProgram([...install, `Authorization=Bearer ${token}`], { env });
  assert.equal(added.code, 0, added.stderr);
  assert.match(
    added.stdout,
    /^Added the server support-desk to Copilot CLI, in .*copilot.mcp-config\.json\. Start a new/,
  );
  assert.match(
    added.stdout,
    /\nIt is reached at http:.*\/mcp\.\nThe file contains the header Authorization: keep it private/,
  );
  assert.doesNotMatch(added.stdout, new RegExp(token));
  const { code, stdout } = await runProgram(["doctor"], { env });
  assert.match(stdout, /^ok {5}Copilot CLI: support-desk answers, opens its desk, and has \d+ tools\.$/m);
  assert.equal(code, 0, stdout);
  assert.equal((await runProgram([...install, "Authorization: Bearer wrong"], { env })).code, 0);
  const wrong = await runProgram(["doctor"], { env });
  assert.equal(wrong.code, 1);
  assert.match(wrong.stdout, /^failed Copilot CLI: .*401/m);
  assert.match(
    (await runProgram(["uninstall", "copilot-cli"], { env })).stdout,
    /^Removed the server support-desk \(http:[^)]*\) from/,
  );
});
