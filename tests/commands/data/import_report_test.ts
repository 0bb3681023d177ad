import assert from "node:assert/strict";
import { formatRowMessage, formatSummary } from "../../../commands/data/import_report.ts";

const SUMMARY = {
  tickets: { added: 10_003, existing: 2 },
  customers: { added: 1, existing: 0 },
  articles: { added: 0, existing: 0 },
  settings: { added: 0, existing: 0 },
  attachments: { added: 0, existing: 0 },
  comments: 5,
  refused: 3,
  remarks: 0,
  interrupted: false,
};
const RUN = {
  path: "queries.csv",
  source: { format: "CSV", rows: () => ({} as AsyncIterable<never>) },
  location: "desk.db",
  seconds: 7.84,
  dryRun: false,
};

Deno.test("formatSummary() counts imported and rejected rows", () => {
  assert.equal(
    formatSummary(SUMMARY, RUN),
    `Imported queries.csv (CSV) into desk.db in 7.8 s:
  tickets       10,003 added, 2 existing
  customers          1 added
  comments           5 added
  rows               3 rejected, listed above
`,
  );
});

Deno.test("formatSummary() names the columns of custom fields, and those that were not read", () => {
  const columns = {
    custom: [{ column: "product", field: "product" }, { column: "Order No", field: "order_no" }],
    replaced: ["vip"],
    unread: ["plan", "a\nb"],
  };
  assert.match(
    formatSummary(SUMMARY, { ...RUN, columns }),
    /\nColumns that were read as custom fields: "product", "Order No" \(order_no\)\.\nColumns .* "custom\." column sets the same field: "vip"\.\nColumns that were not read: "plan", "a.+b"\. To read one, use --map, /,
  );
});

Deno.test("formatSummary() marks a dry run and an interrupted import", () => {
  assert.match(formatSummary(SUMMARY, { ...RUN, dryRun: true }), /^Dry run of importing .* \(nothing was changed\):\n/);
  assert.match(
    formatSummary({ ...SUMMARY, interrupted: true }, RUN),
    /^Interrupted while .*Run the import again for the rest/,
  );
});

Deno.test("formatRowMessage() returns one line without control characters", () => {
  const line = formatRowMessage({ file: "a.csv", at: 17 }, "rejected", "The \x1b[2Jsubject\n  is empty.");
  assert.equal(line, "a.csv:17: rejected: The \\x1b[2Jsubject is empty.\n");
});

Deno.test("formatSummary() says that nothing was imported if every row was rejected", () => {
  const none = { added: 0, existing: 0 };
  const summary = { ...SUMMARY, tickets: none, customers: none, comments: 0 };
  assert.match(
    formatSummary(summary, RUN),
    /^Nothing was imported from queries\.csv \(CSV\)\. Correct the rows, or set --format .*:\n/,
  );
});
