import assert from "node:assert/strict";
import { CommitQueue } from "../../../../store/kv/commit/commit_queue.ts";
import { openStore } from "../../../../store/kv/connection/open_store.ts";
import type { AtomicOperation, CommitResult, Entries, Keys, KeyValueStore } from "../../../../store/kv/port/mod.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { until } from "../../../until.ts";
import { Child } from "../processes/child.ts";
import { TestKv } from "../test_kv.ts";
import { assertWhole, createAppendRule } from "./append_rule.ts";
import { createStagingRule } from "./staging_rule.ts";

/** Interferes with a commit. */
type Interference = (kv: TestKv, commit: () => Promise<CommitResult>) => Promise<CommitResult>;

/** A store that holds its first commit back, and lets tests interfere with the first two. */
class InterferingStore extends TestKv {
  commits = 0;
  /** Reads of many keys that wait; null if they are not held back. */
  heldReads: PromiseWithResolvers<void>[] | null = null;
  readonly #started = Promise.withResolvers<void>();
  readonly #released = Promise.withResolvers<void>();
  readonly started = this.#started.promise;

  constructor(inner: KeyValueStore, private readonly interferences: { first?: Interference; second?: Interference }) {
    super(inner);
  }

  override async commit(operation: AtomicOperation): Promise<CommitResult> {
    const number = ++this.commits;
    if (number === 1) {
      this.#started.resolve();
      await this.#released.promise;
    }
    const { first, second } = this.interferences;
    const interfere = number === 1 ? first : number === 2 ? second : undefined;
    const commit = () => super.commit(operation);
    return await (interfere === undefined ? commit() : interfere(this, commit));
  }

  override async getMany<T extends readonly unknown[]>(keys: Keys<T>): Promise<Entries<T>> {
    const held = Promise.withResolvers<void>();
    if (this.heldReads?.push(held)) await held.promise;
    return await super.getMany<T>(keys);
  }

  release(): void {
    this.#released.resolve();
  }
}

/** Opens a queue on a store in memory that holds its first commit back. */
async function openQueue(interferences: { first?: Interference; second?: Interference }) {
  const kv = new InterferingStore(await TestKv.open(), interferences);
  return { kv, queue: new CommitQueue(kv), [Symbol.dispose]: () => kv[Symbol.dispose]() };
}

/** Sets a key as another writer would, just before the commit. */
function setAsOtherWriter(key: string, value: unknown): Interference {
  return async (kv, commit) => {
    await kv.set([key], value);
    return await commit();
  };
}

/** Sets `to` to the number at `from` plus one. The numbers that it reads are added to `seen`. */
function increment(queue: CommitQueue, from: string, to: string, seen: (number | null)[] = []): Promise<void> {
  return queue.commit(async (transaction) => {
    const number = await transaction.get<number>([from]);
    seen.push(number);
    transaction.set([to], (number ?? 0) + 1);
  });
}

/** Increments one key twice. The second rule runs during the commit of the first; `seen` is what the second reads. */
async function overlapGroups({ queue, kv }: Awaited<ReturnType<typeof openQueue>>) {
  const seen: (number | null)[] = [];
  const first = increment(queue, "a", "a");
  await kv.started;
  const second = increment(queue, "a", "a", seen);
  await until(() => seen.length === 1, "the second rule ran");
  return { first, second, seen };
}

async function readValue(kv: KeyValueStore, key: string): Promise<unknown> {
  return (await kv.get([key])).value;
}

Deno.test("rules run during a commit, and return after their own commit", async () => {
  using desk = await openQueue({});
  const settled: string[] = [];
  const seen: (number | null)[] = [];
  const first = increment(desk.queue, "a", "a").then(() => settled.push("first"));
  await desk.kv.started;
  const second = increment(desk.queue, "a", "a", seen).then(() => settled.push("second"));
  await until(() => seen.length === 1, "the second rule ran");
  assert.deepEqual([seen, settled, desk.kv.commits], [[1], [], 1]);
  desk.kv.release();
  await Promise.all([first, second]);
  assert.deepEqual([seen, settled, desk.kv.commits], [[1], ["first", "second"], 2]);
  assert.equal(await readValue(desk.kv, "a"), 2);
});

/** Queues two rules one after the other during a commit, and holds their reads back. */
async function overlapReads({ kv, queue }: Awaited<ReturnType<typeof openQueue>>) {
  const first = increment(queue, "a", "a");
  await kv.started;
  kv.heldReads = [];
  const others: Promise<void>[] = [];
  for (const key of ["b", "c"]) {
    others.push(queue.commit(async (transaction) => transaction.set([key], await transaction.get([key]) ?? "new"), {
      reads: [[key]],
    }));
    await until(() => kv.heldReads?.length === others.length, "the keys of the rule are being read");
  }
  return { first, others, reads: kv.heldReads };
}

Deno.test("rules that are reading at the end of a commit share the next one", async () => {
  using desk = await openQueue({});
  const { first, others, reads } = await overlapReads(desk);
  desk.kv.release();
  await first;
  for (const { resolve } of reads) resolve();
  await Promise.all(others);
  assert.equal(desk.kv.commits, 2);
  assert.deepEqual([await readValue(desk.kv, "b"), await readValue(desk.kv, "c")], ["new", "new"]);
});

