/** Changes the tier of EMAIL to enterprise in the store at PATH, and kills itself before its commit with the number LAST. */

import { CommitQueue } from "../../../../store/kv/commit/commit_queue.ts";
import { openStore } from "../../../../store/kv/connection/open_store.ts";
import { KvCustomers } from "../../../../store/kv/customers/mod.ts";
import { type AtomicOperation, type CommitResult, StoreDecorator } from "../../../../store/kv/port/mod.ts";
import { BY } from "../../open_test_desk.ts";

const [path, email, last] = Deno.args as [string, string, string];

class CrashingStore extends StoreDecorator {
  #commits = 0;

  override commit(operation: AtomicOperation): Promise<CommitResult> {
    if (++this.#commits === Number(last)) Deno.kill(Deno.pid, "SIGKILL");
    return super.commit(operation);
  }
}

const store = await openStore({ kind: "file", path });
const kv = new CrashingStore(store.kv);
const commits = new CommitQueue(kv, { ...store, maxChecks: 20 });
await new KvCustomers({ kv, commits, now: Date.now }).update(email, { account_tier: "enterprise" }, BY);
