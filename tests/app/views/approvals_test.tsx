/** The approvals as HTML. */

import assert from "node:assert/strict";
import { ApprovalsView } from "../../../app/views/approvals.tsx";
import { createUi, show } from "./show.tsx";

const APPROVAL = {
  ...{ id: "A1", state: "pending", tool: "update_tickets", requested_by: "Ana", decided_by: null, decided_at: null },
  ...{ requested_at: "2026-11-29T11:00:00.000Z", expires_at: "2026-11-30T11:00:00.000Z", reason: null },
  question: 'Snooze 2 tickets until 2026-12-05T09:00:00.000Z? Texts: #1 "Back on 2026-12-06T09:00:00.000Z? Yes".',
  change: {
    tool: "update_tickets",
    ...{ ticket_id: "1", revision: 7, into_ticket_id: "2", into_revision: 8 },
    update: { snoozed_until: "2026-12-05T09:00:00.000Z", account_tier: "pro" },
  },
};

Deno.test("an approval has the names of fields, and times as people read them", () => {
  const ui = createUi();
  ui.desk.approvals.list.value = [APPROVAL];
  ui.desk.approvals.state.value = "ready";
  const html = show(<ApprovalsView />, ui);
  assert.match(html, /Snooze 2 tickets until 5 Dec 2026, \d\d:00\?<\/p>/);
  assert.match(html, /<dt class="low">Snoozed until<\/dt><dd dir="auto">5 Dec 2026, \d\d:00</);
  assert.match(html, /<dt class="low">Ticket<\/dt>.*<dt class="low">Into<\/dt>.*<dt class="low">Tier<\/dt>.*Pro/s);
  assert.doesNotMatch(html, /ticket id|revision|account tier/);
  assert.match(html, /2026-12-06T09:00:00.000Z/, "the words of customers are as they wrote them");
});
