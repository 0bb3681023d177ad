import assert from "node:assert/strict";
import { openDesk } from "../../../store/mod.ts";
import { BY } from "../../store/open_test_desk.ts";
import { DAMAGED_VALUES, damageEntry } from "../../store/kv/forms/damage_entry.ts";
import { runProgram, startProgram } from "../program.ts";
import { formatRequest, formatToolCall, HANDSHAKE, waitForResponse } from "../protocol_lines.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

const DAMAGED = /^Ticket #1 is damaged: its record cannot be read\. .*support-mcp check --repair/;
const REMEDY = "A person can repair the store (support-mcp check --repair) or restore a backup (support-mcp restore).";

Deno.test("a server says which ticket is damaged and serves the others, and commands say it too", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  const desk = await openDesk(path);
  await desk.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  for (const subject of ["One", "Two"]) await desk.tickets.create({ subject, customer: "ada@example.com" }, BY);
  const change = { tool: "update_account", email: "ada@example.com", update: { account_tier: "pro" } } as const;
  await desk.approvals.request({ change: { ...change, revision: 1 }, question: "Change the tier?" }, BY);
  await desk.close();
  damageEntry(path, ["ticket", 1], DAMAGED_VALUES["an empty object"]);
  damageEntry(path, ["approval", 1], DAMAGED_VALUES["cut JSON"]);

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
  await server.write(
    formatToolCall(4, "search_tickets", { query: "customer:ada@example.com" }) +
      formatRequest(5, "resources/read", { uri: "ticket://list" }) + formatToolCall(6, "list_approvals", {}) +
      formatToolCall(7, "find_similar_tickets", { text: "One Two" }),
  );
  const [searched, list, approvals, similar] = [4, 5, 6, 7].map((id) => waitForResponse(id, server));
  const { structuredContent, _meta } = (await searched!).result!;
  assert.deepEqual(_meta, { "support-mcp/damaged": ["Ticket #1 is damaged: its record cannot be read."] });
  const found = structuredContent as { tickets: { id: string }[]; notice: string };
  assert.deepEqual(found.tickets.map(({ id }) => id), ["2"]);
  assert.equal(found.notice, `Ticket #1 is damaged: its record cannot be read. ${REMEDY}`);
  const alike = (await similar!).result!.structuredContent as typeof found;
  assert.deepEqual(alike.tickets.map(({ id }) => id), ["2"]);
  assert.equal(alike.notice, found.notice);
  const { contents } = (await list!).result as { contents: { text: string }[] };
  assert.equal(contents[0]!.text.split("\n").at(-1), found.notice);
  assert.match(contents[0]!.text, /#2 /);
  const pending = (await approvals!).result as { structuredContent: { notice: string }; content: { text: string }[] };
  assert.equal(pending.structuredContent.notice, `Approval A1 is damaged: its record cannot be read. ${REMEDY}`);
  assert.equal(pending.content[0]!.text.split("\n")[0], pending.structuredContent.notice);
  await server.write(formatToolCall(3, "close_ticket_tool", { ticket_id: "2", resolution: "Done" }));
  assert.notEqual((await waitForResponse(3, server)).result!.isError, true);
  await server.closeInput();
  const { code, stderr } = await server.waitForExit();
  assert.deepEqual([code, stderr], [0, ""]);

  const listed = await runProgram(["approvals", "list", "--db", path]);
  assert.equal(listed.code, 0);
  assert.match(
    listed.stderr,
    /^Approval A1 is damaged: its record cannot be read\. Repair the store: support-mcp check/,
  );
  const exported = await runProgram(["export", folder.file("desk.jsonl"), "--db", path]);
  assert.equal(exported.code, 1);
  assert.match(exported.stderr, /^support-mcp: Ticket #1 is damaged: its record cannot be read\. [^\n]+\n$/);
  await assert.rejects(Deno.stat(folder.file("desk.jsonl")), Deno.errors.NotFound);
  const repaired = await runProgram(["check", "--repair", "--db", path]);
  assert.match(repaired.stdout, /Ticket #1: its record cannot be read/);
  assert.equal((await runProgram(["export", folder.file("desk.jsonl"), "--db", path])).code, 0);
});
