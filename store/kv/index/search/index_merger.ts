import { toBatches } from "../../../../base/values/to_batches.ts";
import { DeskError } from "../../../errors.ts";
import type { Store } from "../../commit/mod.ts";
import type { Key, Mutation } from "../../port/mod.ts";
import { keys } from "../../schema/mod.ts";
import { planCounts } from "../counts/mod.ts";
import { planMerge } from "./merge_deltas.ts";
import {
  addChanges,
  FIRST_STATE,
  groupFacts,
  type IndexState,
  listDeltas,
  type PendingChange,
  type StoredDelta,
} from "./pending_changes.ts";

/** The commits after which deltas are merged, once no commit follows for a while. */
const COMMITS_PER_MERGE = 64;

/** The commits after which deltas are merged even if others follow. Larger merges take less work in all. */
const MOST_COMMITS = 512;

/** The time without a commit after which deltas are merged, in milliseconds. */
const IDLE = 100;

/** The deltas that are merged together, which limits the memory. */
const DELTAS_PER_MERGE = 256;

/** The merges that {@linkcode IndexMerger.mergeNow} starts, as long as other processes are in between. */
const MOST_TRIES = 100;

/** Another process has merged at the same time. It continues; this one stops. */
class MergeConflictError extends Error {
  override name = "MergeConflictError";
}

/**
 * Merges the changes of the index that commits leave behind, in the background. Any process that writes does; a commit
 * that follows another process's fails, and that process continues. Readers need no merge, but are faster after one.
 */
export class IndexMerger {
  readonly #store: Store;
  /** The commits since the last merge. It starts high, because an earlier process may have left some. */
  #commits = COMMITS_PER_MERGE;
  #hasCommitted = false;
  #work: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosing = false;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Counts a commit of this process. */
  noteCommit(): void {
    this.#commits += 1;
    this.#hasCommitted = true;
    if (this.#isClosing || this.#work !== null || this.#commits < COMMITS_PER_MERGE) return;
    clearTimeout(this.#timer);
    if (this.#commits >= MOST_COMMITS) this.#start(COMMITS_PER_MERGE / 2);
    else this.#timer = setTimeout(() => this.#start(COMMITS_PER_MERGE / 2), IDLE);
  }

  /** Waits if commits are far ahead of the merges, so that imports do not fill the store with deltas. */
  async waitIfBehind(): Promise<void> {
    if (this.#hasCommitted && this.#commits >= COMMITS_PER_MERGE) await this.#start(COMMITS_PER_MERGE / 2);
  }

  /**
   * Merges every change that was committed before the call. Another process may do so at the same time.
   *
   * @throws {DeskError} `unavailable` if the index cannot be written.
   */
  async mergeNow(): Promise<void> {
    const { kv } = this.#store;
    const last = (await listDeltas(kv, "")).at(-1)?.versionstamp ?? "";
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const [first] = await listDeltas(kv, "", 1);
      if (first === undefined || first.versionstamp > last) return;
      await this.#start(1);
    }
    throw new DeskError("unavailable", "The index of the store could not be merged. Try again.");
  }

  /** Merges what this process left behind, if it is much, and ends. Errors are dropped: another process continues. */
  async close(): Promise<void> {
    this.#isClosing = true;
    clearTimeout(this.#timer);
    await this.#work;
    if (this.#hasCommitted && this.#commits >= COMMITS_PER_MERGE / 8) await this.#start(1);
  }

  #start(least: number): Promise<void> {
    return this.#work ??= this.#mergeAll(least).catch(() => {}).finally(() => this.#work = null);
  }

  async #mergeAll(least: number): Promise<void> {
    await Promise.resolve();
    let deltas: StoredDelta[];
    do {
      this.#commits = 0;
      const { value } = await this.#store.kv.get<IndexState>(keys.indexState);
      deltas = await listDeltas(this.#store.kv, "", DELTAS_PER_MERGE);
      if (deltas.length < least) return;
      await this.#merge(value ?? FIRST_STATE, deltas);
    } while (!this.#isClosing && (this.#commits >= MOST_COMMITS || deltas.length >= DELTAS_PER_MERGE));
  }

  async #merge(state: IndexState, deltas: readonly StoredDelta[]): Promise<void> {
    const changes = new Map<string, PendingChange[]>();
    addChanges(changes, deltas);
    const upto = deltas.at(-1)!.versionstamp;
    let { turn } = state;
    const plans = [planMerge(this.#store.kv, changes, upto), planCounts(this.#store.kv, groupFacts(deltas), upto)];
    let commit = Promise.resolve();
    for (const plan of plans) {
      for await (const mutations of plan) {
        await commit;
        commit = this.#commit({ turn: turn++, upto: state.upto }, mutations);
        commit.catch(() => {}); // awaited while the next one is planned, or below
      }
    }
    await commit;
    const obsolete = deltas.map(({ part, versionstamp }): Key => [...keys.delta(part), versionstamp]);
    for (const batch of toBatches(obsolete, 500)) {
      await this.#commit({ turn: turn++, upto }, batch.map((key) => ({ type: "delete", key })));
    }
  }

  /** Commits changes of heads, unless another process has changed some since. */
  async #commit({ turn, upto }: IndexState, mutations: readonly Mutation[]): Promise<void> {
    await this.#store.commits.commit(async (transaction) => {
      const state = await transaction.get<IndexState>(keys.indexState) ?? FIRST_STATE;
      if (state.turn !== turn) throw new MergeConflictError();
      transaction.set(keys.indexState, { turn: turn + 1, upto } satisfies IndexState);
      for (const mutation of mutations) {
        if (mutation.type === "set") transaction.set(mutation.key, mutation.value);
        else if (mutation.type === "delete") transaction.delete(mutation.key);
      }
    }, { reads: [keys.indexState] });
    this.#commits = Math.max(0, this.#commits - 1);
  }
}
