import assert from "node:assert/strict";
import { preparePages } from "../../scripts/prepare_pages.ts";
import { mainWith } from "../main_with.ts";

Deno.test("preparePages() has what the command line prints, whatever the environment says", async () => {
  const pages = await preparePages();
  assert.ok("" in pages && "--version" in pages && "serve --help" in pages && "agent -h" in pages);
  Deno.env.set("SUPPORT_MCP_DB", "elsewhere");
  Deno.env.set("SUPPORT_MCP_HTTP", "no port");
  try {
    for (const [words, page] of Object.entries(pages)) {
      const { code, stdout, stderr } = await mainWith(...words.split(" ").filter((word) => word !== ""));
      assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: page, stderr: "" }, words);
    }
  } finally {
    Deno.env.delete("SUPPORT_MCP_DB");
    Deno.env.delete("SUPPORT_MCP_HTTP");
  }
});
