import { type PostingData, toReplacingChanges } from "../../../search/postings/mod.ts";
import type { KeyValueStore, Mutation } from "../../port/mod.ts";
import { planMerge } from "./merge_deltas.ts";
import type { PendingChange } from "./pending_changes.ts";

/** The postings that are merged together, which limits the memory. */
const POSTINGS_PER_MERGE = 500_000;

/** Builds the index of a store in which no one else changes it, from tickets in the order of their numbers. */
export class IndexBuilder {
  #changes = new Map<string, PendingChange[]>();
  #postings = 0;
  #last = 0;

  constructor(private readonly kv: KeyValueStore) {}

  /** True if the tickets should be merged before others are added. */
  get isFull(): boolean {
    return this.#postings >= POSTINGS_PER_MERGE;
  }

  /** Adds what a ticket contributes. Adding it again changes nothing. */
  add(number: number, contributions: ReadonlyMap<string, PostingData>): void {
    const versionstamp = toVersionstamp(number);
    for (const [term, data] of contributions) {
      const changes = toReplacingChanges(data).map((change): PendingChange => ({ number, change, versionstamp }));
      const known = this.#changes.get(term);
      if (known === undefined) this.#changes.set(term, changes);
      else known.push(...changes);
    }
    this.#postings += contributions.size;
    this.#last = number;
  }

  /** Lists the mutations that merge the tickets, in lists that each fit in a commit, to be committed in turn. */
  async *takeMutations(): AsyncGenerator<Mutation[]> {
    const changes = this.#changes;
    [this.#changes, this.#postings] = [new Map(), 0];
    yield* planMerge(this.kv, changes, toVersionstamp(this.#last));
  }
}

/** Sorts before the versionstamps of commits, and by the number. */
function toVersionstamp(number: number): string {
  return `!${String(number).padStart(16, "0")}`;
}
