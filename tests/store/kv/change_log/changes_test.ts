import assert from "node:assert/strict";
import type { Change } from "../../../../store/desk.ts";
import { KvChanges } from "../../../../store/kv/change_log/changes.ts";
import { CommitQueue } from "../../../../store/kv/commit/commit_queue.ts";
import { openStore } from "../../../../store/kv/connection/open_store.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { until } from "../../../until.ts";
import { Child } from "../processes/child.ts";
import { createStagingRule } from "../commit/staging_rule.ts";

/** A store in memory whose change log is followed, and a way to make changes in it. */
async function openLog(kv?: Deno.Kv) {
  const opened = kv ?? await Deno.openKv(":memory:");
  const changes = new KvChanges(opened, () => queue.waitForCurrentCommit());
  const queue = new CommitQueue(opened, { committed: (versionstamp) => changes.notifyCommit(versionstamp) });
  const change = (id: string, by = queue) =>
    by.commit(createStagingRule((transaction) => transaction.recordChange({ kind: "ticket", id })));
  const elsewhere = new CommitQueue(opened);
  return {
    changes,
    change,
    /** A change that this process's follower isn't told of, as if another process made it. */
    changeElsewhere: (id: string) => change(id, elsewhere),
    async [Symbol.asyncDispose]() {
      await changes.close();
      opened.close();
    },
  };
}

/** The store with some methods changed; each is made when it is asked for. */
function changedKv(kv: Deno.Kv, changes: { [Name in keyof Deno.Kv]?: (kv: Deno.Kv) => Deno.Kv[Name] }): Deno.Kv {
  return new Proxy(kv, {
    get(_, name) {
      const changed = changes[name as keyof Deno.Kv];
      if (changed !== undefined) return changed(kv);
      const value: unknown = Reflect.get(kv, name);
      return typeof value === "function" ? value.bind(kv) : value;
    },
  });
}

function ids(seen: readonly Change[]): string[] {
  return seen.map((change) => change.kind === "ticket" ? change.id : change.email);
}

Deno.test("KvChanges.subscribe() tells later changes, in their order, each once", async () => {
  await using log = await openLog();
  await log.change("before");
  const seen: Change[] = [];
  log.changes.subscribe((change) => seen.push(change));
  await log.change("1");
  await Promise.all([log.change("2"), log.change("3"), log.changeElsewhere("4")]);
  await log.change("5");
  await until(() => seen.length >= 5, "five changes were told");
  await log.change("end");
  await until(() => ids(seen).at(-1) === "end", "the last change was told");
  assert.equal(seen.length, 6);
  assert.deepEqual(ids(seen).sort(), ["1", "2", "3", "4", "5", "end"]);
});

Deno.test("KvChanges.subscribe() misses no change that was in the log but not yet acknowledged", async () => {
  const [written, acknowledged] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let reads = 0;
  const slow = changedKv(await Deno.openKv(":memory:"), {
    atomic: (kv) => () => {
      const operation = kv.atomic();
      const commit = operation.commit.bind(operation);
      operation.commit = async () => {
        const result = await commit();
        written.resolve();
        await acknowledged.promise;
        return result;
      };
      return operation;
    },
    list: (kv) => {
      reads++;
      return kv.list.bind(kv);
    },
  });
  await using log = await openLog(slow);
  const changing = log.change("1");
  await written.promise;
  const seen: Change[] = [];
  log.changes.subscribe((change) => seen.push(change));
  await until(() => reads > 0, "the log was read");
  await new Promise((resume) => setTimeout(resume, 50));
  acknowledged.resolve();
  await changing;
  await until(() => seen.length > 0, "the change was told");
  await log.change("2");
  await until(() => ids(seen).includes("2"), "the next change was told");
  assert.deepEqual(ids(seen), ["1", "2"]);
});

Deno.test("KvChanges.subscribe() finds what other processes commit", async () => {
  await using log = await openLog();
  const seen: Change[] = [];
  log.changes.subscribe((change) => seen.push(change));
  await log.change("own");
  await until(() => seen.length === 1, "the own change was told");
  await log.changeElsewhere("other");
  await until(() => seen.length === 2, "the other change was told");
  assert.deepEqual(ids(seen), ["own", "other"]);
});

Deno.test("KvChanges.subscribe() begins anew for each listener, and ends when asked", async () => {
  await using log = await openLog();
  const [first, second]: [Change[], Change[]] = [[], []];
  const stop = log.changes.subscribe((change) => first.push(change));
  await log.change("1");
  await until(() => first.length === 1, "the first listener was told");
  log.changes.subscribe((change) => second.push(change));
  await log.change("2");
  await until(() => first.length === 2 && second.length === 1, "both were told");
  stop();
  stop();
  await log.change("3");
  await until(() => second.length === 2, "the second listener was told");
  assert.deepEqual([ids(first), ids(second)], [["1", "2"], ["2", "3"]]);
});

Deno.test("a listener that throws keeps no other from being told", async () => {
  await using log = await openLog();
  const seen: Change[] = [];
  log.changes.subscribe(() => {
    throw new Error("no");
  });
  log.changes.subscribe((change) => seen.push(change));
  await log.change("1");
  await log.change("2");
  await until(() => seen.length === 2, "both changes were told");
});

Deno.test("a listener that stops half-way through a commit hears no more of it", async () => {
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
  await until(() => later.length === 1, "the later listener was told");
  assert.equal(seen.length, 1);
});

Deno.test("changes are still told after the store couldn't be read for a while", async () => {
  const kv = await Deno.openKv(":memory:");
  let broken = false;
  const flaky = changedKv(kv, {
    list: (kv) => {
      if (broken) throw new Error("not now");
      return kv.list.bind(kv);
    },
  });
  await using log = await openLog(flaky);
  const seen: Change[] = [];
  log.changes.subscribe((change) => seen.push(change));
  await log.change("1");
  await until(() => seen.length === 1, "the first change was told");
  broken = true;
  await log.change("2");
  broken = false;
  await until(() => seen.length === 2, "the second change was told");
  assert.deepEqual(ids(seen), ["1", "2"]);
});

Deno.test("the change log is read only while somebody listens", async () => {
  const kv = await Deno.openKv(":memory:");
  let reads = 0;
  const counting = changedKv(kv, {
    list: (kv) => {
      reads++;
      return kv.list.bind(kv);
    },
  });
  await using log = await openLog(counting);
  await log.change("1");
  assert.equal(reads, 0);
  const stop = log.changes.subscribe(() => {});
  await until(() => reads >= 4, "the log was read again and again");
  stop();
  await log.changes.close();
  const before = reads;
  await log.change("2");
  await new Promise((resume) => setTimeout(resume, 500));
  assert.equal(reads, before);
});

Deno.test("a commit of another process on the same file is told within a second or so", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  const store = await openStore({ kind: "file", path });
  const changes = new KvChanges(store.kv, () => Promise.resolve());
  const seen: { id: string; at: number }[] = [];
  changes.subscribe((change) => seen.push({ id: ids([change])[0]!, at: Date.now() }));
  await using child = new Child("writer_child.ts", [path, "other", "3", "1"]);
  await until(() => child.lines.length === 3, "the other process committed");
  const committed = Date.now();
  await until(() => seen.length === 3, "its changes were told");
  assert.deepEqual(seen.map(({ id }) => id), ["1", "2", "3"]);
  assert.ok(seen[2]!.at - committed < 3_000);
  await child.end();
  await changes.close();
  await store.close();
});
