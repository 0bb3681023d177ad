/** The question of the server about a change, as HTML. */

import assert from "node:assert/strict";
import type { Call } from "../../../app/bridges/bridge.ts";
import type { RunningBatch, TicketRow } from "../../../app/desk/mod.ts";
import { ApprovalDialog } from "../../../app/views/dialogs/approval_dialog.tsx";
import { createUi, show } from "./show.tsx";

const ROW: TicketRow = {
  ...{ id: "42", subject: "Cannot <b>log in</b>", customer: "alice@example.com", account_tier: "pro", status: "open" },
  ...{ priority: "low", assignee: "Jonas", tags: ["login"], revision: 3, due_at: null, custom: { plan: "Basic" } },
};

function ask(message: string, call: Call, running: Partial<RunningBatch> | null = null, locale?: string): string {
  const ui = createUi(locale);
  const empty = { count: 0, first: [], left: [], values: {}, isApproved: false, done: 0 };
  ui.desk.getPlaces().batches.running.value = running && { ...empty, ...running };
  const question = { message, requestedSchema: {} };
  return show(<ApprovalDialog pending={{ question, call, answer() {} }} label="Yes, do it" />, ui);
}

const UPDATE: Call = { tool: "update_tickets", input: {} };
const MESSAGE = 'Change 3 tickets: another assignee? As they are now: #42. Texts: #42 "</p><script>".';

Deno.test("the question about many tickets has the new values, and the present ones in each row", () => {
  const values = { assignee: null, custom: { plan: "Pro" } };
  const html = ask(MESSAGE, UPDATE, { count: 3, first: [ROW], values }, "de");
  assert.match(html, /<h2[^>]*>3 Tickets ändern\?<\/h2>/);
  assert.match(html, /Zuständig<\/dt><dd[^>]*>Nicht zugewiesen.*plan<\/dt><dd[^>]*>Pro</s);
  assert.match(html, /Cannot &lt;b>log in&lt;\/b><\/bdi><bdi class="[^"]*batch-now">Jonas · Basic</);
  assert.match(html, /<button[^>]*class="primary"[^>]*>3 Tickets ändern</);
  assert.match(html, /<details class="exact">.*Change 3 tickets: another assignee\? As they are now: #42\./s);
  assert.doesNotMatch(html, /<script>/);
});

Deno.test("the question about another number of tickets than expected is that of the server", () => {
  const html = ask(MESSAGE, UPDATE, { count: 2, first: [ROW], values: { assignee: null } });
  assert.match(html, /<h2[^>]*>Change 3 tickets: another assignee\?<\/h2>.*As they are now: #42/s);
  assert.match(html, />Yes, do it</);
});

Deno.test("a second question about the same tickets says that they may have changed, and has the present values", () => {
  const html = ask(MESSAGE, UPDATE, { count: 3, first: [ROW], values: { assignee: null }, isApproved: true });
  assert.match(html, /The desk asks again: tickets may have changed.*As they are now: #42/s);
  assert.doesNotMatch(html, /batch-now/);
});

Deno.test("the question about a merge into another ticket than expected is that of the server", () => {
  const call = { tool: "merge_tickets", input: { ticket_id: "42", into_ticket_id: "7" } };
  const into = (id: string) =>
    `Close ticket #42 (open, revision 3) as a duplicate of ticket #${id} (open, revision 1)? Text.`;
  assert.match(ask(into("7"), call), /<h2[^>]*>Merge #42 into #7\?<\/h2>.*<details/s);
  assert.match(ask(into("70"), call), /<h2[^>]*>Close ticket #42 .* as a duplicate of ticket #70 /);
});

Deno.test("a question about anything else is that of the server", () => {
  const html = ask("Paint #42? Text: <i>.", { tool: "paint_ticket", input: {} });
  assert.match(html, /<h2[^>]*>Paint #42\?<\/h2>.*Text: &lt;i>\..*>Yes, do it</s);
});
