import assert from "node:assert/strict";
import { CommitQueue } from "../../../../store/kv/commit/commit_queue.ts";
import { type SendCommit, sendUnmarked } from "../../../../store/kv/connection/marked_commits.ts";
import { withPortableValues } from "../../../../store/kv/port/portable_values.ts";
import { assertWhole, createAppendRule, LAST_NUMBER } from "../commit/append_rule.ts";

const WRITERS = 300;

function pause(milliseconds: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, milliseconds));
}

/** Makes some reads of a store slow, and lets some of them fail. */
function troubleReads(kv: Deno.Kv): void {
  const { getMany } = kv;
  let reads = 0;
  const troubled = async (keys: readonly Deno.KvKey[]) => {
    const read = ++reads;
    if (read % 3 === 0) await pause(read % 4);
    if (read % 13 === 0) throw new Error("The read failed");
    return await getMany.call(kv, keys);
  };
  Object.assign(kv, { getMany: troubled });
}

/** Makes some commits slow, lets others come before some of them, and some fail. */
function troubledCommits(kv: Deno.Kv): SendCommit {
  const another = new CommitQueue(kv);
  let commits = 0;
  return async (commit) => {
    const number = ++commits;
    if (number % 3 === 0) await pause(number % 5);
    if (number % 7 === 0) await another.commit(createAppendRule("another", number));
    if (number % 11 === 0) throw new Error("The commit failed");
    return await sendUnmarked(commit);
  };
}

for (const maxChecks of [10, 100]) {
  Deno.test(`a store in trouble keeps what was acknowledged, and nothing that was refused (${maxChecks} checks)`, async () => {
    using kv = withPortableValues(await Deno.openKv(":memory:"));
    const queue = new CommitQueue(kv, { send: troubledCommits(kv), maxChecks });
    troubleReads(kv);
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
