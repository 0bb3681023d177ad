/** Entries that neither belong to a ticket or an account nor follow from them, such as approvals. */

import type { Key, KeyRange } from "../../port/mod.ts";
import { isErasure, isSound } from "../../forms/mod.ts";
import { readBatches, type Row, type StoreRows, UNREADABLE } from "../../rows/mod.ts";
import type { Findings } from "../assembly/mod.ts";

/** Ranges that are checked elsewhere, and the change log, which is only kept for an hour. */
const KNOWN = [
  "meta",
  "next",
  "article",
  "articleId",
  "ticket",
  "description",
  "comment",
  "earlier",
  "event",
  "settings",
  "attachment",
  "piece",
  "upload",
  "find",
  "new",
  "open",
  "into",
  "mergeTarget",
  "d",
  "h",
  "b",
  "due",
  "snooze",
  "u",
  "unresolved",
  "lease",
  "external",
  "report",
  "customer",
  "findCustomer",
  "count",
  "commit",
  "changes",
];

/** Sorts before every other part of a key. */
const LOWEST_PART = new Uint8Array();
/** Sorts after every other part of a key. */
const LAST_PART = true;
/** The name that ends with it follows directly on the name without it. */
const NUL = "\0";

/** Lists the ranges before, between and after those that are known. */
function* listOtherRanges(): Generator<KeyRange> {
  let start: Key = [LOWEST_PART];
  for (const name of KNOWN.toSorted()) {
    yield { start, end: [name] };
    start = [name + NUL];
  }
  yield { start, end: [LAST_PART] };
}

/** Reads the other entries, and reports those whose value cannot be read or has another form. */
export async function* readOthers(rows: StoreRows, findings: Findings): AsyncGenerator<Row> {
  for (const range of listOtherRanges()) {
    for await (const batch of readBatches(rows, range)) {
      for (const row of batch) {
        if (row.key[0] === "erasure" && !isErasure(row.value)) continue; // reported before the tickets
        if (row.value !== UNREADABLE && isSound(row)) yield row;
        else findings.add("lost", `Entry ${row.key.join("/")}`, "its value. A repair removes it.");
      }
    }
  }
}
