/** Numbers about the desk, as HTML. */

import assert from "node:assert/strict";
import { ReportsView } from "../../../app/views/reports.tsx";
import { createUi, show } from "./show.tsx";

Deno.test("a number of 0 has no bar, and a small one has a visible bar", () => {
  const ui = createUi();
  ui.desk.session.stats.value = {
    ...{ total: 1001, unassigned: 0, customers: 1 },
    by_status: { open: 1000, pending: 0, on_hold: 0, closed: 1 },
    by_priority: { urgent: 1, high: 0, medium: 1000, low: 0 },
  };
  const html = show(<ReportsView />, ui);
  const widths = [...html.matchAll(/bar-fill (\S+)" style="width:\s?([^;"]+)/g)].map((
    [, name, width],
  ) => [name, width]);
  assert.deepEqual(Object.fromEntries(widths), {
    ...{ "s-open": "100%", "s-pending": "0%", "s-on_hold": "0%", "s-closed": "1%" },
    ...{ "p-urgent": "1%", "p-high": "0%", "p-medium": "100%", "p-low": "0%" },
  });
});
