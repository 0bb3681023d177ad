import assert from "node:assert/strict";
import type { EndReport } from "../../../../client/agent/views/end_report.ts";
import type { AgentEvent } from "../../../../client/agent/views/events.ts";
import { JsonView } from "../../../../client/agent/views/json_view.ts";
import { PlainView } from "../../../../client/agent/views/plain_view.ts";
import { QuietView } from "../../../../client/agent/views/quiet_view.ts";
import { formatReport } from "../../../../client/agent/views/format_report.ts";

const REPORT: EndReport = {
  reason: "finished",
  message: "The model finished its work.",
  closed: ["42", "44"],
  escalated: [{ ticket: "43", priority: "high", note: "The invoice\nhas no PDF." }],
  left: [{ ticket: "45", why: "close_ticket_tool was not approved: not today" }],
  writes: ["close_ticket_tool", "close_ticket_tool", "escalate_ticket"].map((tool) => ({
    server: "tickets",
    tool,
    outcome: "done" as const,
    text: "",
  })),
  steps: 4,
  tokens: { input: 1200, output: 34 },
  cost: 0.0123,
  seconds: 12.3,
};

const EVENTS: AgentEvent[] = [
  { type: "begin", task: "Do it.", model: "test:model", servers: [{ server: "tickets", tools: ["a", "b"] }] },
  { type: "step", step: 1, of: 50 },
  { type: "text", step: 1, text: "I look." },
  { type: "call", call: "1", server: "tickets", tool: "look", title: "Look", arguments: { id: 1 } },
  { type: "question", question: "1", kind: "approval", server: "tickets", message: "Allow look?" },
  { type: "answer", question: "1", kind: "approval", server: "tickets", answer: "yes" },
  { type: "question", question: "2", kind: "elicitation", server: "tickets", message: "Sure?" },
  { type: "answer", question: "2", kind: "elicitation", server: "tickets", answer: "decline" },
  { type: "question", question: "3", kind: "sampling", server: "tickets", message: "Sum it up" },
  { type: "answer", question: "3", kind: "sampling", server: "tickets", answer: "It is so." },
  { type: "called", call: "1", tool: "look", outcome: "done", text: "line\nline", milliseconds: 12 },
  { type: "tokens", total: { input: 1, output: 2 } },
  { type: "pause", reason: "Too much.", seconds: 1.2 },
  { type: "server", server: "tickets", state: "lost", message: "It is gone.", remarks: ["  good bye"] },
  { type: "end", report: REPORT },
];

Deno.test("PlainView prints events as lines", () => {
  const lines: string[] = [];
  const view = new PlainView((text) => lines.push(text));
  for (const event of EVENTS) view.show(event);
  assert.deepEqual(lines.slice(0, -1), [
    "test:model works with tickets (2 tools).\nTask: Do it.",
    "[1] I look.",
    '[1] look {"id":1}',
    "[1] approval: yes",
    "[1] elicitation request from tickets: Sure?",
    "[1] elicitation result: decline",
    "[1] sampling request from tickets: Sum it up",
    "[1] sampling result: It is so.",
    "[1] look: done (12 ms): line line",
    "Too much. Retrying in 2 s.",
    "It is gone.\n  good bye",
  ]);
  assert.equal(lines.at(-1), formatReport(REPORT));
});

Deno.test("QuietView prints only the report", () => {
  const lines: string[] = [];
  const view = new QuietView((text) => lines.push(text));
  for (const event of EVENTS) view.show(event);
  assert.deepEqual(lines, [formatReport(REPORT)]);
});

Deno.test("JsonView prints each event as a line of JSON, with its time", () => {
  const lines: string[] = [];
  const view = new JsonView((line) => lines.push(line), () => new Date(0));
  for (const event of EVENTS) view.show(event);
  assert.deepEqual(
    lines.map((line) => JSON.parse(line)),
    EVENTS.map((event) => ({ ...event, at: new Date(0).toJSON() })),
  );
  for (const line of lines) assert.match(line, /^\{"type":"[a-z]+","at":"1970/);
  assert.ok(lines.every((line) => !line.includes("\n")));
});

Deno.test("formatReport() summarizes a run", () => {
  assert.equal(
    formatReport(REPORT),
    [
      "The model finished its work.",
      "Closed: #42, #44",
      "Escalated: #43 (high): The invoice has no PDF.",
      "Unresolved: #45: close_ticket_tool was not approved: not today",
      "Changes made with: close_ticket_tool ×2, escalate_ticket",
      "4 steps, 12 s, 1200 input tokens, 34 output tokens, $0.0123.",
    ].join("\n"),
  );
});

Deno.test("formatReport() limits its lines, and leaves out the message of a failure", () => {
  const left = Array.from({ length: 100 }, (_, index) => ({ ticket: String(index), why: "no action taken" }));
  const nothing = { closed: [], escalated: [], writes: [], cost: null, steps: 1 };
  const lines = formatReport({ ...REPORT, ...nothing, left, reason: "failed" }).split("\n");
  assert.equal(lines[0], "Unresolved: #0: no action taken");
  assert.deepEqual(lines.slice(-3), [
    "… and 80 more",
    "No changes were made.",
    "1 step, 12 s, 1200 input tokens, 34 output tokens.",
  ]);
});
