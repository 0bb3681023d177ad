import assert from "node:assert/strict";
import { runProgram, startProgram } from "../program.ts";
import { formatToolCall, HANDSHAKE, waitForResponse } from "../protocol_lines.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

Deno.test("report counts what a server that runs has just done, and prints nothing but the report", async () => {
  await using folder = await TemporaryFolder.create();
  const db = folder.file("desk.db");
  await using server = startProgram(["serve", "--demo", "--db", db]);
  await server.write(HANDSHAKE + formatToolCall(1, "close_ticket_tool", { ticket_id: "42", resolution: "Done." }));
  await waitForResponse(1, server);
  const table = await runProgram(["report", "today", "--by", "tier", "--db", db]);
  assert.deepEqual([table.code, table.stderr], [0, ""]);
  assert.match(table.stdout, /^\d{4}-\d\d-\d\d \(UTC\)\n\nTier .*\nfree +0 +0 +0 +0 +1 .*\npro +0 +1 +0 +0 +0 /);
  assert.ok(!table.stdout.includes("\x1b"));
  const json = await runProgram(["report", "--format", "json", "--db", db]);
  const { group_by, rows, total } = JSON.parse(json.stdout);
  assert.deepEqual([group_by, rows.length, total.closed, total.closed_in_time], ["day", 30, 1, 0]);
});

Deno.test("report explains a store that is not there, and periods and flags that it does not know", async () => {
  await using folder = await TemporaryFolder.create();
  const db = folder.file("desk.db");
  const missing = await runProgram(["report", "--db", db]);
  assert.equal(missing.code, 1);
  assert.match(missing.stderr, /desk\.db/);
  await assert.rejects(Deno.stat(db));
  const created = await runProgram(["settings", "set", "team/Jo/away", "false", "--db", db]);
  assert.equal(created.code, 0);
  const period = await runProgram(["report", "someday", "--db", db]);
  assert.deepEqual([period.code, period.stdout], [2, ""]);
  assert.match(period.stderr, /^support-mcp: PERIOD cannot be "someday"\. Use the last days up to today \(7d, /);
  const grouping = await runProgram(["report", "--by", "prority", "--db", db]);
  assert.deepEqual([grouping.code, grouping.stdout], [2, ""]);
  assert.match(grouping.stderr, /^support-mcp: --by cannot be "prority"\. Did you mean priority\? Use day, week, /);
  for (const args of [["--format", "xml"], ["7d", "30d"]]) {
    const { code, stdout } = await runProgram(["report", ...args, "--db", db]);
    assert.deepEqual([code, stdout], [2, ""]);
  }
});
