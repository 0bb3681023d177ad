import assert from "node:assert/strict";
import { delay } from "../../../../base/timing/delay.ts";
import { TestKv } from "../test_kv.ts";
import { CommitQueue, type CommitQueueOptions } from "../../../../store/kv/commit/commit_queue.ts";
import {
  type AtomicOperation,
  type CommitResult,
  type Key,
  type KeyValueStore,
  StoreDecorator,
} from "../../../../store/kv/port/mod.ts";
import type { Change } from "../../../../store/desk.ts";
import type { Rule } from "../../../../store/kv/commit/transaction.ts";
import { assertWhole, createAppendRule, LAST_NUMBER } from "./append_rule.ts";
import { createStagingRule } from "./staging_rule.ts";

/** Opens a queue on a store in memory. `commits` are the versionstamps of its commits. */
async function openQueue(options: CommitQueueOptions = {}) {
  const kv = await TestKv.open();
  const commits: string[] = [];
  const queue = new CommitQueue(kv, { onCommit: (versionstamp) => commits.push(versionstamp), ...options });
  return { kv, queue, commits, [Symbol.dispose]: () => kv[Symbol.dispose]() };
}

async function readValues(kv: KeyValueStore, prefix: Key): Promise<unknown[]> {
  return (await Array.fromAsync(kv.list({ prefix }))).map(({ value }) => value);
}

function repeat<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

Deno.test("CommitQueue.commit() returns the result of the rule once its writes are stored", async () => {
  using desk = await openQueue();
  const result = await desk.queue.commit((transaction) => {
    transaction.set(["greeting"], "hello");
    return Promise.resolve(42);
  });
  assert.equal(result, 42);
  assert.equal((await desk.kv.get(["greeting"])).value, "hello");
});

Deno.test("CommitQueue.commit() commits waiting rules together, and each sees what earlier ones staged", async () => {
  using desk = await openQueue();
  let runs = 0;
  const numbers = await Promise.all(repeat(90, (index) =>
    desk.queue.commit((transaction) => {
      runs++;
      return createAppendRule("one", index)(transaction);
    }, { reads: [LAST_NUMBER] })));
  assert.deepEqual(numbers, repeat(90, (index) => index + 1));
  assert.equal(runs, 90, "writers of one process never conflict");
  assert.ok(desk.commits.length <= 3, `${desk.commits.length} commits`);
  await assertWhole(desk.kv);
});

Deno.test("CommitQueue.commit() stages nothing of a rule that throws, and commits the others", async () => {
  using desk = await openQueue();
  await desk.kv.set(["kept"], { tags: ["a"] });
  const results = await Promise.allSettled([
    desk.queue.commit(createAppendRule("good", 1)),
    desk.queue.commit(async (transaction) => {
      const kept = await transaction.get<{ tags: string[] }>(["kept"]);
      kept!.tags.push("changed in place");
      transaction.set(["trace"], 1);
      transaction.set(LAST_NUMBER, 99);
      transaction.delete(["kept"]);
      transaction.add(["count", "entries"], 7);
      transaction.recordChange({ kind: "ticket", id: "99" });
      throw new Error("no");
    }),
    desk.queue.commit(createAppendRule("good", 2)),
    desk.queue.commit((transaction) => transaction.get(["kept"])),
  ]);
  assert.deepEqual(results.map(({ status }) => status), ["fulfilled", "rejected", "fulfilled", "fulfilled"]);
  assert.deepEqual(results[3], { status: "fulfilled", value: { tags: ["a"] } });
  assert.equal((await desk.kv.get(["trace"])).value, null);
  assert.equal((await assertWhole(desk.kv)).size, 2);
});

Deno.test("calls of a rule after its end are rejected, and not committed with other rules", async () => {
  using kv = await TestKv.open();
  const queue = new CommitQueue(kv);
  const { promise: later, resolve: proceed } = Promise.withResolvers<void>();
  let straying: Promise<void> | undefined;
  const failed = queue.commit(async (transaction) => {
    straying = later.then(() => transaction.set(["stray"], true));
    straying.catch(() => {}); // checked below
    await transaction.get(["read"]);
    throw new Error("no");
  });
  const neighbour = queue.commit(async (transaction) => {
    proceed();
    await later;
    transaction.set(["written"], await transaction.get(["read"]));
  });
  await assert.rejects(failed, /no/);
  await neighbour;
  await assert.rejects(straying!, /The rule has ended/);
  assert.deepEqual((await Array.fromAsync(kv.list({ prefix: [] }))).map(({ key }) => key), [["written"]]);
});

