/** Follows the change log, in which every process that shares the store says what its commits changed. */

import type { Change, Changes } from "../../desk.ts";
import { keys } from "../schema/keys.ts";

/** How often the log is looked at while somebody listens, in milliseconds. `Deno.Kv.watch` sees only this process's writes. */
const POLL_INTERVAL = 200;

interface Subscription {
  listener(change: Change): void;
  /** The first versionstamp to tell of; null until it is known what had been committed at subscription. */
  from: string | null;
  /** The first commit of this process since the subscription: whatever the log holds by then, it is to be told. */
  firstOwn: string | null;
}

/** The changes of a store. The log is read while somebody listens, and at no other time. */
export class KvChanges implements Changes {
  readonly #kv: Deno.Kv;
  readonly #settled: () => Promise<void>;
  readonly #subscriptions = new Set<Subscription>();
  #polling: Promise<void> | null = null;
  #pollAgain = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param settled Waits until this process's commit under way, if there is one, is over: then {@linkcode notifyCommit} was
   *   told of it.
   */
  constructor(kv: Deno.Kv, settled: () => Promise<void>) {
    this.#kv = kv;
    this.#settled = settled;
  }

  /**
   * Calls `listener` for every later change; what it throws is dropped, so that the other listeners are told too.
   *
   * @returns How to stop.
   */
  subscribe(listener: (change: Change) => void): () => void {
    const subscription: Subscription = { listener, from: null, firstOwn: null };
    this.#subscriptions.add(subscription);
    this.#poll();
    return () => this.#unsubscribe(subscription);
  }

  /** Says that this process has committed something: it is told at once. */
  notifyCommit(versionstamp: string): void {
    if (this.#subscriptions.size === 0) return;
    for (const subscription of this.#subscriptions) subscription.firstOwn ??= versionstamp;
    this.#poll();
  }

  /** Ends every subscription, and waits for a read under way. */
  async close(): Promise<void> {
    for (const subscription of this.#subscriptions) this.#unsubscribe(subscription);
    await this.#polling;
  }

  #unsubscribe(subscription: Subscription): void {
    this.#subscriptions.delete(subscription);
    if (this.#subscriptions.size === 0) clearTimeout(this.#timer);
  }

  /** Reads the log now, or once more when it is being read already. */
  #poll(): void {
    clearTimeout(this.#timer);
    this.#pollAgain = true;
    this.#polling ??= this.#readWhileAsked();
  }

  async #readWhileAsked(): Promise<void> {
    do {
      this.#pollAgain = false;
      await this.#read().catch(() => {}); // the store may be back at the next look, and nothing is skipped
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
    const log = this.#kv.list<Change[]>({ prefix: keys.changes, start: [...keys.changes, from] });
    for await (const { key, value } of log) this.#tell(placed, key.at(-1) as string, value);
  }

  /** Finds out where new subscriptions begin: after the latest commit, but not after one that came since. */
  async #placeNewSubscriptions(): Promise<void> {
    const unplaced = [...this.#subscriptions].filter((subscription) => subscription.from === null);
    if (unplaced.length === 0) return;
    const next = toExclusiveStart(await this.#latest());
    await this.#settled(); // the latest may be a commit of ours that isn't acknowledged yet, so that nobody was told of it
    for (const subscription of unplaced) {
      const { firstOwn } = subscription;
      subscription.from = firstOwn !== null && firstOwn < next ? firstOwn : next;
    }
  }

  async #latest(): Promise<string> {
    for await (const { key } of this.#kv.list({ prefix: keys.changes }, { reverse: true, limit: 1 })) {
      return key.at(-1) as string;
    }
    return "";
  }

  #tell(subscriptions: readonly Subscription[], versionstamp: string, changes: readonly Change[]): void {
    for (const subscription of subscriptions) {
      if (versionstamp < subscription.from!) continue;
      subscription.from = toExclusiveStart(versionstamp);
      for (const change of changes) if (this.#subscriptions.has(subscription)) notifyListener(subscription, change);
    }
  }
}

/** The least string that sorts after a versionstamp and before the next. */
function toExclusiveStart(versionstamp: string): string {
  return `${versionstamp}0`;
}

function notifyListener({ listener }: Subscription, change: Change): void {
  try {
    listener(change);
  } catch {
    // The listener's owner is the one to handle it; the others still want to be told.
  }
}
