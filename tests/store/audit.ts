/** Consistency checks over a whole store. */

import assert from "node:assert/strict";
import { checkRows } from "../../store/kv/check/check_rows.ts";
import type { KeyValueStore } from "../../store/kv/port/mod.ts";
import { KeyValueRows } from "../../store/kv/rows/mod.ts";
import { listKeysUnder } from "./open_test_store.ts";

/** Asserts that indices, counters, comments, events and files match the tickets and customers, and no upload is left. */
export async function assertConsistent(kv: KeyValueStore): Promise<void> {
  assert.deepEqual((await checkRows(new KeyValueRows(kv))).findings.kept, []);
  assert.deepEqual(await listKeysUnder(kv, "upload"), []);
}
