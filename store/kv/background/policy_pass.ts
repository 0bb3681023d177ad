import { delay } from "../../../base/timing/delay.ts";
import { sha256Sync } from "../../../base/bytes/sha256_sync.ts";
import { getPolicy, toPolicyText } from "../../rules/deadlines/mod.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../settings.ts";
import type { TicketRecord } from "../../ticket.ts";
import type { Store, Transaction } from "../commit/mod.ts";
import { refreshDueTime } from "../deadlines/mod.ts";
import { getAllSound } from "../forms/mod.ts";
import { type Key, measureUtf8 } from "../port/mod.ts";
import { keys, listOwnKeys, prefixes } from "../schema/mod.ts";
import { getSettings, readSettings } from "../settings/mod.ts";

/** The tickets in one commit: few while callers change things, because they wait for it, and more while no one does. */
const TICKETS_PER_COMMIT = { busy: 20, quiet: 80 } as const;

/** The records in a commit with more tickets, in bytes. A commit takes 800,000. */
const MAX_BYTES = 300_000;

/** The keys that a commit may check beside those of the tickets. */
const OWN_CHECKS = 3;

/** The maximum number of checks of a KV Connect server. There, a ticket is three: itself, its customer, and its quiet deadline. */
const SERVER_CHECKS = 10;
const SERVER_CHECKS_PER_TICKET = 3;

/** The pause after a commit, which leaves room for other changes, in milliseconds. */
const PAUSE = 1;

/** The time after which another process takes over from one that has stopped, in milliseconds. */
const LEASE = 10_000;

/** The progress of a policy through the open tickets. */
interface Progress {
  /** The policy that all open tickets have. */
  applied: string;
  /** The policy that is being applied, and the place in the list of open tickets up to which it is. */
  work?: { policy: string; last: Key | null; owner: string; until: number };
}

/** Open tickets in a row. */
interface Batch {
  /** Their places in the list. */
  open: readonly Key[];
  /** The keys that their changes read. */
  reads: readonly Key[];
  isLast: boolean;
}

/** Another process applies the policy, or it has changed. */
class InterruptedError extends Error {}

/** Applies a changed policy to the open tickets. One process does it, and another one takes over if it stops. */
export class PolicyPass {
  readonly #store: Store;
  readonly #owner = crypto.randomUUID();
  readonly #maxTickets: number;
  #batchSize: number = TICKETS_PER_COMMIT.busy;
  #commits = 0;
  #isClosing = false;

  /** @param maxChecks The maximum number of checks in one commit. */
  constructor(store: Store, maxChecks = Infinity) {
    this.#store = store;
    this.#maxTickets = maxChecks > SERVER_CHECKS
      ? TICKETS_PER_COMMIT.quiet
      : Math.floor((maxChecks - OWN_CHECKS) / SERVER_CHECKS_PER_TICKET);
  }

  /** Counts a commit of this process. */
  noteCommit(): void {
    this.#commits += 1;
  }

  /** Ends {@linkcode run} after the current commit. Any process can continue it. */
  stop(): void {
    this.#isClosing = true;
  }

  /** Applies the policy, unless the tickets have it or another process is at work. */
  async run(): Promise<void> {
    const [settings, { value }] = await Promise.all([
      readSettings(this.#store.kv),
      this.#store.kv.get<Progress>(keys.policy),
    ]);
    if (isApplied(value, identify(settings))) return;
    try {
      let batch = this.#read(await this.#commit(claim(this.#owner)));
      for (let isLast = false; !isLast && !this.#isClosing;) {
        const present = await batch;
        isLast = present.isLast;
        if (!isLast) batch = this.#read(present.open.at(-1)!); // during the commit
        await this.#applyAndPause(present);
      }
      await batch.catch(() => {}); // of a pass that ends early
    } catch (error) {
      if (!(error instanceof InterruptedError)) throw error;
    }
  }

  /**
   * Reads the next tickets, and the keys that their changes will read.
   *
   * @param last The place after which to continue.
   */
  #read(last: Key | null): Promise<Batch> {
    const batch = readBatch(this.#store, last, Math.min(this.#batchSize, this.#maxTickets));
    batch.catch(() => {}); // the pass may end before it needs them
    return batch;
  }

  /** Applies the policy to some tickets, and adapts the size of the next commits to what callers do. */
  async #applyAndPause(batch: Batch): Promise<void> {
    const before = this.#commits;
    await this.#apply(batch);
    await delay(PAUSE);
    const isQuiet = this.#commits - before <= 1;
    this.#batchSize = isQuiet ? Math.min(2 * this.#batchSize, TICKETS_PER_COMMIT.quiet) : TICKETS_PER_COMMIT.busy;
  }

  async #apply({ open, reads, isLast }: Batch): Promise<void> {
    await this.#commit(async (transaction) => {
      const { progress, work, settings } = await requireTurn(transaction, this.#owner);
      const policy = getPolicy(settings);
      for (const key of open) await refreshDueTime(transaction, Number(key.at(-1)), policy);
      const until = transaction.now + LEASE;
      const next: Progress = isLast
        ? { applied: work.policy }
        : { ...progress, work: { ...work, last: open.at(-1)!, until } };
      transaction.set(keys.policy, next);
    }, reads);
  }

  #commit<T>(rule: (transaction: Transaction) => Promise<T>, reads: readonly Key[] = []): Promise<T> {
    return this.#store.commits.commit(rule, { reads: [keys.policy, keys.settings, ...reads] });
  }
}

async function readBatch({ kv }: Store, last: Key | null, size: number): Promise<Batch> {
  const range = last === null ? { prefix: prefixes.open } : { prefix: prefixes.open, start: [...last, 0] };
  const open = await listOwnKeys(kv, range, { limit: size });
  const tickets = open.map((key) => keys.ticket(Number(key.at(-1))));
  const records = await getAllSound<TicketRecord>(kv, tickets);
  const count = countFitting(records);
  const customers = records.slice(0, count).map((record) => record === null ? null : keys.customer(record.customer));
  return {
    open: open.slice(0, count),
    reads: [...tickets.slice(0, count), ...customers.filter((key) => key !== null)],
    isLast: open.length < size && count === open.length,
  };
}

/** Counts the tickets that fit into one commit: long ones are few. */
function countFitting(records: readonly (TicketRecord | null)[]): number {
  let bytes = 0;
  for (const [index, record] of records.entries()) {
    bytes += measureUtf8(JSON.stringify(record));
    if (bytes > MAX_BYTES && index >= TICKETS_PER_COMMIT.busy) return index;
  }
  return records.length;
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

/** @throws {InterruptedError} If another process has taken over, or the policy has changed. */
async function requireTurn(transaction: Transaction, owner: string) {
  const progress = await transaction.get<Progress>(keys.policy);
  const settings = await getSettings(transaction);
  const work = progress?.work;
  if (work?.owner !== owner || work.policy !== identify(settings)) throw new InterruptedError();
  return { progress: progress!, work, settings };
}
