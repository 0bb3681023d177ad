import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import { ToolError } from "../../../../app/bridges/bridge.ts";
import type { Opening } from "../../../../app/bridges/host/mod.ts";
import { Card, type CardBridge, type CardTarget } from "../../../../app/desk/mod.ts";

type Json = Record<string, unknown>;

/** A bridge whose calls tests answer. */
class FakeBridge implements CardBridge {
  readonly opening = signal<Opening>({});
  readonly calls: [string, Json][] = [];
  answer: (tool: string, input: Json) => unknown = () => ({});
  look = () => {};

  call<Result>(tool: string, input: Json = {}): Promise<Result> {
    this.calls.push([tool, input]);
    return Promise.resolve().then(() => this.answer(tool, input) as Result);
  }

  follow(_uris: readonly string[], listener: () => void): () => void {
    this.look = listener;
    return () => {};
  }
}

const settle = () => new Promise((resolve) => setTimeout(resolve));
const TICKET = { id: "42", subject: "Help", revision: 3 };
const PENDING = { id: "A1", state: "pending" };

const TARGETS: readonly [Opening, CardTarget | null][] = [
  [{}, null],
  [{ tool: "search_tickets", input: {} }, { kind: "tickets", query: "" }],
  [{ tool: "search_tickets", input: { query: "tag:vip" } }, { kind: "tickets", query: "tag:vip" }],
  [{ tool: "get_ticket", input: { ticket_id: 42 } }, { kind: "ticket", id: "42" }],
  [{ tool: "get_ticket", input: { ticket_id: [] } }, null],
  [{ tool: "open_desk" }, { kind: "tickets", query: "status:open -is:snoozed" }],
  [{ tool: "open_desk", input: { ticket_id: "#42" }, result: { structuredContent: { ticket_id: "42" } } }, {
    kind: "ticket",
    id: "42",
  }],
  [{ tool: "list_approvals" }, { kind: "approvals" }],
  [{ tool: "ticket_report", input: { period: "7d" } }, { kind: "report", input: { period: "7d" } }],
  [{ tool: "get_approval", input: { approval_id: "A7" } }, { kind: "approvals", id: "A7" }],
  [{ tool: "close_ticket_tool" }, null],
  [{ input: { query: "x" }, result: { structuredContent: { tickets: [] } } }, { kind: "tickets", query: "x" }],
  [{ result: { structuredContent: { ticket: TICKET } } }, { kind: "ticket", id: "42" }],
  [{ result: { structuredContent: { approvals: [] } } }, { kind: "approvals" }],
  [{ result: { structuredContent: { approval: PENDING } } }, { kind: "approvals", id: "A1" }],
];

for (const [opening, target] of TARGETS) {
  Deno.test(`Card shows ${JSON.stringify(target)} for ${JSON.stringify(opening)}`, () => {
    const bridge = new FakeBridge();
    const card = new Card(bridge);
    bridge.opening.value = opening;
    assert.deepEqual(card.target.value, target);
  });
}

Deno.test("Card shows the result of the host's call without another call, and reads again later", async () => {
  const bridge = new FakeBridge();
  const card = new Card(bridge);
  bridge.opening.value = { tool: "search_tickets", input: { query: "tag:vip" } };
  assert.equal(card.state.value, "loading");
  bridge.opening.value = { ...bridge.opening.value, result: { structuredContent: { tickets: [TICKET], cursor: "c" } } };
  assert.deepEqual([card.state.value, card.rows.value, card.hasMore.value], ["ready", [TICKET], true]);
  assert.deepEqual(bridge.calls, []);
  bridge.answer = () => ({ tickets: [], cursor: null });
  bridge.look();
  await settle();
  assert.deepEqual([card.rows.value, card.hasMore.value], [[], false]);
  assert.deepEqual(bridge.calls, [["search_tickets", { query: "tag:vip", limit: 10 }]]);
});

Deno.test("Card keeps what it shows if a later reading fails", async () => {
  const bridge = new FakeBridge();
  const card = new Card(bridge);
  bridge.opening.value = { result: { structuredContent: { ticket: TICKET, comments: [] } } };
  bridge.answer = () => Promise.reject(new Error("The host does not answer."));
  bridge.look();
  await settle();
  assert.deepEqual([card.state.value, card.ticket.value], ["ready", TICKET]);
});

Deno.test("Card shows why the host's call failed, or that it was cancelled", () => {
  const bridge = new FakeBridge();
  const card = new Card(bridge);
  bridge.opening.value = { isCancelled: true };
  assert.equal(card.state.value, "cancelled");
  bridge.opening.value = { result: { isError: true, content: [{ type: "text", text: "Ticket #7 not found." }] } };
  assert.equal(card.state.value, "failed");
  assert.deepEqual(card.error.value, new ToolError("Ticket #7 not found."));
});

Deno.test("Card ignores a reading that was overtaken", async () => {
  const bridge = new FakeBridge();
  const card = new Card(bridge);
  bridge.opening.value = { tool: "open_desk", result: {} };
  const slow = Promise.withResolvers<unknown>();
  bridge.answer = (tool) => tool === "get_ticket" ? slow.promise : { tickets: [], cursor: null };
  card.show({ kind: "ticket", id: "42" });
  card.back();
  await settle();
  slow.resolve({ ticket: TICKET, comments: [] });
  await settle();
  assert.deepEqual([card.target.value?.kind, card.state.value, card.ticket.value], ["tickets", "ready", null]);
});

Deno.test("Card decides once, and shows the failure of a decision with the current state", async () => {
  const bridge = new FakeBridge();
  const card = new Card(bridge);
  bridge.opening.value = { result: { structuredContent: { approvals: [PENDING, { id: "A2", state: "pending" }] } } };
  const rejected = { id: "A1", state: "rejected" };
  bridge.answer = (tool) =>
    tool === "get_approval"
      ? { approval: rejected }
      : Promise.reject(new ToolError("Approval A1 is rejected already."));
  const [approval] = card.approvals.value;
  await Promise.all([card.decide(approval!, "grant"), card.decide(approval!, "grant")]);
  assert.deepEqual(bridge.calls.filter(([tool]) => tool === "decide_approval").length, 1);
  assert.deepEqual(card.failure.value, new ToolError("Approval A1 is rejected already."));
  assert.deepEqual(card.approvals.value.map(({ state }) => state), ["rejected", "pending"]);
});

Deno.test("Card gives a ticket to the person at the revision that is shown", async () => {
  const bridge = new FakeBridge();
  const card = new Card(bridge);
  bridge.opening.value = { result: { structuredContent: { ticket: TICKET, comments: [] } } };
  bridge.answer = () => ({ ticket: { ...TICKET, assignee: "Ana" } });
  await card.assignToMe(card.ticket.value!);
  assert.deepEqual(bridge.calls[0], ["update_ticket", { ticket_id: "42", assignee: "me", expected_revision: 3 }]);
  assert.equal(card.ticket.value!.assignee, "Ana");
});

Deno.test("Card takes the names of customers from the metadata of results, without a call", () => {
  const bridge = new FakeBridge();
  const card = new Card(bridge);
  const ticket = { ...TICKET, customer: "mia@northwind.example" };
  const _meta = { "support-mcp/customer_names": { "mia@northwind.example": "Mia Hoffmann" } };
  bridge.opening.value = { result: { structuredContent: { ticket, comments: [] }, _meta } };
  void card.names.request([ticket.customer]);
  assert.deepEqual([card.names.get(ticket.customer), bridge.calls], ["Mia Hoffmann", []]);
});
