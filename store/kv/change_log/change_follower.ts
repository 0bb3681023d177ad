/** Keeps what is in memory true: says what was changed in the store, by whatever process, before it is looked at. */

import type { Change } from "../../desk.ts";
import { keys } from "../schema/keys.ts";
import { CoalescedTask } from "./coalesced_task.ts";

/** The most commits that are followed one by one. */
const MAX_COMMITS = 100;

/** Entries of the change log last for an hour: some may have come and gone since a look that is longer ago, in milliseconds. */
const MAX_PAUSE = 30 * 60 * 1_000;

/** Is told what happened. */
export interface Follower {
  applyChange(change: Change): void;
  /** Anything may have changed. */
  reset(): void;
}

/**
 * Reads the change log on from where it stood. Where nothing was written that is one short read, however many wait for
 * it; {@linkcode KvChanges} for its part tells of changes while nobody reads.
 */
export class ChangeFollower {
  readonly #kv: Deno.Kv;
  readonly #now: () => number;
  readonly #follower: Follower;
  readonly #look = new CoalescedTask(() => this.#follow());
  /** The versionstamp of the last commit that the follower knows of; null before the first look. */
  #position: string | null = null;
  #lookedAt = 0;

  /** @param now The present, in milliseconds since the epoch. */
  constructor(kv: Deno.Kv, now: () => number, follower: Follower) {
    this.#kv = kv;
    this.#now = now;
    this.#follower = follower;
  }

  /** Waits until the follower was told of everything that was committed before the call. */
  catchUp(): Promise<void> {
    return this.#look.run();
  }

  async #follow(): Promise<void> {
    const began = this.#now();
    if (this.#position === null || Math.abs(began - this.#lookedAt) > MAX_PAUSE) await this.#beginAnew();
    else await this.#goOn(this.#position);
    this.#lookedAt = began;
  }

  async #goOn(position: string): Promise<void> {
    const range = { prefix: keys.changes, start: [...keys.changes, `${position}0`] };
    const commits = await Array.fromAsync(this.#kv.list<Change[]>(range, { limit: MAX_COMMITS }));
    if (commits.length === MAX_COMMITS) return await this.#beginAnew();
    for (const { key, value } of commits) {
      for (const change of value) this.#follower.applyChange(change);
      this.#position = key.at(-1) as string;
    }
  }

  /** Takes the latest commit for known, and forgets whatever was read before. */
  async #beginAnew(): Promise<void> {
    let latest = "";
    for await (const { key } of this.#kv.list({ prefix: keys.changes }, { reverse: true, limit: 1 })) {
      latest = key.at(-1) as string;
    }
    this.#position = latest;
    this.#follower.reset();
  }
}
