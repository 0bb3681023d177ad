/** Entries that neither belong to a ticket or an account nor follow from them, such as approvals. */

import type { Key } from "../port/mod.ts";
import { readBatches, type Row, type StoreRows, UNREADABLE } from "../rows/mod.ts";
import type { Findings } from "./mend/mod.ts";

/** The first parts of keys that have checks of their own, and of the change log, which is only kept for an hour. */
const KNOWN = [
  "meta",
  "next",
  "ticket",
  "description",
  "comment",
  "event",
  "attachment",
  "piece",
  "upload",
  "find",
  "queue",
  "lease",
  "external",
  "customer",
  "findCustomer",
  "count",
  "commit",
  "changes",
];

/** Sorts after every other part of a key. */
const LAST_PART = true;

/** Reads the other entries, and reports those that cannot be read. */
export async function* readOthers(rows: StoreRows, findings: Findings): AsyncGenerator<Row> {
  for (let start: Key = [""];;) {
    const [first] = await rows.read({ start, end: [LAST_PART] }, { limit: 1, keysOnly: true });
    if (first === undefined) return;
    const name = first.key[0]!;
    start = [name, LAST_PART];
    if (KNOWN.includes(String(name))) continue;
    for await (const batch of readBatches(rows, [name])) {
      for (const row of batch) {
        if (row.value !== UNREADABLE) yield row;
        else findings.add("lost", `Entry ${row.key.join("/")}`, "its value. A repair removes it.");
      }
    }
  }
}
