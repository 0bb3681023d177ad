import assert from "node:assert/strict";
import { openDesk } from "../../../store/mod.ts";
import { BY } from "../../store/open_test_desk.ts";
import { DAMAGED_VALUES, damageEntry } from "../../store/kv/forms/damage_entry.ts";
import { runProgram, startProgram } from "../program.ts";
import { formatRequest, formatToolCall, HANDSHAKE, waitForResponse } from "../protocol_lines.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

const DAMAGED = /^Ticket #1 is damaged: its record cannot be read\. .*support-mcp check --repair/;

Deno.test("a server says which ticket is damaged and serves the others, and commands say it too", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  const desk = await openDesk(path);
  await desk.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  for (const subject of ["One", "Two"]) await desk.tickets.create({ subject, customer: "ada@example.com" }, BY);
  await desk.close();
  damageEntry(path, ["ticket", 1], DAMAGED_VALUES["an empty object"]);

  await using server = startProgram(["serve", "--db", path]);
  await server.write(HANDSHAKE + formatToolCall(1, "get_ticket", { ticket_id: "1" }));
  const { content, isError } = (await waitForResponse(1, server)).result as {
    content: { text: string }[];
    isError: true;
  };
  assert.match(content[0]!.text, DAMAGED);
  assert.equal(isError, true);
  await server.write(formatRequest(2, "resources/read", { uri: "ticket://1" }));
  const { error } = await waitForResponse(2, server);
  assert.match(error!.message, DAMAGED);
  assert.equal(error!.code, -32603);
  await server.write(formatToolCall(3, "close_ticket_tool", { ticket_id: "2", resolution: "Done" }));
  assert.notEqual((await waitForResponse(3, server)).result!.isError, true);
  await server.closeInput();
  const { code, stderr } = await server.waitForExit();
  assert.deepEqual([code, stderr], [0, ""]);

  const exported = await runProgram(["export", folder.file("desk.jsonl"), "--db", path]);
  assert.equal(exported.code, 1);
  assert.match(exported.stderr, /^support-mcp: Ticket #1 is damaged: its record cannot be read\. [^\n]+\n$/);
  await assert.rejects(Deno.stat(folder.file("desk.jsonl")), Deno.errors.NotFound);
  const repaired = await runProgram(["check", "--repair", "--db", path]);
  assert.match(repaired.stdout, /Ticket #1: its record cannot be read/);
  assert.equal((await runProgram(["export", folder.file("desk.jsonl"), "--db", path])).code, 0);
});