Deno.test("a failed read rejects only the rules that needed it", async () => {
  using desk = await openQueue({});
  const { first, others: [unreadable, readable], reads } = await overlapReads(desk);
  reads[0]!.reject(new Error("disk gone"));
  reads[1]!.resolve();
  await assert.rejects(unreadable!, { code: "unavailable", message: /disk gone/ });
  desk.kv.release();
  await Promise.all([first, readable]);
  assert.deepEqual([await readValue(desk.kv, "b"), await readValue(desk.kv, "c")], [null, "new"]);
});

Deno.test("after a conflict, the failed group and the one on top of it run again in their order", async () => {
  using desk = await openQueue({ first: setAsOtherWriter("a", 10) });
  const { first, second, seen } = await overlapGroups(desk);
  desk.kv.release();
  await Promise.all([first, second]);
  assert.deepEqual(seen, [1, 11]);
  assert.equal(await readValue(desk.kv, "a"), 12);
  assert.equal(desk.queue.activity.conflicts, 1);
});

Deno.test("another writer between two commits makes only the second run again", async () => {
  using desk = await openQueue({ second: setAsOtherWriter("a", 10) });
  const [firstSeen, secondSeen]: (number | null)[][] = [[], []];
  const first = increment(desk.queue, "a", "a", firstSeen);
  await desk.kv.started;
  const second = increment(desk.queue, "a", "b", secondSeen);
  await until(() => secondSeen!.length === 1, "the second rule ran");
  desk.kv.release();
  await Promise.all([first, second]);
  assert.deepEqual([firstSeen, secondSeen], [[null], [1, 10]]);
  assert.deepEqual([await readValue(desk.kv, "a"), await readValue(desk.kv, "b")], [10, 11]);
});

Deno.test("a failed commit rejects only its own rules, and those on top of it run again", async () => {
  using desk = await openQueue({ first: () => Promise.reject(new Error("disk full")) });
  const { first, second, seen } = await overlapGroups(desk);
  desk.kv.release();
  await assert.rejects(first, /disk full/);
  await second;
  assert.deepEqual(seen, [1, null]);
  assert.equal(await readValue(desk.kv, "a"), 1);
});

Deno.test("a rule that fails because of the current commit only fails if that commit succeeds", async () => {
  using desk = await openQueue({ first: setAsOtherWriter("seat", null) });
  const take = (name: string) => async () => {
    await desk.queue.commit(async (transaction) => {
      if (await transaction.get(["seat"]) !== null) throw new Error(`taken, ${name}`);
      transaction.set(["seat"], name);
    });
  };
  let refused = false;
  const first = take("Ada")();
  await desk.kv.started;
  const second = take("Bob")();
  second.catch(() => refused = true);
  await new Promise((resume) => setTimeout(resume, 20));
  assert.equal(refused, false);
  desk.kv.release();
  await first;
  await assert.rejects(second, /taken, Bob/);
  assert.equal(await readValue(desk.kv, "seat"), "Ada");
});

Deno.test("a key that the current commit deletes does not exist for the next rule, and the next commit checks that", async () => {
  using desk = await openQueue({ second: setAsOtherWriter("old", 7) });
  await desk.kv.set(["old"], 1);
  const seen: (number | null)[] = [];
  const first = desk.queue.commit(createStagingRule((transaction) => transaction.delete(["old"])));
  await desk.kv.started;
  const second = increment(desk.queue, "old", "new", seen);
  await until(() => seen.length === 1, "the second rule ran");
  desk.kv.release();
  await Promise.all([first, second]);
  assert.deepEqual(seen, [null, 7]);
  assert.equal(await readValue(desk.kv, "new"), 8);
});

Deno.test("a rule that lists waits for the current commit, and sees it", async () => {
  using desk = await openQueue({});
  const first = increment(desk.queue, "a", "a");
  await desk.kv.started;
  let listed: unknown[] | undefined;
  const second = desk.queue.commit(async (transaction) => {
    listed = (await Array.fromAsync(transaction.list({ prefix: [] }))).map(({ value }) => value);
  }, { alone: true });
  const third = increment(desk.queue, "a", "a");
  await new Promise((resume) => setTimeout(resume, 20));
  assert.equal(listed, undefined);
  desk.kv.release();
  await Promise.all([first, second, third]);
  assert.deepEqual(listed, [1]);
  assert.equal(await readValue(desk.kv, "a"), 2);
});

Deno.test("the next group can read a key with the value null", async () => {
  using desk = await openQueue({});
  const first = desk.queue.commit(createStagingRule((transaction) => transaction.set(["a"], null)));
  await desk.kv.started;
  const second = increment(desk.queue, "a", "a");
  desk.kv.release();
  await Promise.all([first, second]);
  assert.equal(await readValue(desk.kv, "a"), 1);
  assert.equal(desk.queue.activity.conflicts, 0);
});

Deno.test("many groups that read each other's writes give the same result as one after another", async () => {
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

Deno.test("kill -9 between two commits keeps all of the first and nothing of the second", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  await using child = new Child("crashing_child.ts", [path]);
  await child.end();
  assert.deepEqual(child.lines, ["first", "the second was decided"]);
  const store = await openStore({ kind: "file", path });
  assert.deepEqual(await assertWhole(store.kv), new Set(["first 0"]));
  await store.close();
});
