import type { Change } from "../../desk.ts";
import type { KeyValueStore } from "../port/mod.ts";
import { CoalescedTask } from "./coalesced_task.ts";
import { listCommits, readLatestCommit, toStartAfter } from "./log.ts";

/** The maximum number of commits to follow one by one. */
const MAX_COMMITS = 100;

/** The longest pause between two reads, in milliseconds: entries of the log expire after an hour. */
const MAX_PAUSE = 30 * 60 * 1_000;

/** A copy of stored data in memory that follows the change log. */
export interface Follower {
  applyChange(change: Change): void;
  /** Drops everything, because anything may have changed. */
  reset(): void;
}

/**
 * Keeps data in memory up to date, whichever process changes the store. Reading the log costs one short read when nothing
 * has changed, however many callers wait for it. {@linkcode KvChanges}, by contrast, reports changes to listeners.
 */
export class ChangeFollower {
  readonly #kv: KeyValueStore;
  readonly #now: () => number;
  readonly #follower: Follower;
  readonly #read = new CoalescedTask(() => this.#follow());
  /** The versionstamp of the last commit that the follower has seen; null before the first read. */
  #position: string | null = null;
  #lastRead = 0;

  /** @param now Returns the current time, in milliseconds since the epoch. */
  constructor(kv: KeyValueStore, now: () => number, follower: Follower) {
    this.#kv = kv;
    this.#now = now;
    this.#follower = follower;
  }

  /** Waits until the follower has seen every commit from before the call. */
  catchUp(): Promise<void> {
    return this.#read.run();
  }

  async #follow(): Promise<void> {
    const start = this.#now();
    if (this.#position === null || Math.abs(start - this.#lastRead) > MAX_PAUSE) await this.#restart();
    else await this.#continueAfter(this.#position);
    this.#lastRead = start;
  }

  async #continueAfter(position: string): Promise<void> {
    const commits = await Array.fromAsync(listCommits(this.#kv, toStartAfter(position), { limit: MAX_COMMITS }));
    if (commits.length === MAX_COMMITS) return await this.#restart();
    for (const { versionstamp, changes } of commits) {
      for (const change of changes) this.#follower.applyChange(change);
      this.#position = versionstamp;
    }
  }

  /** Continues after the latest commit, with a reset follower. */
  async #restart(): Promise<void> {
    this.#position = await readLatestCommit(this.#kv);
    this.#follower.reset();
  }
}