Deno.test("CommitQueue.commit() writes a value as it was at the call of set()", async () => {
  using desk = await openQueue();
  await desk.queue.commit(async (transaction) => {
    const value = { tags: ["a"] };
    transaction.set(["value"], value);
    value.tags.push("b");
    const seen = await transaction.get<{ tags: string[] }>(["value"]);
    seen!.tags.push("c");
  });
  assert.deepEqual((await desk.kv.get(["value"])).value, { tags: ["a"] });
});

Deno.test("a rule reads its own writes and deletions", async () => {
  using desk = await openQueue();
  await desk.kv.set(["old"], 1);
  const seen = await desk.queue.commit(async (transaction) => {
    transaction.delete(["old"]);
    transaction.set(["new"], 2);
    return [await transaction.get(["old"]), await transaction.get(["new"])];
  });
  assert.deepEqual(seen, [null, 2]);
  assert.equal((await desk.kv.get(["old"])).value, null);
});

Deno.test("a conflict makes the whole group run again, unnoticed by the callers", async () => {
  using desk = await openQueue();
  let interference = 3;
  const contended = desk.queue.commit(async (transaction) => {
    const seen = await transaction.get<number>(["contended"]) ?? 0;
    if (interference-- > 0) await desk.kv.set(["contended"], seen + 10);
    transaction.set(["contended"], seen + 1);
    return seen;
  });
  const others = repeat(5, (index) => desk.queue.commit(createAppendRule("other", index), { reads: [LAST_NUMBER] }));
  assert.equal(await contended, 30);
  assert.deepEqual(await Promise.all(others), [1, 2, 3, 4, 5]);
  assert.equal((await desk.kv.get(["contended"])).value, 31);
  assert.equal((await assertWhole(desk.kv)).size, 5);
});

Deno.test("a rule that always conflicts is rejected in the end", async () => {
  using desk = await openQueue();
  let runs = 0;
  const commit = desk.queue.commit(async (transaction) => {
    runs++;
    await transaction.get(["contended"]);
    await desk.kv.set(["contended"], runs);
    transaction.set(["mine"], runs);
  });
  await assert.rejects(commit, {
    name: "DeskError",
    code: "unavailable",
    message: /too many conflicts with other writers\. Nothing was changed\. Try again\.$/,
  });
  assert.equal(runs, 60);
  assert.equal((await desk.kv.get(["mine"])).value, null);
});

Deno.test("a rule that failed because of uncommitted data runs again when that commit fails", async () => {
  using desk = await openQueue();
  const found: string[] = [];
  const first = desk.queue.commit(async (transaction) => {
    if (await transaction.get(["closed"]) !== null) throw new Error("closed");
    await desk.kv.set(["closed"], true); // as another writer before the commit
    transaction.set(["taken"], "first");
  });
  const second = desk.queue.commit(async (transaction) => {
    const taken = await transaction.get<string>(["taken"]);
    found.push(taken ?? "free");
    if (taken !== null) throw new Error("taken");
    transaction.set(["taken"], "second");
  });
  await Promise.all([assert.rejects(first, /closed/), second]);
  assert.deepEqual(found, ["first", "free"]);
  assert.equal((await desk.kv.get(["taken"])).value, "second");
});

Deno.test("every caller gets the reason of a failed commit", async () => {
  using desk = await openQueue({ location: "/data/desk.db" });
  const outcomes = await Promise.allSettled([
    desk.queue.commit(createAppendRule("one", 1)),
    desk.queue.commit(createAppendRule("one", 2)),
    desk.queue.commit(createStagingRule((transaction) => {
      transaction.set(["closing"], true);
      desk.kv[Symbol.dispose]();
    })),
  ]);
  for (const outcome of outcomes) {
    assert.equal(outcome.status, "rejected");
    const { name, code, message } = outcome.reason;
    assert.deepEqual([name, code], ["DeskError", "unavailable"]);
    assert.match(message, /^Cannot save to the store \/data\/desk\.db: it is closed\. Nothing was changed\. /);
  }
});

