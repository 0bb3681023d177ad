/** The pieces of files. */

import type { StoreRows } from "../../rows/mod.ts";
import type { Findings } from "../assembly/mod.ts";

/** Sorts after every other part of a key of ours. */
const LAST_PART = true;

/**
 * Reports pieces that belong to no file.
 *
 * @param uploads The uploads whose pieces belong to files of tickets.
 */
export async function checkPieces(rows: StoreRows, uploads: ReadonlySet<string>, findings: Findings): Promise<void> {
  const unfinished = new Set((await rows.read({ prefix: ["upload"] }, { keysOnly: true })).map(({ key }) => key[1]));
  for (let upload = "";;) {
    const range = { start: ["piece", upload, LAST_PART], end: ["piece", LAST_PART] };
    const [first] = await rows.read(range, { limit: 1, keysOnly: true });
    if (first === undefined) return;
    upload = String(first.key[1]);
    if (uploads.has(upload) || unfinished.has(upload)) continue;
    findings.add("derived", `Pieces ${upload}`, "they belong to no file.");
  }
}
