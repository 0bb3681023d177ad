import { delay } from "../../../base/timing/delay.ts";
import type { Activity } from "../../desk.ts";
import { DeskError } from "../../errors.ts";
import { isLocked, toNotSavedError } from "../connection/mod.ts";
import { NO_LOCK, type WriteLock } from "../file/mod.ts";
import type { KeyValueStore } from "../port/mod.ts";
import { CommitGroup } from "./commit_group.ts";
import { COMMIT_LIMITS, type Weight } from "./commit_limits.ts";
import type { CommitOptions, Commits, Rule } from "./transaction.ts";
import { type PreparedGroup, type WaitingRule, WaitingRules } from "./waiting_rules.ts";

/** The tries of a rule before it fails with a conflict. One of eight replicas that write without a pause needs fewer. */
const MAX_TRIES = 60;
/** The tries that one failure on a locked file counts as: SQLite has waited for seconds by then. */
const LOCKED_TRY = 15;
/** The longest pause between two tries, in milliseconds. */
const MAX_BACKOFF = 50;

/** The time that queued rules wait for the lock of another process when the queue is closed, in milliseconds. */
const LAST_WAIT = 300;

/** Nothing was sent to the store, or the store rejected it: nothing was changed. */
const CERTAIN = true;

export interface CommitQueueOptions {
  /** Returns the current time, in milliseconds since the epoch (default: `Date.now`). */
  now?: () => number;
  /** Held while a group reads and commits. */
  lock?: WriteLock;
  /** The maximum number of checks in one commit (default: 100). */
  maxChecks?: number;
  /** No other process can write while the lock is held (default: false). */
  isExclusive?: boolean;
  /** The name of the store in messages: its path or URL. */
  location?: string;
  /** Called after each commit of this process with the number of its rules, before their callers get the results. */
  onCommit?: (versionstamp: string, rules: number) => void;
}

/** The failure of a group's commit. */
type CommitFailure = { kind: "conflict" } | { kind: "error"; error: unknown };

/**
 * Commits the rules of one process, many at a time: a commit costs one fsync, whatever its size.
 *
 * Rules that arrive during a commit share the next one. They run during that commit, on top of the data that it writes.
 * Each caller gets its result after its own commit, and waits for no more rules than fit in a commit. If a commit fails,
 * the rules that ran on top of it run again.
 */
