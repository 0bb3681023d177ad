/** A desk with access to its key-value store. */

import { KvArchive } from "../../store/kv/archive/archive.ts";
import { CommitQueue } from "../../store/kv/commit/commit_queue.ts";
import { KvCustomers } from "../../store/kv/customers/customers.ts";
import { openStore } from "../../store/kv/connection/open_store.ts";
import type { Store } from "../../store/kv/commit/transaction.ts";
import type { KeyValueStore } from "../../store/kv/port/mod.ts";
import { createKvTickets } from "../../store/kv/tickets/tickets.ts";
import type { Activity, Tickets } from "../../store/mod.ts";
import { parseLocation } from "../../store/location.ts";
import { START, type TestClock } from "./open_test_desk.ts";
import { TestKv } from "./kv/test_kv.ts";
import { acquireEmptyStore } from "./empty_store.ts";

export interface TestStore extends Store, AsyncDisposable {
  kv: TestKv;
  clock: TestClock;
  tickets: Tickets;
  customers: KvCustomers;
  archive: KvArchive;
  activity: Activity;
  /** Called after each commit with the number of its rules. */
  onCommit: ((rules: number) => void) | undefined;
}

/** @param options Options of the commit queue. */
export async function openTestStore(options: { maxChecks?: number } = {}): Promise<TestStore> {
  const place = await acquireEmptyStore();
  const clock = { now: Date.parse(START) };
  const now = () => clock.now;
  const opened = await openStore(parseLocation(place.location), { schema: { now } });
  const kv = new TestKv(opened.kv);
  const commits = new CommitQueue(kv, {
    ...opened,
    now,
    ...options,
    onCommit: (_, rules) => testStore.onCommit?.(rules),
  });
  const store = { kv, commits, now };
  const testStore: TestStore = {
    ...store,
    clock,
    activity: commits.activity,
    onCommit: undefined,
    tickets: createKvTickets(store),
    customers: new KvCustomers(store),
    archive: new KvArchive(store),
    [Symbol.asyncDispose]: async () => {
      await commits.close();
      await opened.close();
      place.release();
    },
  };
  return testStore;
}

/** Lists every key under the prefixes as JSON, in the order of the store. */
export async function listKeysUnder(kv: KeyValueStore, ...prefixes: string[]): Promise<string[]> {
  const keys: string[] = [];
  for (const prefix of prefixes) {
    for await (const { key } of kv.list({ prefix: [prefix] })) keys.push(JSON.stringify(key));
  }
  return keys;
}