Deno.test("every caller gets the reason when the store cannot be read", async () => {
  using desk = await openQueue();
  desk.kv[Symbol.dispose]();
  const outcomes = await Promise.allSettled(
    repeat(5, (index) => desk.queue.commit(createAppendRule("one", index), { reads: [LAST_NUMBER] })),
  );
  for (const outcome of outcomes) {
    assert.equal(outcome.status, "rejected");
    assert.match(String(outcome.reason), /^DeskError: Cannot save to the store :memory:: it is closed\./);
  }
});

Deno.test("values that Deno KV does not take are rejected when they are staged, and the other rules are committed", async () => {
  using desk = await openQueue();
  const refused: [message: RegExp, rule: Rule<unknown>][] = [
    [
      /65537 bytes \(limit 65536\)/,
      createStagingRule((transaction) => transaction.set(["v"], "x".repeat(65_534))),
    ],
    [/too long \(limit 2048 bytes\)/, createStagingRule((transaction) => transaction.set(["k".repeat(2_047)], 1))],
    [/too long \(limit 2048 bytes\)/, createStagingRule((transaction) => transaction.delete(["k".repeat(2_047)]))],
    [/Cannot store a function/, createStagingRule((transaction) => transaction.set(["v"], { call: () => 1 }))],
    [/Cannot store a KvU64/, createStagingRule((transaction) => transaction.set(["v"], new Deno.KvU64(1n)))],
    [/cannot expire in 0 ms/, createStagingRule((transaction) => transaction.set(["v"], 1, { expireIn: 0 }))],
    [/cannot expire in NaN ms/, createStagingRule((transaction) => transaction.set(["v"], 1, { expireIn: NaN }))],
    [
      /Cannot set .*: it is a counter/,
      createStagingRule((transaction) => transaction.set(["count", "entries"], 1)),
    ],
    [
      /Cannot set .*: it is a counter/,
      createStagingRule((transaction) => transaction.delete(["count", "entries"])),
    ],
    [
      /Cannot read .*: it is a counter/,
      async (transaction) => await transaction.get(["count", "entries"]),
    ],
    [/Cannot add to .*: it is not a counter/, createStagingRule((transaction) => transaction.add(["entries"], 1))],
    [/Cannot add 0\.5 to a counter/, createStagingRule((transaction) => transaction.add(["count", "entries"], 0.5))],
    [
      /Cannot list in a rule that shares its commit/,
      createStagingRule((transaction) => transaction.list({ prefix: [] })),
    ],
  ];
  const good = repeat(3, (index) => desk.queue.commit(createAppendRule("good", index)));
  await Promise.all(refused.map(([message, rule]) => assert.rejects(desk.queue.commit(rule), message)));
  await Promise.all([...good, desk.queue.commit(createAppendRule("good", 3))]);
  assert.equal((await assertWhole(desk.kv)).size, 4);
});

Deno.test("a value of the maximum size is written", async () => {
  using desk = await openQueue();
  await desk.queue.commit(createStagingRule((transaction) => transaction.set(["bytes"], new Uint8Array(65_535))));
  await desk.queue.commit(createStagingRule((transaction) => transaction.set(["text"], "x".repeat(65_533))));
  assert.equal((await readValues(desk.kv, [])).length, 2);
});

Deno.test("a rule that lists runs alone, and lists committed entries", async () => {
  using desk = await openQueue();
  const before = repeat(3, (index) => desk.queue.commit(createAppendRule("before", index)));
  const listed = desk.queue.commit(async (transaction) => {
    const entries = await Array.fromAsync(transaction.list<number>({ prefix: ["entry"] }));
    transaction.set(["listed"], entries.length);
    return entries.map(({ value }) => value);
  }, { alone: true });
  const after = desk.queue.commit(createAppendRule("after", 0));
  assert.deepEqual(await listed, [1, 2, 3]);
  await Promise.all([...before, after]);
  const stamps = await Promise.all(
    [["entry", "before", 2], ["listed"], ["entry", "after", 0]].map((key) => desk.kv.get(key)),
  );
  assert.equal(new Set(stamps.map(({ versionstamp }) => versionstamp)).size, 3);
});

