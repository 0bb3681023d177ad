import assert from "node:assert/strict";
import { findPage, formatHelpPage, mayAskForPage } from "../../../commands/pages/mod.ts";
import { preparePages } from "../../../scripts/bundle/prepare_pages.ts";
import { mainWith } from "../../main_with.ts";
import { overrideVariables } from "../../override_variables.ts";

Deno.test("preparePages() prepares what the command line prints, whatever the environment", async () => {
  const prepared = await preparePages();
  const requests = Object.keys(prepared.requests);
  for (
    const request of ["", "help", "--version", "serve --help", "agent -h", "help agent", "agent help", "doctor -V"]
  ) {
    assert.ok(requests.includes(request), request);
  }
  using _ = overrideVariables({ SUPPORT_MCP_DB: "elsewhere", SUPPORT_MCP_HTTP: "no port" });
  for (const request of requests) {
    const args = request.split(" ").filter((word) => word !== "");
    assert.ok(mayAskForPage(args), request);
    const stdout = formatHelpPage(findPage(args, prepared)!);
    assert.deepEqual(await mainWith(...args), { code: 0, stdout, stderr: "" }, request);
  }
});

Deno.test("preparePages() names the program and its version, by which installers recognize it", async () => {
  assert.match((await preparePages()).mark, /^support-mcp program \d+\.\d+\.\d+$/);
});
