import assert from "node:assert/strict";
import manifest from "../../deno.json" with { type: "json" };
import { runProgram, startProgram } from "./program.ts";

Deno.test("support-mcp --version prints the version alone", async () => {
  assert.deepEqual(await runProgram(["--version"]), {
    code: 0,
    signal: null,
    stdout: `${manifest.version}\n`,
    stderr: "",
  });
});

Deno.test("support-mcp --help lists the commands, and nothing goes to standard error", async () => {
  const { code, stdout, stderr } = await runProgram(["--help"]);
  assert.deepEqual([code, stderr], [0, ""]);
  assert.match(stdout, /^ {2}serve .*host/m);
});

Deno.test("support-mcp serve --help explains without serving", async () => {
  const { code, stdout } = await runProgram(["serve", "--help"]);
  assert.equal(code, 0);
  assert.match(stdout, /SUPPORT_MCP_DB/);
});

for (
  const [args, says] of [
    [["srve"], /srve: did you mean serve\?/],
    [["serve", "--demoo"], /--demoo: did you mean --demo\?/],
    [["serve", "--log-level", "loud"], /loud, only one of debug/],
    [["serve", "custmers"], /custmers, only one of tickets, customers/],
    [["serve", "--demo", "--tools", "close_tickets"], /no tool "close_tickets".*close_ticket_tool/],
  ] as const
) {
  Deno.test(`support-mcp ${args.join(" ")} ends with 2, one line, and nothing on standard output`, async () => {
    const { code, stdout, stderr } = await runProgram(args);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, /^support-mcp: [^\n]+\n$/);
    assert.match(stderr, says);
  });
}

Deno.test("a variable that can't be read ends serve with 2, and a flag beats it", async () => {
  const env = { SUPPORT_MCP_LOG_LEVEL: "loud" };
  const { code, stderr } = await runProgram(["serve", "--demo"], { env });
  assert.equal(code, 2);
  assert.match(stderr, /^support-mcp: [^\n]*SUPPORT_MCP_LOG_LEVEL is "loud"[^\n]*\n$/);
  assert.equal((await runProgram(["serve", "--demo", "--log-level", "error"], { env })).code, 0);
});

Deno.test("a reader of standard output that leaves early is no failure", async () => {
  await using running = startProgram(["serve", "--help"]);
  await running.closeOutput();
  const { code, stderr } = await running.waitForExit();
  assert.deepEqual([code, stderr], [0, ""]);
});
