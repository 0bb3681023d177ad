import assert from "node:assert/strict";
import { checkRows } from "../../../../store/kv/check/check_rows.ts";
import { IndexMerger } from "../../../../store/kv/index/mod.ts";
import type { KeyRange } from "../../../../store/kv/port/mod.ts";
import { KeyValueRows, type Row } from "../../../../store/kv/rows/mod.ts";
import type { ReadOptions } from "../../../../store/kv/rows/store_rows.ts";
import { HOST } from "../../open_test_desk.ts";
import { openTestStore } from "../../open_test_store.ts";

class CountingRows extends KeyValueRows {
  reads = 0;

  override read(range: KeyRange, options?: ReadOptions): Promise<Row[]> {
    this.reads += 1;
    return super.read(range, options);
  }
}

/** Counts the reads of a check of tickets with this many different words. */
async function countReads(words: number, { isMerged }: { isMerged: boolean }): Promise<number> {
  await using store = await openTestStore();
  const description = Array.from({ length: words }, (_, index) => `word${index}x`).join(" ");
  await store.archive.importCustomers([{ customer: { email: "ada@example.com", name: "Ada" } }], HOST);
  await store.archive.importTickets([{ ticket: { subject: "card", description, customer: "ada@example.com" } }], HOST);
  if (isMerged) {
    const merger = new IndexMerger(store);
    merger.noteCommit();
    await merger.close();
  }
  const rows = new CountingRows(store.kv);
  const { tickets, findings } = await checkRows(rows);
  assert.deepEqual({ tickets, found: findings.kept }, { tickets: 1, found: [] });
  return rows.reads;
}

for (const isMerged of [true, false]) {
  Deno.test(`a check reads the index in batches, not by words, ${isMerged ? "after" : "before"} a merge`, async () => {
    assert.equal(await countReads(300, { isMerged }), await countReads(20, { isMerged }));
  });
}
