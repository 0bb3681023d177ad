import assert from "node:assert/strict";
import type { Stats, TicketRow } from "../../../app/desk/mod.ts";
import { App } from "../../../app/views/app.tsx";
import { isFirstFrame } from "../../../app/views/queue/first_frame.ts";
import { QueueView } from "../../../app/views/queue/queue.tsx";
import { TicketRowView } from "../../../app/views/queue/row.tsx";
import { getVisibleRange, Rows } from "../../../app/views/queue/rows.tsx";
import { createFirstUi, createUi, show } from "./show.tsx";

const ROW: TicketRow = {
  id: "42",
  subject: "Cannot log in",
  customer: "alice@example.com",
  account_tier: "enterprise",
  status: "pending",
  priority: "urgent",
  assignee: null,
  tags: ["login"],
  revision: 3,
  created_at: "2026-11-28T12:00:00Z",
  updated_at: "2026-11-29T11:15:00Z",
  due_at: "2026-11-29T09:00:00Z",
};

/** The first row of a list at rest. */
const PLACE = { index: 0, height: 40, isBrief: false };

Deno.test("a row names what it shows by shape and colour", () => {
  const html = show(<TicketRowView row={ROW} {...PLACE} />).replaceAll(
    /<span class="due-words">([^<]*)<\/span>/g,
    "$1",
  );
  for (const text of ["Urgent", "Pending", "Unassigned", "Enterprise", "overdue by 3h", "45m ago", "#/ticket/42"]) {
    assert.ok(html.includes(text), text);
  }
});

