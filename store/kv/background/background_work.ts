import type { Store } from "../commit/mod.ts";
import { finishTierChanges } from "../deadlines/mod.ts";
import { keys, listOwnKeys } from "../schema/mod.ts";
import { recordLapses } from "../ticket_changes/mod.ts";
import { findNextDeadline, recordPassedDeadlines } from "./passed_deadlines.ts";
import { PolicyPass } from "./policy_pass.ts";
import { completeQueueCounts } from "./queue_counts_pass.ts";

/** The time after the start in which the process serves its first calls, in milliseconds. */
const START_DELAY = 2_000;

/** The pause after a commit of this process, which may have brought the next deadline nearer, in milliseconds. */
const COMMIT_DELAY = 2_000;

/** The longest pause, after which the changes of other processes are seen, in milliseconds. */
const MAX_PAUSE = 15_000;

/**
 * The work that follows from the time alone, and from changes of the policy and of tiers: passed deadlines, ended claims and snoozes,
 * new due times.
 * Every process that serves a desk does it, and the store decides which one is first.
 */
export class BackgroundWork {
  readonly #store: Store;
  readonly #policy: PolicyPass;
  #work: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The time at which the timer ends. */
  #end = Infinity;
  #isStarted = false;
  #isClosing = false;
  /** The counters of due and snoozed tickets are complete. */
  #isAllCounted = false;

  constructor(store: Store, { maxChecks }: { maxChecks?: number | undefined } = {}) {
    this.#store = store;
    this.#policy = new PolicyPass(store, { maxChecks });
  }

  start(): void {
    this.#isStarted = true;
    this.#schedule(START_DELAY);
  }

  /**
   * Looks again soon after a commit of this process.
   *
   * @param rules The number of its rules.
   */
  noteCommit(rules: number): void {
    this.#policy.noteCommit(rules);
    if (this.#isStarted && this.#work === null && this.#end > Date.now() + COMMIT_DELAY) this.#schedule(COMMIT_DELAY);
  }

  /** Ends the work after the current commit. */
  async close(): Promise<void> {
    this.#isStarted = false;
    this.#isClosing = true;
    clearTimeout(this.#timer);
    this.#policy.stop();
    await this.#work;
  }

  /** Does everything that is due now. */
  async run(): Promise<void> {
    await recordLapses(this.#store);
    await recordPassedDeadlines(this.#store);
    await this.#policy.run();
    await finishTierChanges(this.#store, () => this.#isClosing);
    this.#isAllCounted ||= await completeQueueCounts(this.#store);
  }

  #schedule(pause: number): void {
    clearTimeout(this.#timer);
    this.#end = Date.now() + pause;
    this.#timer = setTimeout(() => this.#runAndContinue(), pause);
    Deno.unrefTimer(this.#timer);
  }

  /** An error is dropped: the store may be back at the next time, and callers learn of it themselves. */
  #runAndContinue(): void {
    this.#end = Infinity;
    this.#work = this.run().then(() => this.#findPause()).catch(() => MAX_PAUSE).then((pause) => {
      this.#work = null;
      if (this.#isStarted) this.#schedule(pause);
    });
  }

  /** Returns the time until the next deadline, or the end of a claim or a snooze, in milliseconds. */
  async #findPause(): Promise<number> {
    const { kv, now } = this.#store;
    const ends = [keys.lease(0, 0), keys.snooze(0, 0)].map(async (start) => {
      const [first] = await listOwnKeys(kv, { prefix: start.slice(0, 1), start }, { limit: 1 });
      return first === undefined ? null : Number(first[1]);
    });
    const next = await Promise.all([findNextDeadline(this.#store), ...ends]);
    const pauses = next.map((instant) => instant === null ? MAX_PAUSE : instant + 1 - now());
    return Math.max(1, Math.min(MAX_PAUSE, ...pauses));
  }
}