export class CommitQueue implements Commits {
  readonly activity: Activity = { commits: 0, conflicts: 0 };
  readonly #kv: KeyValueStore;
  readonly #limits: Weight;
  readonly #options: Required<Pick<CommitQueueOptions, "now" | "lock" | "location" | "onCommit" | "isExclusive">>;
  readonly #waiting: WaitingRules;
  #work: Promise<void> | null = null;
  #currentCommit: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(kv: KeyValueStore, options: CommitQueueOptions = {}) {
    this.#kv = kv;
    this.#limits = { ...COMMIT_LIMITS, checks: options.maxChecks ?? COMMIT_LIMITS.checks };
    this.#options = {
      now: Date.now,
      lock: NO_LOCK,
      location: ":memory:",
      onCommit: () => {},
      isExclusive: false,
      ...options,
    };
    this.#waiting = new WaitingRules({
      maxRules: this.#limits.checks,
      now: this.#options.now,
      toReadError: (cause) => toNotSavedError(this.#options.location, cause, CERTAIN),
    });
  }

  /**
   * Runs the rule and writes what it stages.
   *
   * @returns The result of the rule, once its writes are durable.
   * @throws The error of the rule, or a {@linkcode DeskError} `unavailable` if the store cannot be written. Either way
   *   nothing was changed.
   */
  commit<T>(rule: Rule<T>, { reads = [], known = [], alone = false }: CommitOptions = {}): Promise<T> {
    if (this.#isClosed) return Promise.reject(new DeskError("unavailable", "The desk is closed."));
    const result = new Promise<T>((resolve, reject) => {
      this.#waiting.add({ rule, reads, known, alone, tries: 0, resolve: resolve as WaitingRule["resolve"], reject });
    });
    this.#work ??= this.#commitAll();
    return result;
  }

  /** Waits until the current commit, if any, is over and reported. */
  async waitForCurrentCommit(): Promise<void> {
    await this.#currentCommit;
  }

  /** Waits until every queued rule is settled. */
  async drain(): Promise<void> {
    while (this.#work !== null) await this.#work;
  }

  /** Rejects new rules, and waits for the queued ones. They fail if another process keeps the lock. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const timer = setTimeout(() => this.#options.lock.stopWaiting(), LAST_WAIT);
    await this.drain().finally(() => clearTimeout(timer));
  }

  async #commitAll(): Promise<void> {
    await Promise.resolve(); // rules of the same moment share the first commit
    while (this.#waiting.size > 0) {
      await this.#options.lock.hold((mayContinue) => this.#commitGroups(mayContinue))
        .catch((error) => this.#rejectAll(this.#waiting.takeAll(), error));
    }
    this.#work = null;
  }

  /** Commits group after group. Each group is prepared while the store commits the one before. */
  async #commitGroups(mayContinue: () => boolean): Promise<void> {
    let current = this.#createGroup();
    await this.#waiting.fill(current);
    while (current.decided.length > 0) {
      const commit = this.#currentCommit = this.#commit(current);
      const next = this.#createGroup(current);
      if (mayContinue()) await this.#waiting.fillDuring(commit, next);
      const failure = await commit;
      if (failure !== null) return await this.#runAgain(current, next, failure);
      current = next;
    }
  }

  #createGroup(before?: PreparedGroup): PreparedGroup {
    const group = new CommitGroup(this.#kv, this.#limits, before?.group ?? null, this.#options.isExclusive);
    return { group, decided: [], full: false };
  }

  /** Commits a group and settles its rules. Returns null on success. */
  async #commit({ group, decided }: PreparedGroup): Promise<CommitFailure | null> {
    try {
      const result = await group.commit();
      if (result === "conflict") return { kind: "conflict" };
      if (result !== "nothing") this.#reportCommit(result.versionstamp, decided.length);
    } catch (error) {
      return { kind: "error", error };
    }
    for (const rule of decided) rule.settle();
    return null;
  }

  #reportCommit(versionstamp: string, rules: number): void {
    this.activity.commits++;
    this.#options.onCommit(versionstamp, rules);
  }

  /** Handles the rules of a failed commit, and of the group on top of it. */
  async #runAgain(failed: PreparedGroup, next: PreparedGroup, failure: CommitFailure): Promise<void> {
    this.#waiting.putBack(getRules(next));
    if (failure.kind === "conflict") await this.#retry(getRules(failed), new Error("too many conflicts"));
    else if (isLocked(failure.error)) await this.#retry(getRules(failed), failure.error, LOCKED_TRY);
    else this.#rejectAll(getRules(failed), failure.error);
  }

  /** Returns the rules to the head of the queue, to run on the data that is there by then. */
  async #retry(failed: readonly WaitingRule[], cause: unknown, counts = 1): Promise<void> {
    this.activity.conflicts++;
    const rules = failed.map((waiting) => ({ ...waiting, tries: waiting.tries + counts }));
    const again = rules.filter(({ tries }) => tries < MAX_TRIES);
    this.#waiting.putBack(again);
    this.#rejectAll(rules.filter((rule) => !again.includes(rule)), cause, CERTAIN);
    if (again.length === 0) return;
    const longest = Math.min(2 ** Math.max(...again.map(({ tries }) => tries)), MAX_BACKOFF);
    await delay(Math.random() * longest);
  }

  #rejectAll(rules: readonly WaitingRule[], cause: unknown, certain?: typeof CERTAIN): void {
    for (const { reject } of rules) reject(toNotSavedError(this.#options.location, cause, certain));
  }
}

function getRules({ decided }: PreparedGroup): WaitingRule[] {
  return decided.map(({ waiting }) => waiting);
}
