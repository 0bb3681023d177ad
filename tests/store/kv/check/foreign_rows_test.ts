/** Rows of other programs in the ranges of ours. */

import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { checkStore, repairStore } from "../../../../store/kv/check/mod.ts";
import type { Key, KeyPart } from "../../../../store/kv/port/mod.ts";
import { encodeKey } from "../../../../store/kv/rows/mod.ts";
import { prefixes } from "../../../../store/kv/schema/mod.ts";
import { openDesk } from "../../../../store/mod.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { BY } from "../../open_test_desk.ts";

const PARTS: readonly KeyPart[] = [new Uint8Array([0x61, 0x62]), "abc", false, NaN, -1.5];

/** The ranges of reports and of the parts of tickets. */
const PREFIXES: readonly Key[] = [
  prefixes.counts,
  prefixes.tickets,
  prefixes.allTicketEvents,
  ["description"],
  ["comment"],
  ["earlier"],
  ["attachment"],
];

Deno.test("check and repair ignore keys of tickets and reports with parts that no key of ours has", async () => {
  await using folder = await TemporaryFolder.create();
  const path = await Deno.realPath(folder.path) + "/desk.db";
  const desk = await openDesk(path);
  await desk.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  await desk.tickets.create({ subject: "Card lost", customer: "ada@example.com" }, BY);
  await desk.close();
  insertRows(path, PREFIXES.flatMap((prefix) => PARTS.map((part) => [...prefix, part])));

  const { tickets, findings } = await checkStore({ kind: "file", path });
  assert.deepEqual({ tickets, findings }, { tickets: 1, findings: [] });
  assert.equal((await repairStore(path)).kept, null);
});

function insertRows(path: string, rows: readonly Key[]): void {
  using database = new DatabaseSync(path);
  const insert = database.prepare(
    "INSERT OR IGNORE INTO kv (k, v, v_encoding, version) VALUES (?, x'01227822', 1, 99)",
  );
  for (const key of rows) insert.run(encodeKey(key));
}
