import { type BlockReference, decodePostings, type Postings } from "../../../search/postings/mod.ts";
import { DamagedEntryError } from "../../forms/mod.ts";
import { getAll, type KeyValueStore } from "../../port/mod.ts";
import { keys } from "../../schema/mod.ts";

/** The memory that blocks take, in postings: about 24 MB. */
const CAPACITY = 4_000_000;

/** A block that is not there: a merge has replaced it since its head was read. */
export class StaleHeadError extends Error {
  override name = "StaleHeadError";
}

/** Reads blocks of postings, and keeps those that were used last. Blocks never change. */
export class BlockCache {
  readonly #kv: KeyValueStore;
  readonly #blocks = new Map<string, Postings>();
  #size = 0;

  readonly #capacity: number;

  /** @param capacity The postings to keep. */
  constructor(kv: KeyValueStore, capacity = CAPACITY) {
    this.#kv = kv;
    this.#capacity = capacity;
  }

  /** @throws {StaleHeadError} If a block has been replaced. */
  async read(term: string, references: readonly BlockReference[]): Promise<Postings[]> {
    const names = references.map(({ id }): string => `${id} ${term}`);
    // Taken out now: other reads may remove them from the cache in the meantime.
    const known = names.map((name) => this.#blocks.get(name));
    const missing = references.filter((_, index) => known[index] === undefined);
    const read = await getAll<Uint8Array>(this.#kv, missing.map(({ id }) => keys.block(term, id)));
    const found = new Map(missing.map(({ id }, index) => {
      const bytes = read[index];
      if (bytes === null || bytes === undefined) throw new StaleHeadError(term);
      return [`${id} ${term}` as string, decodeBlock(term, id, bytes)] as const;
    }));
    return names.map((name, index) => this.#keep(name, known[index] ?? found.get(name)!));
  }

  /** Moves the block to the end of those to forget. */
  #keep(name: string, postings: Postings): Postings {
    if (!this.#blocks.delete(name)) this.#size += postings.numbers.length;
    this.#blocks.set(name, postings);
    for (const [oldest, { numbers }] of this.#blocks) {
      if (this.#size <= this.#capacity || oldest === name) break;
      this.#blocks.delete(oldest);
      this.#size -= numbers.length;
    }
    return postings;
  }
}

function decodeBlock(term: string, id: number, bytes: Uint8Array): Postings {
  try {
    return decodePostings(bytes);
  } catch (cause) {
    throw new DamagedEntryError(keys.block(term, id), { cause });
  }
}
