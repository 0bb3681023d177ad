import assert from "node:assert/strict";
import manifest from "../../../deno.json" with { type: "json" };
import { runProgram, startProgram } from "../program.ts";

Deno.test("support-mcp --version prints only the version", async () => {
  assert.deepEqual(await runProgram(["--version"]), {
    code: 0,
    signal: null,
    stdout: `${manifest.version}\n`,
    stderr: "",
  });
});

Deno.test("support-mcp --help lists the commands on standard output", async () => {
  const { code, stdout, stderr } = await runProgram(["--help"]);
  assert.deepEqual([code, stderr], [0, ""]);
  assert.match(stdout, /^ {2}serve .*host/m);
});

Deno.test("support-mcp serve --help does not start a server", async () => {
  const { code, stdout } = await runProgram(["serve", "--help"]);
  assert.equal(code, 0);
  assert.match(stdout, /SUPPORT_MCP_DB/);
});

for (
  const [args, says] of [
    [["srve"], /"srve" is not a command\. Did you mean serve\?/],
    [["serve", "--demoo"], /--demoo is not a flag of support-mcp serve\. Did you mean --demo\?/],
    [["serve", "--log-level", "loud"], /--log-level is invalid: "loud"\. Use debug/],
    [["serve", "custmers"], /"custmers" is invalid\. Did you mean customers\? Use tickets or customers/],
    [["serve", "--demo", "--tools", "close_tickets"], /"close_tickets" is not a tool .*close_ticket_tool/],
  ] as const
) {
  Deno.test(`support-mcp ${args.join(" ")} exits with 2, one line, and nothing on standard output`, async () => {
    const { code, stdout, stderr } = await runProgram(args);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, /^support-mcp: [^\n]+\n$/);
    assert.match(stderr, says);
  });
}

Deno.test("serve exits with 2 for an invalid variable, and a flag takes precedence", async () => {
  const env = { SUPPORT_MCP_LOG_LEVEL: "loud" };
  const { code, stderr } = await runProgram(["serve", "--demo"], { env });
  assert.equal(code, 2);
  assert.match(stderr, /^support-mcp: SUPPORT_MCP_LOG_LEVEL is invalid: "loud"[^\n]*\n$/);
  assert.equal((await runProgram(["serve", "--demo", "--log-level", "error"], { env })).code, 0);
});

Deno.test("a closed standard output is not an error", async () => {
  await using running = startProgram(["serve", "--help"]);
  await running.closeOutput();
  const { code, stderr } = await running.waitForExit();
  assert.deepEqual([code, stderr], [0, ""]);
});
