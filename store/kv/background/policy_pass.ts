import { delay } from "../../../base/timing/delay.ts";
import { sha256Sync } from "../../../base/bytes/sha256_sync.ts";
import { getPolicy, toPolicyText } from "../../rules/deadlines/mod.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../settings.ts";
import type { CommitOptions, Store, Transaction } from "../commit/mod.ts";
import { KnownTiers, refreshDueTime, takeCurrentTiers } from "../deadlines/mod.ts";
import { type Key, toKeyIdentity } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";
import { getSettings, readSettings } from "../settings/mod.ts";
import { type Batch, readBatch } from "./policy_batch.ts";

/**
 * The tickets in one commit: few while callers change things, because they wait for it, and as many as it can check while no
 * one does.
 */
const TICKETS_PER_COMMIT = { busy: 40, quiet: 96 } as const;

/** The keys that a commit on a KV Connect server may check beside those of the tickets. */
const OWN_CHECKS = 3;

/** The maximum number of checks of a KV Connect server. There, a ticket is three: itself, its customer, and its quiet deadline. */
const SERVER_CHECKS = 10;
const SERVER_CHECKS_PER_TICKET = 3;

/**
 * The longest pause after a commit while callers change things, in milliseconds. It ends early when one of their changes is
 * saved: then the next one is the least likely to wait for the pass.
 */
const PAUSE = 10;

/** The time after the last change of a caller after which no one is busy, in milliseconds. */
const QUIET_AFTER = 50;

/** The time after which another process takes over from one that has stopped, in milliseconds. */
const LEASE = 10_000;

/** The progress of a policy through the open tickets. */
interface Progress {
  /** The policy that all open tickets have. */
  applied: string;
  /** The policy that is being applied, and the place in the list of open tickets up to which it is. */
  work?: { policy: string; last: Key | null; owner: string; until: number };
}

export interface PolicyPassOptions {
  /** The maximum number of checks in one commit (default: that of Deno KV). */
  maxChecks?: number | undefined;
  /** The longest pause between commits while callers change things, in milliseconds (default: 10). */
  pause?: number;
}

/** Another process applies the policy, or it has changed. */
class InterruptedError extends Error {}

/** Applies a changed policy to the open tickets. One process does it, and another one takes over if it stops. */
export class PolicyPass {
  readonly #store: Store;
  readonly #owner = crypto.randomUUID();
  readonly #maxTickets: number;
  /** Null on a KV Connect server, where a commit checks few keys anyway. */
  readonly #knownTiers: KnownTiers | null;
  #batchSize: number = TICKETS_PER_COMMIT.busy;
  /** The rules of this process that were committed, and those of this pass among them. */
  #rules = { all: 0, own: 0 };
  /** The time of the last change by a caller, as of `performance.now()`. */
  #lastCall = -Infinity;
  readonly #longestPause: number;
  #endPause = () => {};
  #isClosing = false;

  constructor(store: Store, { maxChecks = Infinity, pause = PAUSE }: PolicyPassOptions = {}) {
    this.#store = store;
    this.#longestPause = pause;
    const isServer = maxChecks <= SERVER_CHECKS;
    this.#maxTickets = isServer
      ? Math.floor((maxChecks - OWN_CHECKS) / SERVER_CHECKS_PER_TICKET)
      : TICKETS_PER_COMMIT.quiet;
    this.#knownTiers = isServer ? null : new KnownTiers(store.kv);
  }

