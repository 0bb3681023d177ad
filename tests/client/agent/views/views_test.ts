import assert from "node:assert/strict";
import type { EndReport, RunReport } from "../../../../client/agent/views/end_report.ts";
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
  waiting: [],
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

const RUN: RunReport = {
  ...REPORT,
  run: 2,
  started: "2026-11-01T02:14:09.000Z",
  left: [],
  waiting: [{ approval: "A7", server: "desk", tool: "update_tickets", ticket: null }],
  changes: 3,
};

const PLACE = { server: "desk", resource: "ticket://view/overdue" };

const WATCH_EVENTS: AgentEvent[] = [
  { type: "begin", task: "Do it.", model: "test:model", servers: [{ server: "desk", tools: [] }], watch: [PLACE] },
  { type: "wait", watch: [PLACE], seconds: null },
  { type: "wake", ...PLACE, tickets: ["42", "43"] },
  { type: "wake", server: "desk", resource: "file:///log", tickets: [] },
  { type: "run", run: 2 },
  { type: "ran", report: RUN },
  { type: "wait", watch: [PLACE], seconds: 20 },
  { type: "server", server: "desk", state: "lost", message: "It is gone.", remarks: ["  good bye"] },
  { type: "unreadable", ...PLACE, message: "The server `desk` returned error -32602." },
];

const RUN_LINES = [
  "The model finished its work.",
  "Closed: #42, #44",
  "Escalated: #43 (high): The invoice has no PDF.",
  "Waiting for a person: update_tickets as approval A7: support-mcp approvals show A7, then grant or reject (with the --db of the server)",
  "4 steps, 12 s, 1200 input tokens, 34 output tokens, $0.0123.",
].join("\n");

Deno.test("PlainView begins the lines of a watch with the time", () => {
  const lines: string[] = [];
  const view = new PlainView((text) => lines.push(text), () => new Date(0));
  for (const event of WATCH_EVENTS) view.show(event);
  const [begin, ...others] = lines;
  assert.match(begin!, /\.\nWatches ticket:\/\/view\/overdue of desk\.\nTask: Do it\.$/);
  const time = "1970-01-01T00:00:00.000Z";
  assert.deepEqual(others, [
    `${time} Waiting for changes.`,
    `${time} New or changed in ticket://view/overdue: #42, #43.`,
    `${time} News in file:///log.`,
    `${time} Run 2 starts.`,
    `${time} Run 2 has ended. ${RUN_LINES}`,
    `${time} Waiting 20 s until the next run.`,
    `${time} It is gone.\n  good bye`,
    `${time} Cannot read ticket://view/overdue. The server \`desk\` returned error -32602.`,
  ]);
});

Deno.test("QuietView prints the report of each run of a watch", () => {
  const lines: string[] = [];
  const view = new QuietView((text) => lines.push(text), () => new Date(0));
  for (const event of WATCH_EVENTS) view.show(event);
  assert.deepEqual(lines, [`1970-01-01T00:00:00.000Z Run 2 has ended. ${RUN_LINES}`]);
});

Deno.test("formatReport() lists the runs of a watch, with what each of them did", () => {
  const nothing = { closed: [], escalated: [], left: [], waiting: [], changes: 0 };
  const runs: RunReport[] = [
    { ...RUN, run: 1, ...nothing, left: [{ ticket: "45", why: "no action taken" }] },
    RUN,
    { ...RUN, run: 3, ...nothing, reason: "failed", message: "ollama cannot be reached." },
    { ...RUN, run: 4, ...nothing, changes: 2 },
  ];
  const message = "The watch was stopped.";
  const lines = formatReport({ ...REPORT, reason: "stopped", message, runs, seconds: 29_520 }).split("\n");
  assert.deepEqual(lines.slice(0, 5), [
    "The watch was stopped.",
    "Run 1, 2026-11-01T02:14:09.000Z: left #45; no changes",
    "Run 2, 2026-11-01T02:14:09.000Z: closed #42, #44; escalated #43; A7 for a person to approve",
    "Run 3, 2026-11-01T02:14:09.000Z: ollama cannot be reached; no changes",
    "Run 4, 2026-11-01T02:14:09.000Z: done",
  ]);
  assert.equal(lines.at(-1), "4 runs, 4 steps, 8 h 12 min, 1200 input tokens, 34 output tokens, $0.0123.");
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
