/** Commits the rules of one process, many at a time: a commit costs one fsync, however much it holds. */

import type { Activity } from "../desk.ts";
import { DeskError } from "../errors.ts";
import { CommitGroup } from "./commit_group.ts";
import { COMMIT_LIMITS, type Weight } from "./commit_limits.ts";
import { isLocked, notSaved } from "./failure.ts";
import { NO_LOCK, type WriteLock } from "./file_lock.ts";
import { type SendCommit, sendPlainly } from "./marked_commits.ts";
import type { CommitOptions, Commits, Rule } from "./transaction.ts";

/**
 * How often a rule runs before its caller is told that other writers never let it through: one of eight replicas that
 * write without a pause has had its turn by then.
 */
const MAX_TRIES = 60;
/** As how many tries one counts that met a lock: SQLite has waited for seconds by then. */
const LOCKED_TRY = 15;
/** How often a group looks for rules that came while it was running others, before it is committed. */
const MAX_ROUNDS = 3;
/** The longest wait between two tries, in milliseconds. */
const MAX_BACK_OFF = 50;

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

/** A rule whose caller waits. */
interface Waiting {
  rule: Rule<unknown>;
  reads: readonly Deno.KvKey[];
  alone: boolean;
  tries: number;
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

/** A rule that was run, and what its caller will be told once the commit is durable. */
interface Decided {
  waiting: Waiting;
  tell(): void;
}

/**
 * The writers' queue of a process. Rules that arrive while a commit is under way share the next one; each is answered
 * after it, and none waits for more than the rules that fit.
 */
export class CommitQueue implements Commits {
  readonly activity: Activity = { commits: 0, conflicts: 0 };
  readonly #kv: Deno.Kv;
  readonly #limits: Weight;
  readonly #options: Required<Pick<CommitQueueOptions, "now" | "lock" | "send" | "location" | "committed">>;
  readonly #waiting: Waiting[] = [];
  /** How many rules probably fit in the next group: more would be read for in vain. */
  #room: number;
  #work: Promise<void> | null = null;
  #group: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(kv: Deno.Kv, options: CommitQueueOptions = {}) {
    this.#kv = kv;
    this.#limits = { ...COMMIT_LIMITS, checks: options.maxChecks ?? COMMIT_LIMITS.checks };
    this.#room = this.#limits.checks;
    const usual = { now: Date.now, lock: NO_LOCK, send: sendPlainly, location: ":memory:", committed: () => {} };
    this.#options = { ...usual, ...options };
  }

  /**
   * Runs the rule and writes what it stages.
   *
   * @returns The rule's answer, once its writes are durable.
   * @throws What the rule throws, or a {@linkcode DeskError} `unavailable` when the store can't be written; either way nothing was.
   */
  commit<T>(rule: Rule<T>, { reads = [], alone = false }: CommitOptions = {}): Promise<T> {
    if (this.#closed) return Promise.reject(new DeskError("unavailable", "The desk is closed."));
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    this.#waiting.push({ rule, reads, alone, tries: 0, resolve: resolve as (answer: unknown) => void, reject });
    this.#work ??= this.#commitAll();
    return promise;
  }

  /** Waits until the commit under way, if there is one, is over and was told of. */
  settled(): Promise<void> {
    return this.#group;
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
    while (this.#waiting.length > 0) {
      await this.#options.lock.hold(() => this.#group = this.#commitGroup())
        .catch((error) => this.#refuse(this.#waiting.splice(0), error));
    }
    this.#work = null;
  }

  async #commitGroup(): Promise<void> {
    const group = new CommitGroup(this.#kv, this.#limits, this.#options.send);
    const decided = await this.#gather(group);
    if (decided.length === 0) return;
    let result: Awaited<ReturnType<CommitGroup["commit"]>>;
    try {
      result = await group.commit();
    } catch (error) {
      if (isLocked(error)) return await this.#tryAgain(decided, error, LOCKED_TRY);
      return this.#refuse(decided.map(({ waiting }) => waiting), error);
    }
    if (result === "conflict") return await this.#tryAgain(decided, new Error("other writers came first"));
    if (result !== "nothing") this.#committed(result.versionstamp);
    for (const { tell } of decided) tell();
  }

  #committed(versionstamp: string): void {
    this.activity.commits++;
    this.#options.committed(versionstamp);
  }

  /** Runs rules until none waits or the group is full; those that arrive meanwhile are taken too. */
  async #gather(group: CommitGroup): Promise<Decided[]> {
    const decided: Decided[] = [];
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const rules = this.#next(decided);
      if (rules.length === 0) break;
      if (!await this.#prefetch(rules, group)) return decided;
      for (const waiting of rules) {
        if (await this.#run(waiting, group, decided)) continue;
        this.#room = decided.length;
        return decided;
      }
    }
    this.#room = Math.min(2 * this.#room, this.#limits.checks);
    return decided;
  }

  /** Reads what the first rules of the queue will ask for; when that can't be read they are refused. */
  async #prefetch(rules: readonly Waiting[], group: CommitGroup): Promise<boolean> {
    try {
      await group.prefetch(rules.flatMap(({ reads }) => reads));
      return true;
    } catch (error) {
      this.#refuse(this.#waiting.splice(0, rules.length), error, CERTAIN);
      return false;
    }
  }

  /** The rules that may come next in a group; they stay in the queue until they are run. */
  #next(decided: readonly Decided[]): Waiting[] {
    const [first] = this.#waiting;
    if (first === undefined || decided.some(({ waiting }) => waiting.alone)) return [];
    if (first.alone) return decided.length === 0 ? [first] : [];
    const rules = this.#waiting.slice(0, Math.max(1, this.#room - decided.length));
    const alone = rules.findIndex(({ alone }) => alone);
    return alone === -1 ? rules : rules.slice(0, alone);
  }

  /** Runs the first rule of the queue; false when it must wait for the next group. */
  async #run(waiting: Waiting, group: CommitGroup, decided: Decided[]): Promise<boolean> {
    const outcome = await group.run(waiting.rule, { now: this.#options.now(), alone: waiting.alone });
    if (outcome.kind === "no_room" && decided.length > 0) return false;
    this.#waiting.shift();
    if (outcome.kind === "no_room") waiting.reject(tooLarge(outcome.excess));
    else if (outcome.kind === "staged") decided.push({ waiting, tell: () => waiting.resolve(outcome.answer) });
    else if (outcome.certain) waiting.reject(outcome.error);
    else decided.push({ waiting, tell: () => waiting.reject(outcome.error) });
    return true;
  }

  /** Puts the rules back to the head of the queue: they will run on what is there by then. */
  async #tryAgain(decided: readonly Decided[], cause: unknown, counts = 1): Promise<void> {
    this.activity.conflicts++;
    const rules = decided.map(({ waiting }) => ({ ...waiting, tries: waiting.tries + counts }));
    const again = rules.filter(({ tries }) => tries < MAX_TRIES);
    this.#waiting.unshift(...again);
    this.#refuse(rules.filter((rule) => !again.includes(rule)), cause, CERTAIN);
    if (again.length === 0) return;
    const longest = Math.min(2 ** Math.max(...again.map(({ tries }) => tries)), MAX_BACK_OFF);
    await new Promise((resume) => setTimeout(resume, Math.random() * longest));
  }

  #refuse(rules: readonly Waiting[], cause: unknown, certain?: typeof CERTAIN): void {
    for (const { reject } of rules) reject(notSaved(this.#options.location, cause, certain));
  }
}

function tooLarge(excess: string): DeskError {
  return new DeskError("invalid", `This is too much for one change: ${excess}. Split it into smaller ones.`);
}
