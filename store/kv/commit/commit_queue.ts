/** Commits the rules of one process, many at a time: a commit costs one fsync, however much it holds. */

import { delay } from "../../../base/delay.ts";
import type { Activity } from "../../desk.ts";
import { DeskError } from "../../errors.ts";
import { CommitGroup } from "./commit_group.ts";
import { COMMIT_LIMITS, type Weight } from "./commit_limits.ts";
import { isLocked, toNotSavedError } from "../connection/store_errors.ts";
import { NO_LOCK, type WriteLock } from "../connection/file_lock.ts";
import { type SendCommit, sendUnmarked } from "../connection/marked_commits.ts";
import type { CommitOptions, Commits, Rule } from "./transaction.ts";
import { type PreparedGroup, type WaitingRule, WaitingRules } from "./waiting_rules.ts";

/**
 * How often a rule runs before its caller is told that other writers never let it through: one of eight replicas that
 * write without a pause has had its turn by then.
 */
const MAX_TRIES = 60;
/** As how many tries one counts that met a lock: SQLite has waited for seconds by then. */
const LOCKED_TRY = 15;
/** The longest wait between two tries, in milliseconds. */
const MAX_BACKOFF = 50;

/** Nothing was handed to the store, or it said that it took nothing: so nothing was changed. */
const CERTAIN = true;

export interface CommitQueueOptions {
  /** The present, in milliseconds since the epoch; `Date.now` by default. */
  now?: () => number;
  /** Held while a group reads and commits. */
  lock?: WriteLock;
  /** The checks that one commit takes: 100, but fewer over KV Connect. */
  maxChecks?: number;
  /** Hands each commit to the store; plainly, when left out. */
  send?: SendCommit;
  /** What messages call the store: its path or URL. */
  location?: string;
  /** Is told of each commit of this process, before the rules' callers are. */
  committed?: (versionstamp: string) => void;
}

/** What became of a group's commit when it wasn't done. */
type CommitFailure = { kind: "conflict" } | { kind: "error"; error: unknown };

/**
 * The writers' queue of a process. Rules that arrive while a commit is under way share the next one, and are run
 * meanwhile, on top of what is being written; each is answered after its own commit, and none waits for more than the
 * rules that fit. Commits follow one another: one that fails takes with it what was decided on top of it, which then runs
 * again.
 */
