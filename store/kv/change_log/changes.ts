import type { Change, Changes } from "../../desk.ts";
import type { KeyValueStore } from "../port/mod.ts";
import { listCommits, readLatestCommit, toStartAfter } from "./log.ts";

/** The pause between two reads of the log, in milliseconds. `Deno.Kv.watch` does not see writes of other processes. */
const POLL_INTERVAL = 200;

interface Subscription {
  listener(change: Change): void;
  /** The first versionstamp to report; null until the latest commit at the subscription is known. */
  from: string | null;
  /** The first commit of this process since the subscription, which is always reported. */
  firstOwn: string | null;
}

/** Reports changes from the log. The log is read only while there are listeners. */
export class KvChanges implements Changes {
  readonly #kv: KeyValueStore;
  readonly #waitForCurrentCommit: () => Promise<void>;
  readonly #subscriptions = new Set<Subscription>();
  #polling: Promise<void> | null = null;
  #pollAgain = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param waitForCurrentCommit Waits until the current commit of this process, if any, is passed to {@linkcode notifyCommit}. */
  constructor(kv: KeyValueStore, waitForCurrentCommit: () => Promise<void>) {
    this.#kv = kv;
    this.#waitForCurrentCommit = waitForCurrentCommit;
  }

  /**
   * Calls `listener` for every later change. Errors of a listener are dropped, so that the others still get the change.
   *
   * @returns Ends the subscription.
   */
  subscribe(listener: (change: Change) => void): () => void {
    const subscription: Subscription = { listener, from: null, firstOwn: null };
    this.#subscriptions.add(subscription);
    this.#poll();
    return () => this.#unsubscribe(subscription);
  }

  /** Reports a commit of this process to listeners without waiting for the next poll. */
  notifyCommit(versionstamp: string): void {
    if (this.#subscriptions.size === 0) return;
    for (const subscription of this.#subscriptions) subscription.firstOwn ??= versionstamp;
    this.#poll();
  }

  /** Ends every subscription, and waits for the current read. */
  async close(): Promise<void> {
    for (const subscription of this.#subscriptions) this.#unsubscribe(subscription);
    await this.#polling;
  }

  #unsubscribe(subscription: Subscription): void {
    this.#subscriptions.delete(subscription);
    if (this.#subscriptions.size === 0) clearTimeout(this.#timer);
  }

  /** Reads the log now, or again if it is being read. */
  #poll(): void {
    clearTimeout(this.#timer);
    this.#pollAgain = true;
    this.#polling ??= this.#readUntilCurrent();
  }

  async #readUntilCurrent(): Promise<void> {
    do {
      this.#pollAgain = false;
      await this.#read().catch(() => {}); // the next poll continues at the same place
    } while (this.#pollAgain);
    this.#polling = null;
    if (this.#subscriptions.size === 0) return;
    const timer = setTimeout(() => this.#poll(), POLL_INTERVAL);
    Deno.unrefTimer(timer);
    this.#timer = timer;
  }

  async #read(): Promise<void> {
    await this.#placeNewSubscriptions();
    const placed = [...this.#subscriptions].filter((subscription) => subscription.from !== null);
    if (placed.length === 0) return;
    const from = placed.map((subscription) => subscription.from!).sort()[0]!;
    for await (const { versionstamp, changes } of listCommits(this.#kv, from)) {
      this.#notify(placed, versionstamp, changes);
    }
  }

  /** Starts new subscriptions after the latest commit, but not after a commit of this process that came since. */
  async #placeNewSubscriptions(): Promise<void> {
    const unplaced = [...this.#subscriptions].filter((subscription) => subscription.from === null);
    if (unplaced.length === 0) return;
    const next = toStartAfter(await readLatestCommit(this.#kv));
    await this.#waitForCurrentCommit(); // the latest commit may be our own, not acknowledged and so not reported yet
    for (const subscription of unplaced) {
      const { firstOwn } = subscription;
      subscription.from = firstOwn !== null && firstOwn < next ? firstOwn : next;
    }
  }

  #notify(subscriptions: readonly Subscription[], versionstamp: string, changes: readonly Change[]): void {
    for (const subscription of subscriptions) {
      if (versionstamp < subscription.from!) continue;
      subscription.from = toStartAfter(versionstamp);
      for (const change of changes) if (this.#subscriptions.has(subscription)) notifyListener(subscription, change);
    }
  }
}

function notifyListener({ listener }: Subscription, change: Change): void {
  try {
    listener(change);
  } catch {
    // It is for the listener to handle, and the others still want the change.
  }
}
