import assert from "node:assert/strict";
import { PROJECT } from "./sources.ts";

/** The most files before the tool's own. */
const LIMITS = { stdio: 6, http: 12 };

Deno.test("a call reaches its tool through few files", async () => {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "tests/house/call_path.ts"],
    cwd: PROJECT,
  }).output();
  const { stdio, http } = JSON.parse(new TextDecoder().decode(stdout) || new TextDecoder().decode(stderr));
  const tool = "server/definitions/tools/close_ticket_tool.ts";
  for (const [files, limit] of [[stdio, LIMITS.stdio], [http, LIMITS.http]]) {
    assert.ok(files.includes(tool), files.join("\n"));
    assert.ok(files.length - 1 <= limit, `${files.length - 1} files (limit ${limit}):\n${files.join("\n")}`);
  }
});