Deno.test("the rows of the first frame show their subjects alone", () => {
  const ui = createUi();
  ui.desk.queue.rows.value = [ROW];
  const toText = () => show(<Rows label="Open" />, ui).replaceAll(/<[^>]*>/g, " ").trim().replaceAll(/\s+/g, " ");
  const whole = toText();
  assert.match(whole, /^#42 Cannot log in login .*Enterprise.*ago$/);
  isFirstFrame.value = true;
  try {
    assert.equal(toText(), "Cannot log in");
  } finally {
    isFirstFrame.value = false;
  }
});

Deno.test("a row says whose turn it is, unless the ticket is closed", () => {
  const shown = (row: Partial<TicketRow>) => show(<TicketRowView row={{ ...ROW, ...row }} {...PLACE} />);
  const [waiting, answered, closed] = [
    shown({ status: "open", waiting: true }),
    shown({}),
    shown({ status: "closed" }),
  ];
  assert.match(waiting, /class="row waits".*aria-label="The customer waits for an answer"/);
  assert.match(answered, /aria-label="Answered: the customer does not wait"/);
  assert.doesNotMatch(closed, /The customer waits|Answered/);
});

Deno.test("a row has the name of its customer, or else the address, which is also its tooltip", () => {
  const ui = createUi();
  const { names } = ui.desk.queue;
  const address = show(<TicketRowView row={ROW} {...PLACE} />, ui);
  assert.match(address, /title="alice@example.com">alice@example.com<\/bdi>/);
  names.add([{ customer: "alice@example.com", customer_name: "Alice Ngo" }]);
  const html = show(<TicketRowView row={ROW} {...PLACE} />, ui);
  assert.match(html, /title="alice@example.com">Alice Ngo<\/bdi>/);
});

Deno.test("a row is a tab stop if it has the cursor, or is first while none has it", () => {
  const ui = createUi();
  assert.match(show(<TicketRowView row={ROW} {...PLACE} />, ui), /tabindex="0"/);
  assert.doesNotMatch(show(<TicketRowView row={ROW} {...PLACE} index={1} />, ui), /role="row"[^>]*tabindex="0"/);
  ui.desk.queue.focused.value = "42";
  assert.match(show(<TicketRowView row={ROW} {...PLACE} index={1} />, ui), /role="row"[^>]*tabindex="0"/);
});

Deno.test("hostile words of customers stay text", () => {
  const subject = '<img src=x onerror="alert(1)">\u202Egnp.exe';
  const html = show(<TicketRowView row={{ ...ROW, subject, tags: ["</style><script>"] }} {...PLACE} />);
  assert.doesNotMatch(html, /<img|<script/);
  assert.match(html, /dir="auto">&lt;img src=x/);
});

Deno.test("a row that a search found shows where, in place of times that it lacks", () => {
  const { updated_at: _, created_at: __, ...row } = ROW;
  const match = { field: "comment 3", excerpt: "the reset mail never came" };
  const ui = createUi();
  ui.desk.queue.filter.value = "resets login tag:came";
  const html = show(<TicketRowView row={{ ...row, match }} {...PLACE} />, ui);
  assert.match(html, /title="the reset mail never came">the <mark>reset<\/mark> mail never came</);
  assert.doesNotMatch(html, /Invalid|ago/);
});

Deno.test("the row with the cursor has actions, for those who may use them, while its ticket is not closed", () => {
  const ui = createUi();
  const shown = (row: Partial<TicketRow> = {}) =>
    show(<TicketRowView row={{ ...ROW, ...row }} {...PLACE} />, ui).match(/aria-label="[^"]* #42"/g);
  assert.equal(shown(), null);
  ui.desk.queue.focused.value = "42";
  const labels = ["Assign to me", "Close…", "Snooze…"].map((label) => `aria-label="${label} #42"`);
  assert.deepEqual(shown(), labels);
  assert.equal(shown({ status: "closed" }), null);
  ui.desk.session.tools.value = new Set(["search_tickets"]);
  assert.equal(shown(), null);
});

Deno.test("a draft marks its row, and a closed ticket is not due", () => {
  const ui = createUi();
  ui.desk.drafts.set("42", { kind: "note", body: "unsent" });
  const html = show(<TicketRowView row={{ ...ROW, status: "closed" }} {...PLACE} />, ui);
  assert.match(html, /Draft/);
  assert.doesNotMatch(html, /overdue/);
});

Deno.test("an empty queue says so, and why if the server knows", () => {
  const ui = createUi();
  const { queue } = ui.desk;
  queue.state.value = "ready";
  assert.match(show(<QueueView />, ui), /No ticket is in this view\./);
  queue.filter.value = "zzz";
  const reason = { code: "no_match", part: "zzz" } as const;
  queue.reasons.value = { reasons: ["Nothing."], why: [reason] };
  const html = show(<QueueView />, ui);
  assert.match(html, /matches the filter/);
  assert.match(html, /No ticket matches “zzz”\./);
  const german = createUi("de-DE");
  [german.desk.queue.state.value, german.desk.queue.reasons.value] = ["ready", queue.reasons.value];
  assert.match(show(<QueueView />, german), /Kein Ticket passt zu „zzz“\./);
});

Deno.test("the queue of a desk without tickets offers to create one to those who may", () => {
  const ui = createUi();
  const { queue, session } = ui.desk;
  queue.state.value = "ready";
  const offers = (total: number) => {
    session.stats.value = { total } as Stats;
    return show(<QueueView />, ui).includes("New ticket</button>");
  };
  assert.deepEqual([offers(0), offers(1)], [true, false]);
  session.tools.value = new Set(["ticket_stats"]);
  assert.equal(offers(0), false);
});

Deno.test("a queue that loads or failed shows that in place of rows", () => {
  const ui = createUi();
  assert.match(show(<QueueView />, ui), /aria-label="Loading tickets"/);
  ui.desk.queue.state.value = "failed";
  ui.desk.queue.error.value = new Error("The store does not respond.");
  const html = show(<QueueView />, ui);
  assert.match(html, /role="alert"/);
  assert.match(html, /The store does not respond\./);
  assert.match(html, /Try again/);
});

Deno.test("getVisibleRange() selects few of many rows", () => {
  assert.deepEqual(getVisibleRange(0, 400, 40, 10_000), { start: 0, end: 18 });
  assert.deepEqual(getVisibleRange(200_000, 400, 40, 10_000), { start: 4992, end: 5018 });
  assert.deepEqual(getVisibleRange(1e9, 400, 40, 10_000), { start: 9992, end: 10_000 });
  assert.deepEqual(getVisibleRange(-50, 400, 40, 3), { start: 0, end: 3 });
});

Deno.test("the first part of the page has every word that it shows", () => {
  const ui = createFirstUi();
  const { queue, notices, session, approvals } = ui.desk;
  session.tools.value = new Set(["create_ticket", "list_approvals", "ticket_report"]);
  approvals.pending.value = 1;
  notices.add({ kind: "done", text: "Saved", action: { label: "undo", run() {} } });
  notices.add({ kind: "waits", text: "", approval: "A1" });
  const shown = () => show(<App ui={ui} />, ui);
  const states = [shown()];
  queue.rows.value = [ROW, { ...ROW, id: "43", waiting: true, left: true }];
  queue.corrections.value = [{ word: "pasword", searched: "password" }];
  states.push(shown());
  queue.rows.value = [];
  for (const state of ["ready", "failed"] as const) {
    queue.state.value = state;
    states.push(shown());
  }
  assert.ok(states.every((html) => html.includes("Undo") && html.includes("It waits for approval as A1.")));
  assert.ok(states.every((html) => !html.includes("undefined")));
});
