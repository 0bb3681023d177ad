/** Merging changes of postings into the heads and blocks of their terms, and times into the list of updated tickets. */

import { isWordTerm } from "../../../search/analysis/mod.ts";
import {
  decodeHead,
  decodePostings,
  encodeHead,
  encodePostings,
  mergeTerm,
  NO_HEAD,
  type Postings,
} from "../../../search/postings/mod.ts";
import { toBatches } from "../../../../base/values/to_batches.ts";
import { EncodedValue, getAll, type Key, type KeyValueStore, type Mutation } from "../../port/mod.ts";
import { keys } from "../../schema/mod.ts";
import type { PendingChange } from "./pending_changes.ts";
import { isTimeName, planMoves } from "./updated_list.ts";

/** The heads that are merged in one commit. More would keep the lock for long. */
const HEADS_PER_COMMIT = 150;

/** The bytes of one commit, which may have 800 KiB with its keys. */
const BYTES_PER_COMMIT = 500_000;

/**
 * Lists the mutations that merge changes into the index, in lists that each fit in a commit. The caller must commit them
 * in their order, and no one else may change heads in the meantime. Changes that a head already has are
 * skipped, so that the same changes may be merged again.
 *
 * @param upto The versionstamp of the last change.
 */
export async function* planMerge(
  kv: KeyValueStore,
  changes: ReadonlyMap<string, readonly PendingChange[]>,
  upto: string,
): AsyncGenerator<Mutation[]> {
  yield* planMoves(changes);
  const names = [...changes.keys()].filter((name) => !isTimeName(name)).sort();
  for (const terms of toBatches(names, HEADS_PER_COMMIT)) {
    const heads = await getAll<Uint8Array>(kv, terms.map(keys.head));
    let mutations: Mutation[] = [];
    let bytes = 0;
    for (const [index, term] of terms.entries()) {
      const merged = await mergeStored(kv, term, heads[index] ?? null, changes.get(term)!, upto);
      const size = merged.reduce((sum, mutation) => sum + measure(mutation), 0);
      if (bytes + size > BYTES_PER_COMMIT && mutations.length > 0) {
        yield mutations;
        [mutations, bytes] = [[], 0];
      }
      mutations.push(...merged);
      bytes += size;
    }
    if (mutations.length > 0) yield mutations;
  }
}

async function mergeStored(
  kv: KeyValueStore,
  term: string,
  stored: Uint8Array | null,
  changes: readonly PendingChange[],
  upto: string,
): Promise<Mutation[]> {
  const before = stored === null ? { ...NO_HEAD, nextBlock: chooseFirstBlock() } : decodeHead(stored);
  const isFresh = ({ versionstamp }: PendingChange) => versionstamp > before.upto;
  const fresh = isFresh(changes[0]!) ? changes : changes.filter(isFresh); // they are in the order of their commits
  if (fresh.length === 0) return [];
  const readBlock = async (id: number): Promise<Postings> => {
    const bytes = (await kv.get<Uint8Array>(keys.block(term, id))).value;
    if (bytes === null) throw new Error(`The index is damaged: block ${id} of "${term}" is missing`);
    return decodePostings(bytes);
  };
  const { head, added, removed } = await mergeTerm(before, fresh, { isFilter: !isWordTerm(term), upto, readBlock });
  return [
    ...removed.map((id): Mutation => ({ type: "delete", key: keys.block(term, id) })),
    ...added.map(({ id, postings }) => toSet(keys.block(term, id), encodePostings(postings))),
    head.count === 0 // its key is a word, which may be the last trace of an erased customer
      ? { type: "delete", key: keys.head(term) }
      : toSet(keys.head(term), encodeHead(head)),
  ];
}

/** Chooses the id of the first block at random: the term may have had a head before, and ids of blocks are not used again. */
function chooseFirstBlock(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]! >>> 1;
}

function toSet(key: Key, bytes: Uint8Array): Mutation {
  return { type: "set", key, value: EncodedValue.from(bytes) };
}

function measure(mutation: Mutation): number {
  return mutation.type === "set" ? (mutation.value as EncodedValue).bytes.length + 100 : 100;
}
