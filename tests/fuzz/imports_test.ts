import assert from "node:assert/strict";
import { DataError } from "../../data/mod.ts";
import { DeskError } from "../../store/mod.ts";
import { importFile, openEmptyDesk } from "../data/import_file.ts";
import { TemporaryFolder } from "../end_to_end/temporary_folder.ts";
import fc from "../fast_check.ts";
import { hostileText, hostileValue } from "./hostile_values.ts";

const HEADER = `{"type":"support-mcp","version":1}`;

const ticket = fc.record({
  id: fc.oneof(fc.constantFrom("1", "2", "999"), hostileValue),
  subject: hostileText,
  customer: fc.oneof(fc.constantFrom("ada@example.com", "bob@example.com"), hostileText),
  status: fc.oneof(fc.constantFrom("open", "closed", "pending", "on_hold"), hostileValue),
  resolution: fc.oneof(fc.constant(null), hostileText),
  priority: fc.oneof(fc.constantFrom("low", "urgent"), hostileValue),
  tags: hostileValue,
  merged_into: fc.oneof(fc.constantFrom(null, "1", "2"), hostileValue),
  attachments: hostileValue,
  revision: hostileValue,
  created_at: fc.oneof(fc.constant("2026-11-01T10:00:00.000Z"), hostileText),
}, { requiredKeys: ["subject", "customer"] });

const record = fc.oneof(
  fc.record({ type: fc.constant("ticket"), ticket, comments: hostileValue, events: hostileValue }, {
    requiredKeys: ["type", "ticket"],
  }),
  fc.record({ type: fc.constantFrom("customer", "file", "article", "settings", "x"), customer: hostileValue }),
  hostileValue,
);

const jsonLines = fc.tuple(fc.constantFrom(HEADER, "", "{}"), fc.array(record, { maxLength: 4 })).map(
  ([header, records]) => [header, ...records.map((value) => JSON.stringify(value))].join("\n"),
);

const cell = hostileText.map((text) => /[",\n]/.test(text) ? `"${text}"` : text);

const table = fc.tuple(
  fc.array(fc.constantFrom("subject", "customer", "status", "id", "created_at", "tags", "E-Mail", "x"), {
    minLength: 1,
  }),
  fc.constantFrom(",", ";", "\t"),
  fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 4 }),
).map(([columns, separator, rows]) => [columns, ...rows].map((row) => row.join(separator)).join("\r\n"));

const file = fc.oneof(
  jsonLines.map((text) => ({ name: "desk.jsonl", text })),
  table.map((text) => ({ name: "tickets.csv", text })),
);

Deno.test("an import takes or refuses each record, and says why a file is unusable", async () => {
  await using folder = await TemporaryFolder.create();
  await fc.assert(
    fc.asyncProperty(file, async ({ name, text }) => {
      await using desk = await openEmptyDesk();
      const path = folder.file(name);
      await Deno.writeTextFile(path, text);
      await importFile(desk, path).catch((error) => {
        assert.ok(error instanceof DataError || error instanceof DeskError, `${error}`);
      });
      await desk.tickets.search("");
    }),
    { numRuns: 500 },
  );
});
