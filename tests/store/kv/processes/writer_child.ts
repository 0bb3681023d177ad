/** Appends COUNT entries to the store at PATH, FLIGHT at a time. Prints the index of each once it is acknowledged. */

import { CommitQueue } from "../../../../store/kv/commit/commit_queue.ts";
import { openStore } from "../../../../store/kv/connection/open_store.ts";
import { createAppendRule, LAST_NUMBER } from "../commit/append_rule.ts";

const [path, writer, count, flight] = Deno.args as [string, string, string, string];
const store = await openStore({ kind: "file", path });
const queue = new CommitQueue(store.kv, store);
let next = 0;

async function write(): Promise<void> {
  while (next < Number(count)) {
    const index = next++;
    await queue.commit(createAppendRule(writer, index), { reads: [LAST_NUMBER] });
    Deno.stdout.writeSync(new TextEncoder().encode(`${index}\n`));
  }
}

try {
  await Promise.all(Array.from({ length: Number(flight) }, write));
} finally {
  await queue.close();
  await store.close();
}
