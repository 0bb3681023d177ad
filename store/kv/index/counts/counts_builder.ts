import type { Fact } from "../../../reports/mod.ts";
import type { KeyValueStore, Mutation } from "../../port/mod.ts";
import { planCounts } from "./merge_counts.ts";
import { PendingRows } from "./pending_counts.ts";

/** The additions that are merged together, which limits the memory. */
const ADDITIONS_PER_MERGE = 200_000;

/** Builds the counts of a store in which no one else changes them, from tickets in the order of their numbers. */
export class CountsBuilder {
  #pending = new PendingRows();
  #additions = 0;
  #last = 0;

  constructor(private readonly kv: KeyValueStore) {}

  /** True if the facts should be merged before others are added. */
  get isFull(): boolean {
    return this.#additions >= ADDITIONS_PER_MERGE;
  }

  /** Adds the facts of a ticket. Adding them again changes nothing. */
  add(number: number, facts: readonly Fact[]): void {
    for (const fact of facts) {
      this.#pending.add(fact, toVersionstamp(number));
      this.#additions += fact.counts.length * fact.groups.length;
    }
    this.#last = number;
  }

  /** Lists the mutations that merge the facts, in lists that each fit in a commit, to be committed in turn. */
  async *takeMutations(): AsyncGenerator<Mutation[]> {
    const pending = this.#pending;
    [this.#pending, this.#additions] = [new PendingRows(), 0];
    yield* planCounts(this.kv, pending, toVersionstamp(this.#last));
  }
}

/** Sorts before the versionstamps of commits, and by the number. */
function toVersionstamp(number: number): string {
  return `!${String(number).padStart(16, "0")}`;
}
