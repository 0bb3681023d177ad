/** Commits one entry to the store at PATH, runs the rule of another during that commit, and kills itself before the second commit. */

import { CommitQueue } from "../../../../store/kv/commit/commit_queue.ts";
import { type AtomicOperation, type CommitResult, StoreDecorator } from "../../../../store/kv/port/mod.ts";
import { NO_LOCK } from "../../../../store/kv/file/file_lock.ts";
import { openStore } from "../../../../store/kv/connection/open_store.ts";
import { createAppendRule, LAST_NUMBER } from "../commit/append_rule.ts";

const store = await openStore({ kind: "file", path: Deno.args[0]! });
const decided = Promise.withResolvers<void>();

class CrashingStore extends StoreDecorator {
  #commits = 0;

  override async commit(operation: AtomicOperation): Promise<CommitResult> {
    if (++this.#commits === 2) {
      say("the second was decided");
      Deno.kill(Deno.pid, "SIGKILL");
    }
    void queue.commit(async (transaction) => {
      const number = await createAppendRule("second", 0)(transaction);
      decided.resolve();
      return number;
    }).then(() => say("second"));
    const result = await super.commit(operation);
    await decided.promise;
    return result;
  }
}

// Without the file lock, its turn cannot end before the second rule runs.
const queue = new CommitQueue(new CrashingStore(store.kv), { ...store, lock: NO_LOCK });
await queue.commit(createAppendRule("first", 0), { reads: [LAST_NUMBER] }).then(() => say("first"));
await queue.drain();

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}