export class CommitQueue implements Commits {
  readonly activity: Activity = { commits: 0, conflicts: 0 };
  readonly #kv: Deno.Kv;
  readonly #limits: Weight;
  readonly #options: Required<Pick<CommitQueueOptions, "now" | "lock" | "send" | "location" | "committed">>;
  readonly #waiting: WaitingRules;
  #work: Promise<void> | null = null;
  #underWay: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(kv: Deno.Kv, options: CommitQueueOptions = {}) {
    this.#kv = kv;
    this.#limits = { ...COMMIT_LIMITS, checks: options.maxChecks ?? COMMIT_LIMITS.checks };
    const usual = { now: Date.now, lock: NO_LOCK, send: sendUnmarked, location: ":memory:", committed: () => {} };
    this.#options = { ...usual, ...options };
    this.#waiting = new WaitingRules({
      maxRules: this.#limits.checks,
      now: this.#options.now,
      toReadError: (cause) => toNotSavedError(this.#options.location, cause, CERTAIN),
    });
  }

  /**
   * Runs the rule and writes what it stages.
   *
   * @returns The rule's answer, once its writes are durable.
   * @throws What the rule throws, or a {@linkcode DeskError} `unavailable` when the store can't be written; either way nothing was.
   */
  commit<T>(rule: Rule<T>, { reads = [], alone = false }: CommitOptions = {}): Promise<T> {
    if (this.#closed) return Promise.reject(new DeskError("unavailable", "The desk is closed."));
    const answer = new Promise<T>((resolve, reject) => {
      this.#waiting.add({ rule, reads, alone, tries: 0, resolve: resolve as WaitingRule["resolve"], reject });
    });
    this.#work ??= this.#commitAll();
    return answer;
  }

  /** Waits until the commit under way, if there is one, is over and was told of. */
  async waitForCurrentCommit(): Promise<void> {
    await this.#underWay;
  }

  /** Waits until every rule that was handed in so far is answered. */
  async drain(): Promise<void> {
    while (this.#work !== null) await this.#work;
  }

  /** Takes no more rules, and waits for those handed in. */
  close(): Promise<void> {
    this.#closed = true;
    return this.drain();
  }

  async #commitAll(): Promise<void> {
    await Promise.resolve(); // those that come in the same moment share the first commit
    while (this.#waiting.size > 0) {
      await this.#options.lock.hold((mayGoOn) => this.#commitGroups(mayGoOn))
        .catch((error) => this.#refuse(this.#waiting.takeAll(), error));
    }
    this.#work = null;
  }

  /** Commits group after group; the next one is prepared while the store writes the one before. */
  async #commitGroups(mayGoOn: () => boolean): Promise<void> {
    let present = this.#newGroup();
    await this.#waiting.fill(present);
    while (present.decided.length > 0) {
      const underWay = this.#underWay = this.#commit(present);
      const next = this.#newGroup(present);
      if (mayGoOn()) await this.#waiting.fillDuring(underWay, next);
      const failure = await underWay;
      if (failure !== null) return await this.#runAgain(present, next, failure);
      present = next;
    }
  }

  #newGroup(before?: PreparedGroup): PreparedGroup {
    const group = new CommitGroup(this.#kv, this.#limits, this.#options.send, before?.group);
    return { group, decided: [], full: false };
  }

  /** Commits a group and tells the callers; null when that is done. */
  async #commit({ group, decided }: PreparedGroup): Promise<CommitFailure | null> {
    try {
      const result = await group.commit();
      if (result === "conflict") return { kind: "conflict" };
      if (result !== "nothing") this.#committed(result.versionstamp);
    } catch (error) {
      return { kind: "error", error };
    }
    for (const rule of decided) rule.settle();
    return null;
  }

  #committed(versionstamp: string): void {
    this.activity.commits++;
    this.#options.committed(versionstamp);
  }

  /** Sees to the rules of a commit that failed, and of the group that was decided on top of it. */
  async #runAgain(failed: PreparedGroup, next: PreparedGroup, failure: CommitFailure): Promise<void> {
    this.#waiting.putBack(getRules(next));
    if (failure.kind === "conflict") await this.#tryAgain(getRules(failed), new Error("other writers came first"));
    else if (isLocked(failure.error)) await this.#tryAgain(getRules(failed), failure.error, LOCKED_TRY);
    else this.#refuse(getRules(failed), failure.error);
  }

  /** Puts the rules back to the head of the queue: they will run on what is there by then. */
  async #tryAgain(failed: readonly WaitingRule[], cause: unknown, counts = 1): Promise<void> {
    this.activity.conflicts++;
    const rules = failed.map((waiting) => ({ ...waiting, tries: waiting.tries + counts }));
    const again = rules.filter(({ tries }) => tries < MAX_TRIES);
    this.#waiting.putBack(again);
    this.#refuse(rules.filter((rule) => !again.includes(rule)), cause, CERTAIN);
    if (again.length === 0) return;
    const longest = Math.min(2 ** Math.max(...again.map(({ tries }) => tries)), MAX_BACKOFF);
    await delay(Math.random() * longest);
  }

  #refuse(rules: readonly WaitingRule[], cause: unknown, certain?: typeof CERTAIN): void {
    for (const { reject } of rules) reject(toNotSavedError(this.#options.location, cause, certain));
  }
}

function getRules({ decided }: PreparedGroup): WaitingRule[] {
  return decided.map(({ waiting }) => waiting);
}
