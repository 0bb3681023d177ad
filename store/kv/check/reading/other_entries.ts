/** Entries that neither belong to a ticket or an account nor follow from them, such as approvals. */

import type { Key } from "../../port/mod.ts";
import { readBatches, type Row, type StoreRows, UNREADABLE } from "../../rows/mod.ts";
import type { Findings } from "../assembly/mod.ts";

/** Entries that are checked elsewhere, and the change log, which is only kept for an hour. */
const KNOWN = [
  "meta",
  "next",
  "article",
  "articleId",
  "ticket",
  "description",
  "comment",
  "earlier",
  "event/ticket",
  "event/customer",
  "event/article",
  "event/settings",
  "settings",
  "attachment",
  "piece",
  "upload",
  "find",
  "new",
  "open",
  "into",
  "d",
  "h",
  "b",
  "due",
  "snooze",
  "u",
  "lease",
  "external",
  "report",
  "customer",
  "findCustomer",
  "count",
  "commit",
  "changes",
];

/** Sorts after every other part of a key. */
const LAST_PART = true;
/** Sorts before every other part of a key. */
const LOWEST_PART = new Uint8Array();

/** Reads the other entries, and reports those that cannot be read. */
export async function* readOthers(rows: StoreRows, findings: Findings, prefix: Key = []): AsyncGenerator<Row> {
  for (let start: Key = [...prefix, LOWEST_PART];;) {
    const [first] = await rows.read({ start, end: [...prefix, LAST_PART] }, { limit: 1, keysOnly: true });
    if (first === undefined) return;
    const group = [...prefix, first.key[prefix.length]!];
    start = [...group, LAST_PART];
    if (KNOWN.includes(group.join("/"))) continue;
    if (group.join("/") === "event") {
      yield* readOthers(rows, findings, group);
      continue;
    }
    for await (const batch of readBatches(rows, group)) {
      for (const row of batch) {
        if (row.value !== UNREADABLE) yield row;
        else findings.add("lost", `Entry ${row.key.join("/")}`, "its value. A repair removes it.");
      }
    }
  }
}
