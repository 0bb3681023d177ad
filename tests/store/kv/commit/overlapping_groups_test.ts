import assert from "node:assert/strict";
import { CommitQueue } from "../../../../store/kv/commit/commit_queue.ts";
import { type SendCommit, sendUnmarked } from "../../../../store/kv/connection/marked_commits.ts";
import { openStore } from "../../../../store/kv/connection/open_store.ts";
import { withPortableValues } from "../../../../store/kv/port/portable_values.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { until } from "../../../until.ts";
import { assertWhole, createAppendRule } from "./append_rule.ts";
import { Child } from "../processes/child.ts";
import { createStagingRule } from "./staging_rule.ts";

/** A queue whose first commit waits until it is let go, to meet with what `meet` makes of it. */
async function openQueue(meet: { first?: (kv: Deno.Kv) => SendCommit; second?: (kv: Deno.Kv) => SendCommit }) {
  const kv = withPortableValues(await Deno.openKv(":memory:"));
  const [begun, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let commits = 0;
  const send: SendCommit = async (commit) => {
    commits++;
    if (commits === 2) return await (meet.second?.(kv) ?? sendUnmarked)(commit);
    if (commits > 2) return await sendUnmarked(commit);
    begun.resolve();
    await go.promise;
    return await (meet.first?.(kv) ?? sendUnmarked)(commit);
  };
  const queue = new CommitQueue(kv, { send });
  return {
    kv,
    queue,
    begun: begun.promise,
    letGo: () => go.resolve(),
    commits: () => commits,
    [Symbol.dispose]: () => kv.close(),
  };
}

/** Another writer sets the key before the commit arrives. */
function otherWriterSets(key: string, value: unknown) {
  return (kv: Deno.Kv): SendCommit => async (commit) => {
    await kv.set([key], value);
    return await sendUnmarked(commit);
  };
}

/** A rule that takes the number at `from` one further at `to`; `seen` gets what it read. */
function increment(queue: CommitQueue, from: string, to: string, seen: (number | null)[] = []): Promise<void> {
  return queue.commit(async (transaction) => {
    const number = await transaction.get<number>([from]);
    seen.push(number);
    transaction.set([to], (number ?? 0) + 1);
  });
}

/** Two increments of one key, the second decided on top of the first, whose commit is under way; `seen` by the second. */
async function oneOnTheOther({ queue, begun }: Awaited<ReturnType<typeof openQueue>>) {
  const seen: (number | null)[] = [];
  const first = increment(queue, "a", "a");
  await begun;
  const second = increment(queue, "a", "a", seen);
  await until(() => seen.length === 1, "the second rule ran");
  return { first, second, seen };
}

async function valueAt(kv: Deno.Kv, key: string): Promise<unknown> {
  return (await kv.get([key])).value;
}

Deno.test("rules run on top of a commit under way, and are answered after their own", async () => {
  using desk = await openQueue({});
  const answered: string[] = [];
  const seen: (number | null)[] = [];
  const first = increment(desk.queue, "a", "a").then(() => answered.push("first"));
  await desk.begun;
  const second = increment(desk.queue, "a", "a", seen).then(() => answered.push("second"));
  await until(() => seen.length === 1, "the second rule ran");
  assert.deepEqual([seen, answered, desk.commits()], [[1], [], 1]);
  desk.letGo();
  await Promise.all([first, second]);
  assert.deepEqual([seen, answered, desk.commits()], [[1], ["first", "second"], 2]);
  assert.equal(await valueAt(desk.kv, "a"), 2);
});

/** Holds the reads of many keys back; `fail` lets the first of them fail. */
function holdReads(kv: Deno.Kv) {
  const held: PromiseWithResolvers<void>[] = [];
  const { getMany } = kv;
  const heldBack = async (keys: readonly Deno.KvKey[]) => {
    held.push(Promise.withResolvers<void>());
    await held.at(-1)!.promise;
    return await getMany.call(kv, keys);
  };
  Object.assign(kv, { getMany: heldBack });
  return {
    count: () => held.length,
    fail: () => held[0]!.reject(new Error("disk gone")),
    letGo: () => held.forEach(({ resolve }) => resolve()),
  };
}

/** Two rules that come one after the other during a commit, while both wait for what they read. */
async function twoThatRead({ kv, queue, begun }: Awaited<ReturnType<typeof openQueue>>) {
  const first = increment(queue, "a", "a");
  await begun;
  const reads = holdReads(kv);
  const others: Promise<void>[] = [];
  for (const key of ["b", "c"]) {
    others.push(queue.commit(async (transaction) => transaction.set([key], await transaction.get([key]) ?? "new"), {
      reads: [[key]],
    }));
    await until(() => reads.count() === others.length, "what the rule asks for is being read");
  }
  return { first, others, reads };
}

Deno.test("rules whose reads are under way at the end of a commit share the next one", async () => {
  using desk = await openQueue({});
  const { first, others, reads } = await twoThatRead(desk);
  desk.letGo();
  await first;
  reads.letGo();
  await Promise.all(others);
  assert.equal(desk.commits(), 2);
  assert.deepEqual([await valueAt(desk.kv, "b"), await valueAt(desk.kv, "c")], ["new", "new"]);
});

Deno.test("a read that fails refuses the rules that it was for, and no others", async () => {
  using desk = await openQueue({});
  const { first, others: [unreadable, readable], reads } = await twoThatRead(desk);
  reads.fail();
  reads.letGo();
  await assert.rejects(unreadable!, { code: "unavailable", message: /disk gone/ });
  desk.letGo();
  await Promise.all([first, readable]);
  assert.deepEqual([await valueAt(desk.kv, "b"), await valueAt(desk.kv, "c")], [null, "new"]);
});

Deno.test("a conflict takes with it what was decided on top, and both run again in their order", async () => {
  using desk = await openQueue({ first: otherWriterSets("a", 10) });
  const { first, second, seen } = await oneOnTheOther(desk);
  desk.letGo();
  await Promise.all([first, second]);
  assert.deepEqual(seen, [1, 11]);
  assert.equal(await valueAt(desk.kv, "a"), 12);
  assert.equal(desk.queue.activity.conflicts, 1);
});

Deno.test("another writer between two commits makes the second run again, and no other", async () => {
  using desk = await openQueue({ second: otherWriterSets("a", 10) });
  const [firstSeen, secondSeen]: (number | null)[][] = [[], []];
  const first = increment(desk.queue, "a", "a", firstSeen);
  await desk.begun;
  const second = increment(desk.queue, "a", "b", secondSeen);
  await until(() => secondSeen!.length === 1, "the second rule ran");
  desk.letGo();
  await Promise.all([first, second]);
  assert.deepEqual([firstSeen, secondSeen], [[null], [1, 10]]);
  assert.deepEqual([await valueAt(desk.kv, "a"), await valueAt(desk.kv, "b")], [10, 11]);
});

Deno.test("a commit that fails is its callers' failure alone: what was decided on top runs again without it", async () => {
  using desk = await openQueue({ first: () => () => Promise.reject(new Error("disk full")) });
  const { first, second, seen } = await oneOnTheOther(desk);
  desk.letGo();
  await assert.rejects(first, /disk full/);
  await second;
  assert.deepEqual(seen, [1, null]);
  assert.equal(await valueAt(desk.kv, "a"), 1);
});

Deno.test("a refusal because of a commit under way holds only if that is done", async () => {
  using desk = await openQueue({ first: otherWriterSets("seat", null) });
  const take = (name: string) => async () => {
    await desk.queue.commit(async (transaction) => {
      if (await transaction.get(["seat"]) !== null) throw new Error(`taken, ${name}`);
      transaction.set(["seat"], name);
    });
  };
  let refused = false;
  const first = take("Ada")();
  await desk.begun;
  const second = take("Bob")();
  second.catch(() => refused = true);
  await new Promise((resume) => setTimeout(resume, 20));
  assert.equal(refused, false);
  desk.letGo();
  await first;
  await assert.rejects(second, /taken, Bob/);
  assert.equal(await valueAt(desk.kv, "seat"), "Ada");
});

Deno.test("what a commit under way deletes is gone for the next rule, and must stay gone", async () => {
  using desk = await openQueue({ second: otherWriterSets("old", 7) });
  await desk.kv.set(["old"], 1);
  const seen: (number | null)[] = [];
  const first = desk.queue.commit(createStagingRule((transaction) => transaction.delete(["old"])));
  await desk.begun;
  const second = increment(desk.queue, "old", "new", seen);
  await until(() => seen.length === 1, "the second rule ran");
  desk.letGo();
  await Promise.all([first, second]);
  assert.deepEqual(seen, [null, 7]);
  assert.equal(await valueAt(desk.kv, "new"), 8);
});

Deno.test("a rule that lists waits for the commit under way, and sees it", async () => {
  using desk = await openQueue({});
  const first = increment(desk.queue, "a", "a");
  await desk.begun;
  let listed: unknown[] | undefined;
  const second = desk.queue.commit(async (transaction) => {
    listed = (await Array.fromAsync(transaction.list({ prefix: [] }))).map(({ value }) => value);
  }, { alone: true });
  const third = increment(desk.queue, "a", "a");
  await new Promise((resume) => setTimeout(resume, 20));
  assert.equal(listed, undefined);
  desk.letGo();
  await Promise.all([first, second, third]);
  assert.deepEqual(listed, [1]);
  assert.equal(await valueAt(desk.kv, "a"), 2);
});

Deno.test("a key that is written with null can be read by the next group", async () => {
  using desk = await openQueue({});
  const first = desk.queue.commit(createStagingRule((transaction) => transaction.set(["a"], null)));
  await desk.begun;
  const second = increment(desk.queue, "a", "a");
  desk.letGo();
  await Promise.all([first, second]);
  assert.equal(await valueAt(desk.kv, "a"), 1);
  assert.equal(desk.queue.activity.conflicts, 0);
});

Deno.test("many groups that read each other's writes come out as if each had waited", async () => {
  await using folder = await TemporaryFolder.create();
  const store = await openStore({ kind: "file", path: folder.file("desk.db") });
  const queue = new CommitQueue(store.kv, store);
  const numbers: number[] = [];
  await Promise.all(Array.from({ length: 40 }, async (_, writer) => {
    for (let index = 0; index < 15; index++) {
      numbers.push(await queue.commit(createAppendRule(`writer ${writer}`, index)));
    }
  }));
  assert.deepEqual(numbers.sort((one, other) => one - other), Array.from({ length: 600 }, (_, index) => index + 1));
  assert.ok(queue.activity.commits < 300, `${queue.activity.commits} commits`);
  await assertWhole(store.kv);
  await queue.close();
  await store.close();
});

Deno.test("kill -9 between a commit and the one that was decided on top of it leaves the first, whole, and none of the second", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  await using child = new Child("crashing_child.ts", [path]);
  await child.end();
  assert.deepEqual(child.lines, ["first", "the second was decided"]);
  const store = await openStore({ kind: "file", path });
  assert.deepEqual(await assertWhole(store.kv), new Set(["first 0"]));
  await store.close();
});
