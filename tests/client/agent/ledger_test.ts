import assert from "node:assert/strict";
import type { CallToolResult, ToolAnnotations } from "@modelcontextprotocol/client";
import type { CallOutcome } from "../../../client/agent/views/events.ts";
import { Ledger } from "../../../client/agent/ledger.ts";

const READS: ToolAnnotations = { readOnlyHint: true };
const WRITES: ToolAnnotations = { readOnlyHint: false };

Deno.test("Ledger tells what was closed, escalated and left, by the tools' results", () => {
  const ledger = new Ledger();
  record(ledger, "search_tickets", READS, {}, shown({ tickets: [open(1), open(2), open(3), open(4), closed(5)] }));
  record(ledger, "close_ticket_tool", WRITES, { ticket_id: "1" }, json({ success: true, ticket_id: "1" }));
  record(ledger, "escalate_ticket", WRITES, { ticket_id: 2 }, json(escalation));
  record(ledger, "add_comment", WRITES, { ticket_id: "3" }, json({}));
  assert.deepEqual(ledger.summary().closed, ["1"]);
  assert.deepEqual(ledger.summary().escalated, [{ ticket: "2", priority: "high", note: "Look" }]);
  assert.deepEqual(ledger.summary().left, [
    { ticket: "3", why: "add_comment was used on it, and it stays open" },
    { ticket: "4", why: "nothing was done to it" },
  ]);
  assert.deepEqual(ledger.summary().writes.map(({ tool }) => tool), [
    "close_ticket_tool",
    "escalate_ticket",
    "add_comment",
  ]);
});

Deno.test("Ledger takes no call for a success that was refused, or failed", () => {
  const ledger = new Ledger();
  record(ledger, "close_ticket_tool", WRITES, { ticket_id: "1" }, undefined, "refused", "the person said no");
  record(
    ledger,
    "close_ticket_tool",
    WRITES,
    { ticket_id: "2" },
    json({ success: false, error: "Gone" }),
    "failed",
    "Gone",
  );
  const { closed, left, writes } = ledger.summary();
  assert.deepEqual(closed, []);
  assert.deepEqual(left, [
    { ticket: "1", why: "close_ticket_tool was not allowed: the person said no" },
    { ticket: "2", why: "close_ticket_tool failed: Gone" },
  ]);
  assert.deepEqual(writes.map(({ outcome }) => outcome), ["refused", "failed"]);
});

Deno.test("Ledger counts a ticket as closed whichever tool closed it, and no longer once it is reopened", () => {
  const ledger = new Ledger();
  record(ledger, "merge_tickets", WRITES, { ticket_id: "1" }, shown({ ticket: closed(1) }));
  record(ledger, "get_ticket", READS, { ticket_id: "2" }, shown({ ticket: closed(2) }));
  assert.deepEqual(ledger.summary().closed, ["1"]);
  record(ledger, "reopen_ticket", WRITES, { ticket_id: "1" }, shown({ ticket: open(1) }));
  assert.deepEqual(ledger.summary().closed, []);
  assert.deepEqual(ledger.summary().left.map(({ ticket }) => ticket), ["1"]);
});

Deno.test("Ledger leaves out tickets that wait for somebody else, unless they were worked on", () => {
  const ledger = new Ledger();
  record(ledger, "search_tickets", READS, {}, shown({ tickets: [{ id: "1", status: "pending" }] }));
  assert.deepEqual(ledger.summary().left, []);
  record(ledger, "update_ticket", WRITES, { ticket_id: "1" }, shown({ ticket: { id: "1", status: "on_hold" } }));
  assert.deepEqual(ledger.summary().left.length, 1);
});

Deno.test("Ledger reads results of any shape", () => {
  const ledger = new Ledger();
  for (
    const structuredContent of [{ ticket: 5, tickets: "none" }, { ticket: null }, { tickets: [null] }, { ticket: [] }]
  ) {
    record(ledger, "odd", READS, { ticket_id: { a: 1 } }, { content: [], structuredContent });
  }
  assert.deepEqual(ledger.summary(), { closed: [], escalated: [], left: [], writes: [] });
});

const escalation = { success: true, ticket_id: "2", priority: "high", escalation_note: "Look" };

function open(id: number) {
  return { id: String(id), status: "open" };
}

function closed(id: number) {
  return { id: String(id), status: "closed" };
}

function shown(structuredContent: Record<string, unknown>): CallToolResult {
  return { content: [{ type: "text", text: "…" }], structuredContent };
}

function json(value: Record<string, unknown>): CallToolResult {
  return { content: [{ type: "text", text: JSON.stringify(value) }] };
}

function record(
  ledger: Ledger,
  tool: string,
  annotations: ToolAnnotations,
  args: Record<string, unknown>,
  result: CallToolResult | undefined,
  outcome: CallOutcome = "done",
  text = "",
): void {
  const call = { server: "tickets", tool, title: tool, annotations, arguments: args };
  ledger.record({ call, outcome, text, ...result && { result } });
}
