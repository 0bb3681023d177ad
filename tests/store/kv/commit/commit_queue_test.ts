import assert from "node:assert/strict";
import { withPortableValues } from "../../../../store/kv/port/portable_values.ts";
import { CommitQueue, type CommitQueueOptions } from "../../../../store/kv/commit/commit_queue.ts";
import type { Change } from "../../../../store/desk.ts";
import type { Rule } from "../../../../store/kv/commit/transaction.ts";
import { assertWhole, createAppendRule, LAST_NUMBER } from "./append_rule.ts";
import { createStagingRule } from "./staging_rule.ts";

/** A queue over a store in memory, and the versionstamps of its commits. */
async function openQueue(options: CommitQueueOptions = {}) {
  const kv = withPortableValues(await Deno.openKv(":memory:"));
  const commits: string[] = [];
  const queue = new CommitQueue(kv, { committed: (versionstamp) => commits.push(versionstamp), ...options });
  return { kv, queue, commits, [Symbol.dispose]: () => kv[Symbol.dispose]() };
}

async function values(kv: Deno.Kv, prefix: Deno.KvKey): Promise<unknown[]> {
  return (await Array.fromAsync(kv.list({ prefix }))).map(({ value }) => value);
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

Deno.test("CommitQueue.commit() gives the rule's answer once its writes are there", async () => {
  using desk = await openQueue();
  const answer = await desk.queue.commit((transaction) => {
    transaction.set(["greeting"], "hello");
    return Promise.resolve(42);
  });
  assert.equal(answer, 42);
  assert.equal((await desk.kv.get(["greeting"])).value, "hello");
});

Deno.test("CommitQueue.commit() lets rules that wait share a commit, each seeing what earlier ones staged", async () => {
  using desk = await openQueue();
  let runs = 0;
  const numbers = await Promise.all(times(90, (index) =>
    desk.queue.commit((transaction) => {
      runs++;
      return createAppendRule("one", index)(transaction);
    }, { reads: [LAST_NUMBER] })));
  assert.deepEqual(numbers, times(90, (index) => index + 1));
  assert.equal(runs, 90, "writers of one process never conflict");
  assert.ok(desk.commits.length <= 3, `${desk.commits.length} commits`);
  await assertWhole(desk.kv);
});

Deno.test("CommitQueue.commit() leaves no trace of a rule that throws, and its neighbours land", async () => {
  using desk = await openQueue();
  await desk.kv.set(["kept"], { tags: ["a"] });
  const answers = await Promise.allSettled([
    desk.queue.commit(createAppendRule("good", 1)),
    desk.queue.commit(async (transaction) => {
      const kept = await transaction.get<{ tags: string[] }>(["kept"]);
      kept!.tags.push("changed in passing");
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
  assert.deepEqual(answers.map(({ status }) => status), ["fulfilled", "rejected", "fulfilled", "fulfilled"]);
  assert.deepEqual(answers[3], { status: "fulfilled", value: { tags: ["a"] } });
  assert.equal((await desk.kv.get(["trace"])).value, null);
  assert.equal((await assertWhole(desk.kv)).size, 2);
});

Deno.test("what a rule goes on to do after its end is refused, and not committed with others", async () => {
  using kv = withPortableValues(await Deno.openKv(":memory:"));
  const queue = new CommitQueue(kv);
  const { promise: later, resolve: goOn } = Promise.withResolvers<void>();
  let straying: Promise<void> | undefined;
  const failed = queue.commit(async (transaction) => {
    straying = later.then(() => transaction.set(["stray"], true));
    straying.catch(() => {}); // it is looked at below
    await transaction.get(["read"]);
    throw new Error("no");
  });
  const neighbour = queue.commit(async (transaction) => {
    goOn();
    await later;
    transaction.set(["landed"], await transaction.get(["read"]));
  });
  await assert.rejects(failed, /no/);
  await neighbour;
  await assert.rejects(straying!, /The rule has ended/);
  assert.deepEqual((await Array.fromAsync(kv.list({ prefix: [] }))).map(({ key }) => key), [["landed"]]);
});

Deno.test("CommitQueue.commit() writes a value as it was when it was set", async () => {
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

Deno.test("a rule's own writes and deletions are what it reads", async () => {
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

Deno.test("a conflict makes the whole group run again, and nobody notices", async () => {
  using desk = await openQueue();
  let interference = 3;
  const interfered = desk.queue.commit(async (transaction) => {
    const seen = await transaction.get<number>(["contended"]) ?? 0;
    if (interference-- > 0) await desk.kv.set(["contended"], seen + 10);
    transaction.set(["contended"], seen + 1);
    return seen;
  });
  const others = times(5, (index) => desk.queue.commit(createAppendRule("other", index), { reads: [LAST_NUMBER] }));
  assert.equal(await interfered, 30);
  assert.deepEqual(await Promise.all(others), [1, 2, 3, 4, 5]);
  assert.equal((await desk.kv.get(["contended"])).value, 31);
  assert.equal((await assertWhole(desk.kv)).size, 5);
});

Deno.test("a rule that other writers never let through is refused in the end", async () => {
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
    message: /other writers came first, again and again\. Nothing was changed\. Try again\.$/,
  });
  assert.equal(runs, 60);
  assert.equal((await desk.kv.get(["mine"])).value, null);
});

Deno.test("a failure that follows from what isn't committed yet is decided again when that isn't committed", async () => {
  using desk = await openQueue();
  const found: string[] = [];
  const first = desk.queue.commit(async (transaction) => {
    if (await transaction.get(["closed"]) !== null) throw new Error("closed");
    await desk.kv.set(["closed"], true); // another writer, who comes before the commit
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

Deno.test("when the commit fails every caller hears why, and nothing is acknowledged", async () => {
  using desk = await openQueue({ location: "/data/desk.db" });
  const outcomes = await Promise.allSettled([
    desk.queue.commit(createAppendRule("one", 1)),
    desk.queue.commit(createAppendRule("one", 2)),
    desk.queue.commit(createStagingRule((transaction) => {
      transaction.set(["closing"], true);
      desk.kv.close();
    })),
  ]);
  for (const outcome of outcomes) {
    assert.equal(outcome.status, "rejected");
    const { name, code, message } = outcome.reason;
    assert.deepEqual([name, code], ["DeskError", "unavailable"]);
    assert.match(message, /^Can't save to the store \/data\/desk\.db: it is closed\. Nothing was changed\. /);
  }
});

Deno.test("when the store can't be read every caller hears why", async () => {
  using desk = await openQueue();
  desk.kv.close();
  const outcomes = await Promise.allSettled(
    times(5, (index) => desk.queue.commit(createAppendRule("one", index), { reads: [LAST_NUMBER] })),
  );
  for (const outcome of outcomes) {
    assert.equal(outcome.status, "rejected");
    assert.match(String(outcome.reason), /^DeskError: Can't save to the store :memory:: it is closed\./);
  }
});

Deno.test("what Deno KV wouldn't take is refused to the rule that stages it, and its neighbours land", async () => {
  using desk = await openQueue();
  const refused: [what: RegExp, rule: Rule<unknown>][] = [
    [
      /takes 65537 bytes, where the store takes 65536/,
      createStagingRule((transaction) => transaction.set(["v"], "x".repeat(65_534))),
    ],
    [/longer than 2048 bytes/, createStagingRule((transaction) => transaction.set(["k".repeat(2_047)], 1))],
    [/longer than 2048 bytes/, createStagingRule((transaction) => transaction.delete(["k".repeat(2_047)]))],
    [/plain data, not a function/, createStagingRule((transaction) => transaction.set(["v"], { call: () => 1 }))],
    [/plain data, not a KvU64/, createStagingRule((transaction) => transaction.set(["v"], new Deno.KvU64(1n)))],
    [/can't expire in 0 ms/, createStagingRule((transaction) => transaction.set(["v"], 1, { expireIn: 0 }))],
    [/can't expire in NaN ms/, createStagingRule((transaction) => transaction.set(["v"], 1, { expireIn: NaN }))],
    [
      /is a counter: it can only be added to/,
      createStagingRule((transaction) => transaction.set(["count", "entries"], 1)),
    ],
    [
      /is a counter: it can only be added to/,
      createStagingRule((transaction) => transaction.delete(["count", "entries"])),
    ],
    [
      /is a counter: rules add to it and never read it/,
      async (transaction) => await transaction.get(["count", "entries"]),
    ],
    [/is not a counter/, createStagingRule((transaction) => transaction.add(["entries"], 1))],
    [/can't be changed by 0\.5/, createStagingRule((transaction) => transaction.add(["count", "entries"], 0.5))],
    [/committed alone can list/, createStagingRule((transaction) => transaction.list({ prefix: [] }))],
  ];
  const good = times(3, (index) => desk.queue.commit(createAppendRule("good", index)));
  await Promise.all(refused.map(([what, rule]) => assert.rejects(desk.queue.commit(rule), what)));
  await Promise.all([...good, desk.queue.commit(createAppendRule("good", 3))]);
  assert.equal((await assertWhole(desk.kv)).size, 4);
});

Deno.test("a value of exactly the size that Deno KV takes is written", async () => {
  using desk = await openQueue();
  await desk.queue.commit(createStagingRule((transaction) => transaction.set(["bytes"], new Uint8Array(65_535))));
  await desk.queue.commit(createStagingRule((transaction) => transaction.set(["text"], "x".repeat(65_533))));
  assert.equal((await values(desk.kv, [])).length, 2);
});

Deno.test("a rule that lists runs alone, and lists what is committed", async () => {
  using desk = await openQueue();
  const before = times(3, (index) => desk.queue.commit(createAppendRule("before", index)));
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

Deno.test("adds to a counter become one, and taking away wraps back", async () => {
  using desk = await openQueue();
  const add = (amount: number) =>
    desk.queue.commit(createStagingRule((transaction) => transaction.add(["count", "entries"], amount)));
  await Promise.all(times(20, () => add(1)));
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

Deno.test("each commit leaves one entry in the change log: what changed, once, under its versionstamp", async () => {
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
  const told = log.map(({ value }) => value.map((entry) => JSON.stringify(entry)));
  assert.ok(told.every((changes) => new Set(changes).size === changes.length));
  assert.equal(new Set(told.flat()).size, 4);
});

Deno.test("a transaction's present stands still", async () => {
  let clock = 1_000;
  using desk = await openQueue({ now: () => clock++ });
  const seen = await Promise.all(times(3, () =>
    desk.queue.commit(async (transaction) => {
      const before = transaction.now;
      await transaction.get(["anything"]);
      return [before, transaction.now];
    })));
  assert.deepEqual(seen, [[1_000, 1_000], [1_001, 1_001], [1_002, 1_002]]);
});

Deno.test("CommitQueue.close() waits for what was handed in, then takes no more", async () => {
  using desk = await openQueue();
  const pending = times(50, (index) => desk.queue.commit(createAppendRule("late", index)));
  await desk.queue.close();
  assert.equal((await assertWhole(desk.kv)).size, 50);
  await Promise.all(pending);
  await assert.rejects(desk.queue.commit(createAppendRule("too late", 0)), { code: "unavailable", message: /closed/ });
});

Deno.test("CommitQueue.drain() waits for rules that arrive meanwhile too", async () => {
  using desk = await openQueue();
  const second = desk.queue.commit(createAppendRule("first", 0)).then(() =>
    desk.queue.commit(createAppendRule("second", 0))
  );
  await desk.queue.drain();
  assert.equal((await assertWhole(desk.kv)).size, 2);
  await second;
  await desk.queue.drain();
});

Deno.test("callers that fail again and again don't hold up the others", async () => {
  using desk = await openQueue();
  let done = false;
  const failing = times(4, async () => {
    while (!done) {
      await desk.queue.commit(async (transaction) => {
        await transaction.get(["anything"]);
        throw new Error("not found");
      }).catch(() => {});
    }
  });
  for (const index of times(20, (index) => index)) await desk.queue.commit(createAppendRule("patient", index));
  done = true;
  await Promise.all(failing);
  assert.equal((await assertWhole(desk.kv)).size, 20);
});
