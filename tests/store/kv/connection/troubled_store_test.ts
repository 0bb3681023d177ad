import assert from "node:assert/strict";
import { CommitQueue } from "../../../../store/kv/commit/commit_queue.ts";
import type { AtomicOperation, CommitResult, Entries, Keys } from "../../../../store/kv/port/mod.ts";
import { TestKv } from "../test_kv.ts";
import { assertWhole, createAppendRule, LAST_NUMBER } from "../commit/append_rule.ts";

const WRITERS = 300;

function pause(milliseconds: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, milliseconds));
}

/** A store that is sometimes slow, sometimes fails, and has another writer. */
class TroubledStore extends TestKv {
  readonly #otherQueue = new CommitQueue(this.inner);
  #reads = 0;
  #commits = 0;

  override async getMany<T extends readonly unknown[]>(keys: Keys<T>): Promise<Entries<T>> {
    const number = ++this.#reads;
    if (number % 3 === 0) await pause(number % 4);
    if (number % 13 === 0) throw new Error("The read failed");
    return await super.getMany<T>(keys);
  }

  override async commit(operation: AtomicOperation): Promise<CommitResult> {
    const number = ++this.#commits;
    if (number % 3 === 0) await pause(number % 5);
    if (number % 7 === 0) await this.#otherQueue.commit(createAppendRule("another", number));
    if (number % 11 === 0) throw new Error("The commit failed");
    return await super.commit(operation);
  }
}

for (const maxChecks of [10, 100]) {
  Deno.test(`a store in trouble keeps acknowledged changes, and nothing of rejected ones (${maxChecks} checks)`, async () => {
    using kv = new TroubledStore(await TestKv.open());
    const queue = new CommitQueue(kv, { maxChecks });
    const acknowledged = new Set<string>();
    await Promise.all(Array.from({ length: WRITERS }, async (_, index) => {
      await pause(index % 150);
      const reads = index % 4 === 0 ? [] : [LAST_NUMBER, ["entry", "writer", index]];
      const written = await queue.commit(createAppendRule("writer", index), { reads }).catch(() => null);
      if (written !== null) acknowledged.add(`writer ${index}`);
    }));
    const there = await assertWhole(kv);
    const own = new Set([...there].filter((entry) => entry.startsWith("writer")));
    assert.deepEqual([...own].sort(), [...acknowledged].sort());
    assert.ok(own.size > 0 && own.size < WRITERS, `${own.size} were acknowledged`);
    assert.ok(there.size > own.size && queue.activity.conflicts > 0, "others came before a commit");
  });
}