  /**
   * Counts a commit of this process.
   *
   * @param rules The number of its rules.
   */
  noteCommit(rules: number): void {
    this.#rules.all += rules;
    if (this.#rules.all > this.#rules.own) this.#endPause();
  }

  /** Ends {@linkcode run} after the current commit. Any process can continue it. */
  stop(): void {
    this.#isClosing = true;
    this.#endPause();
  }

  /** Applies the policy, unless the tickets have it or another process is at work. */
  async run(): Promise<void> {
    const [settings, { value }] = await Promise.all([
      readSettings(this.#store.kv),
      this.#store.kv.get<Progress>(keys.policy),
    ]);
    if (isApplied(value, identify(settings))) return;
    try {
      await this.#applyAll(await this.#commit(claim(this.#owner)));
    } catch (error) {
      if (!(error instanceof InterruptedError)) throw error;
    }
  }

  /**
   * Applies the policy to all open tickets. While no one else changes things, a commit is prepared during the one before.
   *
   * @param last The place after which to start.
   */
  async #applyAll(last: Key | null): Promise<void> {
    let [batch, before] = [this.#read(last), Promise.resolve()];
    for (let isLast = false; !isLast && !this.#isClosing;) {
      const present = await batch;
      isLast = present.isLast;
      const current = this.#apply(present);
      current.catch(() => {}); // it fails too if the one before does
      if (!isLast) batch = this.#read(present.open.at(-1)!);
      await before;
      before = current;
      if (this.#isQuiet() || isLast) continue;
      await current;
      await this.#pause();
    }
    await before;
    await batch.catch(() => {}); // of a pass that ends early
  }

  /**
   * Reads the next tickets, and the keys that their changes will read.
   *
   * @param last The place after which to continue.
   */
  #read(last: Key | null): Promise<Batch> {
    const size = Math.min(this.#batchSize, this.#maxTickets);
    const batch = readBatch(this.#store.kv, { after: last, size, knownTiers: this.#knownTiers });
    batch.catch(() => {}); // the pass may end before it needs them
    return batch;
  }

  /** Reports whether callers change nothing, and adapts the size of the next commits to that. */
  #isQuiet(): boolean {
    const { all, own } = this.#rules;
    if (all > own) this.#lastCall = performance.now();
    this.#rules = { all: 0, own: 0 };
    const isQuiet = performance.now() - this.#lastCall > QUIET_AFTER;
    this.#batchSize = isQuiet ? Math.min(2 * this.#batchSize, TICKETS_PER_COMMIT.quiet) : TICKETS_PER_COMMIT.busy;
    return isQuiet;
  }

  /** Waits until a caller's change is saved, but not for long. */
  async #pause(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, this.#longestPause);
    this.#endPause = resolve;
    if (this.#isClosing) resolve();
    await promise;
    clearTimeout(timer);
    this.#endPause = () => {};
    await delay(0); // the caller gets its answer first
  }

  async #apply({ after, open, reads, known, tiers, isLast }: Batch): Promise<void> {
    await this.#commit(async (transaction) => {
      const { progress, work, settings } = await requireTurn(transaction, this.#owner, after);
      const policy = getPolicy(settings);
      const context = { policy, tiers: tiers && await takeCurrentTiers(transaction, tiers) };
      for (const key of open) await refreshDueTime(transaction, Number(key.at(-1)), context);
      const until = transaction.now + LEASE;
      const next: Progress = isLast
        ? { applied: work.policy }
        : { ...progress, work: { ...work, last: open.at(-1)!, until } };
      transaction.set(keys.policy, next);
    }, { reads, known });
  }

  async #commit<T>(
    rule: (transaction: Transaction) => Promise<T>,
    { reads = [], known = [] }: Pick<CommitOptions, "reads" | "known"> = {},
  ): Promise<T> {
    const result = await this.#store.commits.commit(rule, { reads: [keys.policy, keys.settings, ...reads], known });
    this.#rules.own += 1;
    return result;
  }
}

/** Returns a short text that identifies the policy. */
function identify(settings: Settings): string {
  return sha256Sync(toPolicyText(settings)).toHex();
}

/** A store without progress has the default policy. */
function isApplied(progress: Progress | null, policy: string): boolean {
  return progress?.work === undefined && (progress?.applied ?? identify(DEFAULT_SETTINGS)) === policy;
}

/** Creates the rule that starts, or continues where another process stopped. It returns the place where to continue. */
function claim(owner: string): (transaction: Transaction) => Promise<Key | null> {
  return async (transaction) => {
    const progress = await transaction.get<Progress>(keys.policy) ?? { applied: identify(DEFAULT_SETTINGS) };
    const policy = identify(await getSettings(transaction));
    const { work } = progress;
    if (isApplied(progress, policy)) throw new InterruptedError();
    if (work !== undefined && work.owner !== owner && work.until > transaction.now) throw new InterruptedError();
    const last = work?.policy === policy ? work.last : null;
    const until = transaction.now + LEASE;
    transaction.set(keys.policy, { ...progress, work: { policy, last, owner, until } } satisfies Progress);
    return last;
  };
}

/**
 * @param place The place up to which the policy is applied.
 * @throws {InterruptedError} If another process has taken over, the policy has changed, or the commit before has failed.
 */
async function requireTurn(transaction: Transaction, owner: string, place: Key | null) {
  const progress = await transaction.get<Progress>(keys.policy);
  const settings = await getSettings(transaction);
  const work = progress?.work;
  if (work?.owner !== owner || work.policy !== identify(settings)) throw new InterruptedError();
  if (toKeyIdentity(work.last ?? []) !== toKeyIdentity(place ?? [])) throw new InterruptedError();
  return { progress: progress!, work, settings };
}
