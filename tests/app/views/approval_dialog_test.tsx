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
  const empty = { count: 0, first: [], restored: [], left: [], values: {}, isApproved: false, done: 0 };
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

const UNDO: Call = { tool: "undo_batch", input: { batch_id: "B2" } };

Deno.test("the question about an undo has the values that come back, and the tickets that stay the same", () => {
  const restored = { ...ROW, status: "closed", assignee: null, tags: ["login", "vip"], custom: {} } as const;
  const left = [{ reason: "It was changed since.", code: "changed_since", ids: ["43", "44"] }];
  const html = ask("Revert 1 ticket to before batch B2?", UNDO, { count: 1, first: [ROW], restored: [restored], left });
  assert.match(html, /<h2[^>]*>Undo the change of 1 ticket\?<\/h2>.*Batch<\/dt><dd[^>]*>B2</s);
  assert.match(html, />Open → Closed · Jonas → Unassigned · login → login, vip · Basic → None</);
  assert.match(html, />Not changed: #43, #44\. They were changed since\.</);
  const german = ask("Revert 1 ticket to before batch B2?", UNDO, { count: 1, first: [ROW], restored: [], left }, "de");
  assert.match(german, /Änderung an einem Ticket zurücknehmen\?<.*Nicht geändert: #43, #44\. Seitdem hat sie jemand/s);
  const one = [{ ...left[0]!, ids: ["43"] }];
  const single = ask("Revert 1 ticket to before batch B2?", UNDO, {
    count: 1,
    first: [ROW],
    restored: [restored],
    left: one,
  });
  assert.match(single, />Not changed: #43\. It was changed since\.</);
});

Deno.test("the question about an undo of another number of tickets than expected is that of the server", () => {
  const html = ask("Revert 2 tickets to before batch B2?", UNDO, { count: 1, first: [ROW], restored: [ROW] });
  assert.match(html, /<h2[^>]*>Revert 2 tickets to before batch B2\?<\/h2>/);
});

Deno.test("the question about a merge of the tickets of two customers warns", () => {
  const call = { tool: "merge_tickets", input: { ticket_id: "42", into_ticket_id: "7" } };
  const message = "Close ticket #42 (open, revision 3) as a duplicate of ticket #7 (open, revision 1)?";
  const warns = (customer: string, locale?: string) => {
    const ui = createUi(locale);
    const { records } = ui.desk.getPlaces();
    for (const ticket of [ROW, { id: "7", subject: "Other", customer }]) records.add(ticket);
    const question = { message, requestedSchema: {} };
    const html = show(<ApprovalDialog pending={{ question, call, answer() {} }} label="Yes" />, ui);
    return /<p class="warning">([^<]*)</.exec(html)?.[1];
  };
  assert.equal(warns(ROW.customer), undefined);
  assert.match(warns("bob@example.com")!, /two customers\. Replies in #7 do not reach the customer of #42\.$/);
  assert.match(warns("bob@example.com", "de")!, /zwei Kunden/);
});
