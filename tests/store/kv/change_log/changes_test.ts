import assert from "node:assert/strict";
import type { Change } from "../../../../store/desk.ts";
import { KvChanges } from "../../../../store/kv/change_log/changes.ts";
import { CommitQueue } from "../../../../store/kv/commit/commit_queue.ts";
import { openStore } from "../../../../store/kv/connection/open_store.ts";
import {
  type AtomicOperation,
  type CommitResult,
  type KeyRange,
  type KeyValueStore,
  type ListedEntry,
  type ListOptions,
  StoreDecorator,
} from "../../../../store/kv/port/mod.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { until } from "../../../until.ts";
import { createStagingRule } from "../commit/staging_rule.ts";
import { Child } from "../processes/child.ts";
import { TestKv } from "../test_kv.ts";

/** A store that counts its lists, and can fail to list. */
class WatchedStore extends StoreDecorator {
  lists = 0;
  isBroken = false;

  override list<T>(range: KeyRange, options?: ListOptions): AsyncIterable<ListedEntry<T>> {
    this.lists++;
    if (this.isBroken) throw new Error("not now");
    return super.list<T>(range, options);
  }
}

/** A store that acknowledges its first commit late. */
class SlowStore extends WatchedStore {
  readonly #written = Promise.withResolvers<void>();
  readonly #acknowledged = Promise.withResolvers<void>();
  readonly written = this.#written.promise;

  override async commit(operation: AtomicOperation): Promise<CommitResult> {
    const result = await super.commit(operation);
    this.#written.resolve();
    await this.#acknowledged.promise;
    return result;
  }

  acknowledge(): void {
    this.#acknowledged.resolve();
  }
}

/** Opens the change log of a store. */
async function openLog(store?: KeyValueStore) {
  const kv = store ?? await TestKv.open();
  const changes = new KvChanges(kv, () => queue.waitForCurrentCommit());
  const queue = new CommitQueue(kv, { onCommit: (versionstamp) => changes.notifyCommit(versionstamp) });
  const change = (id: string, by = queue) =>
    by.commit(createStagingRule((transaction) => transaction.recordChange({ kind: "ticket", id })));
  const elsewhere = new CommitQueue(kv);
  return {
    changes,
    change,
    /** Makes a change as another process would, without a notification. */
    changeElsewhere: (id: string) => change(id, elsewhere),
    async [Symbol.asyncDispose]() {
      await changes.close();
      kv[Symbol.dispose]();
    },
  };
}

function listIds(seen: readonly Change[]): string[] {
  return seen.map((change) => "id" in change ? change.id : "email" in change ? change.email : change.kind);
}

Deno.test("KvChanges.subscribe() reports later changes in their order, each once", async () => {
  await using log = await openLog();
  await log.change("before");
  const seen: Change[] = [];
  log.changes.subscribe((change) => seen.push(change));
  await log.change("1");
  await Promise.all([log.change("2"), log.change("3"), log.changeElsewhere("4")]);
  await log.change("5");
  await until(() => seen.length >= 5, "five changes were reported");
  await log.change("end");
  await until(() => listIds(seen).at(-1) === "end", "the last change was reported");
  assert.equal(seen.length, 6);
  assert.deepEqual(listIds(seen).sort(), ["1", "2", "3", "4", "5", "end"]);
});

Deno.test("KvChanges.subscribe() misses no change that was in the log but not yet acknowledged", async () => {
  const slow = new SlowStore(await TestKv.open());
  await using log = await openLog(slow);
  const changing = log.change("1");
  await slow.written;
  const seen: Change[] = [];
  log.changes.subscribe((change) => seen.push(change));
  await until(() => slow.lists > 0, "the log was read");
  await new Promise((resume) => setTimeout(resume, 50));
  slow.acknowledge();
  await changing;
  await until(() => seen.length > 0, "the change was reported");
  await log.change("2");
  await until(() => listIds(seen).includes("2"), "the next change was reported");
  assert.deepEqual(listIds(seen), ["1", "2"]);
});

Deno.test("KvChanges.subscribe() reports commits of other processes", async () => {
  await using log = await openLog();
  const seen: Change[] = [];
  log.changes.subscribe((change) => seen.push(change));
  await log.change("own");
  await until(() => seen.length === 1, "the own change was reported");
  await log.changeElsewhere("other");
  await until(() => seen.length === 2, "the other change was reported");
  assert.deepEqual(listIds(seen), ["own", "other"]);
});

Deno.test("KvChanges.subscribe() starts separately for each listener, and stops on request", async () => {
  await using log = await openLog();
  const [first, second]: [Change[], Change[]] = [[], []];
  const stop = log.changes.subscribe((change) => first.push(change));
  await log.change("1");
  await until(() => first.length === 1, "the first listener got the change");
  log.changes.subscribe((change) => second.push(change));
  await log.change("2");
  await until(() => first.length === 2 && second.length === 1, "both got the change");
  stop();
  stop();
  await log.change("3");
  await until(() => second.length === 2, "the second listener got the change");
  assert.deepEqual([listIds(first), listIds(second)], [["1", "2"], ["2", "3"]]);
});

Deno.test("a listener that throws does not affect the others", async () => {
  await using log = await openLog();
  const seen: Change[] = [];
  log.changes.subscribe(() => {
    throw new Error("no");
  });
  log.changes.subscribe((change) => seen.push(change));
  await log.change("1");
  await log.change("2");
  await until(() => seen.length === 2, "both changes were reported");
});

Deno.test("a listener that unsubscribes during a commit gets no more of its changes", async () => {
  await using log = await openLog();
  const seen: Change[] = [];
  const stop = log.changes.subscribe((change) => {
    seen.push(change);
    stop();
  });
  await Promise.all([log.change("1"), log.change("2"), log.change("3")]);
  const later: Change[] = [];
  log.changes.subscribe((change) => later.push(change));
  await log.change("4");
  await until(() => later.length === 1, "the later listener got the change");
  assert.equal(seen.length, 1);
});

Deno.test("changes are reported after a time in which the store could not be read", async () => {
  const store = new WatchedStore(await TestKv.open());
  await using log = await openLog(store);
  const seen: Change[] = [];
  log.changes.subscribe((change) => seen.push(change));
  await log.change("1");
  await until(() => seen.length === 1, "the first change was reported");
  store.isBroken = true;
  await log.change("2");
  store.isBroken = false;
  await until(() => seen.length === 2, "the second change was reported");
  assert.deepEqual(listIds(seen), ["1", "2"]);
});

Deno.test("the change log is read only while there are listeners", async () => {
  const store = new WatchedStore(await TestKv.open());
  await using log = await openLog(store);
  await log.change("1");
  assert.equal(store.lists, 0);
  const stop = log.changes.subscribe(() => {});
  await until(() => store.lists >= 4, "the log was read repeatedly");
  stop();
  await log.changes.close();
  const before = store.lists;
  await log.change("2");
  await new Promise((resume) => setTimeout(resume, 500));
  assert.equal(store.lists, before);
});

Deno.test("a commit of another process on the same file is reported", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  const store = await openStore({ kind: "file", path });
  const changes = new KvChanges(store.kv, () => Promise.resolve());
  const seen: Change[] = [];
  changes.subscribe((change) => seen.push(change));
  await using child = new Child("writer_child.ts", [path, "other", "3", "1"]);
  await until(() => child.lines.length === 3, "the other process committed");
  await until(() => seen.length === 3, "its changes were reported");
  assert.deepEqual(listIds(seen), ["1", "2", "3"]);
  await child.end();
  await changes.close();
  await store.close();
});