Deno.test("additions to a counter are combined, and negative amounts subtract", async () => {
  using desk = await openQueue();
  const add = (amount: number) =>
    desk.queue.commit(createStagingRule((transaction) => transaction.add(["count", "entries"], amount)));
  await Promise.all(repeat(20, () => add(1)));
  await Promise.all([add(-3), add(1), add(-2), add(-15)]);
  assert.deepEqual((await desk.kv.get(["count", "entries"])).value, new Deno.KvU64(1n));
  await add(-1);
  assert.deepEqual((await desk.kv.get(["count", "entries"])).value, new Deno.KvU64(0n));
  const { versionstamp } = await desk.kv.get(["count", "entries"]);
  await desk.queue.commit(createStagingRule((transaction) => {
    transaction.add(["count", "entries"], 4);
    transaction.add(["count", "entries"], -4);
  }));
  assert.equal((await desk.kv.get(["count", "entries"])).versionstamp, versionstamp, "adding nothing writes nothing");
});

Deno.test("each commit adds one entry to the change log, with each change once, under its versionstamp", async () => {
  using desk = await openQueue();
  const change = (...ids: string[]) =>
    desk.queue.commit(createStagingRule((transaction) => {
      transaction.set(["touched", ...ids], true);
      for (const id of ids) transaction.recordChange({ kind: "ticket", id });
    }));
  await change("1");
  await Promise.all([change("2", "3", "2"), change("3"), change("2")]);
  await desk.queue.commit(
    createStagingRule((transaction) => transaction.recordChange({ kind: "customer", email: "a@b.c" })),
  );
  const log = await Array.fromAsync(desk.kv.list<Change[]>({ prefix: ["changes"] }));
  assert.deepEqual(log.map(({ key }) => key[1]), desk.commits);
  const logged = log.map(({ value }) => value.map((entry) => JSON.stringify(entry)));
  assert.ok(logged.every((changes) => new Set(changes).size === changes.length));
  assert.equal(new Set(logged.flat()).size, 4);
});

Deno.test("the time of a transaction does not change", async () => {
  let clock = 1_000;
  using desk = await openQueue({ now: () => clock++ });
  const seen = await Promise.all(repeat(3, () =>
    desk.queue.commit(async (transaction) => {
      const before = transaction.now;
      await transaction.get(["anything"]);
      return [before, transaction.now];
    })));
  assert.deepEqual(seen, [[1_000, 1_000], [1_001, 1_001], [1_002, 1_002]]);
});

Deno.test("CommitQueue.close() waits for queued rules, then rejects new ones", async () => {
  using desk = await openQueue();
  const pending = repeat(50, (index) => desk.queue.commit(createAppendRule("late", index)));
  await desk.queue.close();
  assert.equal((await assertWhole(desk.kv)).size, 50);
  await Promise.all(pending);
  await assert.rejects(desk.queue.commit(createAppendRule("too late", 0)), { code: "unavailable", message: /closed/ });
});

Deno.test("CommitQueue.drain() also waits for rules that arrive while it waits", async () => {
  using desk = await openQueue();
  const second = desk.queue.commit(createAppendRule("first", 0)).then(() =>
    desk.queue.commit(createAppendRule("second", 0))
  );
  await desk.queue.drain();
  assert.equal((await assertWhole(desk.kv)).size, 2);
  await second;
  await desk.queue.drain();
});

/** Makes commits take longer than anything else, as those of a busy disk do. */
class SlowCommits extends StoreDecorator {
  override async commit(operation: AtomicOperation): Promise<CommitResult> {
    await delay(5);
    return await this.inner.commit(operation);
  }
}

Deno.test("callers that always fail do not delay the others", async () => {
  using kv = await TestKv.open();
  const desk = { kv, queue: new CommitQueue(new SlowCommits(kv)) };
  let done = false;
  const failing = repeat(4, async () => {
    while (!done) {
      await desk.queue.commit(async (transaction) => {
        await transaction.get(["anything"]);
        throw new Error("not found");
      }).catch(() => {});
    }
  });
  for (const index of repeat(20, (index) => index)) await desk.queue.commit(createAppendRule("patient", index));
  done = true;
  await Promise.all(failing);
  assert.equal((await assertWhole(desk.kv)).size, 20);
});
