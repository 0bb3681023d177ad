/** The approvals as HTML. */

import assert from "node:assert/strict";
import type { Approval, Customer } from "../../../app/desk/mod.ts";
import { ApprovalsView } from "../../../app/views/approvals.tsx";
import { createUi, show } from "./show.tsx";

const APPROVAL = {
  ...{ id: "A1", state: "pending", tool: "update_tickets", requested_by: "Ana", decided_by: null, decided_at: null },
  ...{ requested_at: "2026-11-29T11:00:00.000Z", expires_at: "2026-11-30T11:00:00.000Z", reason: null },
  question: 'Snooze 2 tickets until 2026-12-05T09:00:00.000Z? Texts: #1 "Back on 2026-12-06T09:00:00.000Z? Yes".',
  change: {
    tool: "update_tickets",
    ...{ count: 2, tickets: "#1, #2" },
    update: { snoozed_until: "2026-12-05T09:00:00.000Z", custom: { account_tier: "2026-12-05T09:00:00.000Z" } },
  },
};

function showApproval(approval: Partial<Approval>, locale?: string): string {
  const ui = createUi(locale);
  ui.desk.approvals.list.value = [{ ...APPROVAL, ...approval }];
  ui.desk.approvals.state.value = "ready";
  const { records } = ui.desk.getPlaces();
  records.tickets.value = new Map([["2", { id: "2", subject: "<b>Refund</b>", customer: "mia@example.com" }]]);
  records.accounts.value = new Map([["mia@example.com", { account_tier: "free", status: "active" } as Customer]]);
  return show(<ApprovalsView />, ui);
}

Deno.test("an approval has the names of fields, times as people read them, and the exact text in a fold", () => {
  const html = showApproval({});
  assert.match(html, /<\/span> Change 2 tickets<\/p>/);
  assert.match(html, /<dt[^>]*>Snoozed until<\/dt><dd[^>]*>5 Dec 2026, \d\d:00</);
  assert.match(html, /<dt[^>]*>account_tier<\/dt><dd[^>]*>2026-12-05T09:00:00.000Z</, "custom fields are as they are");
  assert.match(html, /<details class="exact"><summary[^>]*>Exact text<\/summary><p[^>]*>Snooze 2 tickets until 2026/);
  assert.match(html, /#1 (?:"|&quot;)Back on 2026-12-06T09:00:00.000Z\? Yes/);
  assert.doesNotMatch(html, /revision|<details[^>]* open/);
});

const MERGE = { ticket_id: "1", revision: 7, into_ticket_id: "2", into_revision: 8 };

Deno.test("an approval names the tickets of a merge, and their subjects are text", () => {
  const html = showApproval({ tool: "merge_tickets", change: MERGE });
  assert.match(html, /Merge #1 into #2/);
  assert.match(html, /#2<\/a> <bdi>&lt;b>Refund&lt;\/b><\/bdi> <bdi class="low">mia@example.com/);
});

Deno.test("an approval has the present values of an account until it is decided", () => {
  const change = { email: "mia@example.com", revision: 2, update: { account_tier: "pro", status: "suspended" } };
  const waiting = showApproval({ tool: "update_account", change }, "de");
  assert.match(waiting, /Konto ändern<\/p>.*Free → <\/span>Pro.*Aktiv → <\/span>Gesperrt/s);
  const granted = showApproval({ tool: "update_account", change, state: "granted" });
  assert.match(granted, /Change the account<\/p>/);
  assert.doesNotMatch(granted, /→/);
});

Deno.test("an approval of a tool of a later version has the whole question of the server", () => {
  const html = showApproval({ tool: "paint_ticket", change: { colour: "red" }, question: "Paint it? Text: <i>" });
  assert.match(html, /Paint it\? Text: &lt;i><\/p>/);
  assert.doesNotMatch(html, /<details/);
});

Deno.test("an approval of an undo names the number of its tickets, and those that stay the same", () => {
  const left = [{ reason: "It was changed since.", code: "changed_since", ids: ["3"] }];
  const change = { tool: "undo_batch", batch_id: "B2", count: 2, tickets: "#1, #2", left };
  const html = showApproval({ tool: "undo_batch", change }, "de");
  assert.match(html, /Änderung an 2 Tickets zurücknehmen<\/p>.*>B2<.*>#1, #2</s);
  assert.match(html, />Nicht geändert: #3\. Seitdem hat es jemand geändert\.</);
  assert.doesNotMatch(html, /object Object/);
});
