import { delay } from "../../../base/delay.ts";
import { sha256Sync } from "../../../base/sha256_sync.ts";
import { getPolicy, toPolicyText } from "../../rules/deadlines/mod.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../settings.ts";
import type { TicketRecord } from "../../ticket.ts";
import type { Store, Transaction } from "../commit/mod.ts";
import { refreshDueTime } from "../deadlines/mod.ts";
import { getAll, type Key } from "../port/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";
import { getSettings, readSettings } from "../settings/mod.ts";

/** The tickets in one commit. Larger commits are faster, and changes of callers wait for them longer. */
const TICKETS_PER_COMMIT = 20;

/**
 * The keys that a commit may check beside those of the tickets, and those of one ticket: it, its customer, and its quiet
 * deadline.
 */
const OWN_CHECKS = 3;
const CHECKS_PER_TICKET = 3;

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

/** Another process applies the policy, or it has changed. */
class InterruptedError extends Error {}

/** Applies a changed policy to the open tickets. One process does it, and another one goes on if it stops. */
export class PolicyPass {
  readonly #store: Store;
  readonly #owner = crypto.randomUUID();
  readonly #batchSize: number;
  #isClosing = false;

  /** @param maxChecks The most checks in one commit. */
  constructor(store: Store, maxChecks = Infinity) {
    this.#store = store;
    this.#batchSize = Math.min(TICKETS_PER_COMMIT, Math.floor((maxChecks - OWN_CHECKS) / CHECKS_PER_TICKET));
  }

  /** Ends {@linkcode run} after the current commit. Any process goes on with it. */
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
      let last: Key | null | "done" = await this.#commit(claim(this.#owner));
      while (last !== "done" && !this.#isClosing) {
        last = await this.#applyToSome(last);
        await delay(PAUSE);
      }
    } catch (error) {
      if (!(error instanceof InterruptedError)) throw error;
    }
  }

  /** @returns The place of the last ticket; `done` if there are no others. */
  async #applyToSome(last: Key | null): Promise<Key | null | "done"> {
    const { kv } = this.#store;
    const range = last === null ? { prefix: prefixes.open } : { prefix: prefixes.open, start: [...last, 0] };
    const open = await Array.fromAsync(kv.list(range, { limit: this.#batchSize }), ({ key }) => key);
    const tickets = open.map((key) => keys.ticket(Number(key.at(-1))));
    const records = await getAll<TicketRecord>(kv, tickets);
    const customers = records.map((record) => record === null ? null : keys.customer(record.customer));
    const reads = [...tickets, ...customers.filter((key) => key !== null)];
    return await this.#commit(async (transaction) => {
      const { progress, work, settings } = await requireTurn(transaction, this.#owner);
      const policy = getPolicy(settings);
      for (const key of open) await refreshDueTime(transaction, Number(key.at(-1)), policy);
      const next = open.at(-1);
      if (next === undefined || open.length < this.#batchSize) {
        transaction.set(keys.policy, { applied: work.policy } satisfies Progress);
        return "done";
      }
      const until = transaction.now + LEASE;
      transaction.set(keys.policy, { ...progress, work: { ...work, last: next, until } } satisfies Progress);
      return next;
    }, reads);
  }

  #commit<T>(rule: (transaction: Transaction) => Promise<T>, reads: readonly Key[] = []): Promise<T> {
    return this.#store.commits.commit(rule, { reads: [keys.policy, keys.settings, ...reads] });
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

/** Creates the rule that starts, or goes on where another process stopped. It returns the place where to go on. */
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
