import assert from "node:assert/strict";
import { PROJECT } from "./sources.ts";

/** The maximum number of files before the tool's own. */
const LIMITS = { stdio: 6, http: 12 };

const TOOLS = "server/definitions/tools/";

Deno.test("a call reaches its tool through few files", async () => {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "tests/house/call_path.ts"],
    cwd: PROJECT,
  }).output();
  const paths: Record<keyof typeof LIMITS, string[]>[] = JSON.parse(
    new TextDecoder().decode(stdout) || new TextDecoder().decode(stderr),
  );
  const reached = paths.map(({ stdio, http }) =>
    [stdio, http].map((files) => files.find((file) => file.startsWith(TOOLS)))
  );
  assert.deepEqual(
    reached,
    [["close_ticket_tool", "close_ticket_tool"], ["get_ticket", "get_ticket"]].map((names) =>
      names.map((name) => `${TOOLS}${name}.ts`)
    ),
  );
  for (const { stdio, http } of paths) {
    for (const [all, limit] of [[stdio, LIMITS.stdio], [http, LIMITS.http]] as const) {
      const files = all.filter((file) => !isOfTool(file));
      assert.ok(files.length <= limit, `${files.length} files (limit ${limit}):\n${files.join("\n")}`);
    }
  }
});

/** Checks that a file is the tool's, or one that the tool calls: all definitions but the one that binds its arguments. */
function isOfTool(file: string): boolean {
  return file.startsWith("server/definitions/") && file !== "server/definitions/bind_call.ts";
}
