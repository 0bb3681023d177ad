/** Changes of the index in one commit, as they are stored until they are merged. */

import type { Fact } from "../../reports/mod.ts";
import type { TermChange } from "../../search/analysis/mod.ts";

/**
 * The number of a ticket, then its terms, each followed by the change of its posting. After {@linkcode FACT} instead of a
 * number: an hour, then what is counted and how often, and last the groups.
 */
export type Delta = readonly (number | string)[];

/** Marks the deltas of facts, which reports count. */
export const FACT = 0;

/** A delta, and its size in bytes. */
export interface DeltaEntry {
  delta: Delta;
  size: number;
}

/** The largest part of the deltas of a commit, in bytes. Each part is a value, which holds at most 64 KiB. */
export const PART_BYTES = 60_000;

/** The size of a number with its comma at most, and of a term without its characters. */
const NUMBER_BYTES = 17;
const TERM_BYTES = 8;

/** Converts the changes of one ticket. There are several entries only if they would not fit in a part. */
export function toDeltaEntries(ticket: number, changes: readonly TermChange[]): DeltaEntry[] {
  const entries: DeltaEntry[] = [];
  let delta: (number | string)[] = [ticket];
  let size = NUMBER_BYTES;
  for (const { term, change } of changes) {
    const bytes = measureTerm(term);
    if (size + bytes > PART_BYTES / 2) {
      entries.push({ delta, size });
      [delta, size] = [[ticket], NUMBER_BYTES];
    }
    delta.push(term, change);
    size += bytes;
  }
  return delta.length > 1 ? [...entries, { delta, size }] : entries;
}

/** Converts a fact. */
export function toFactEntry(fact: Fact): DeltaEntry {
  return { delta: [FACT, fact.hour, ...fact.counts.flat(), ...fact.groups], size: measureFact(fact) };
}

/** Returns an upper bound of the size of a fact in JSON, in bytes. */
export function measureFact({ counts, groups }: Fact): number {
  return NUMBER_BYTES * (2 + 2 * counts.length) + groups.reduce((sum, group) => sum + measureTerm(group), 0);
}

/** Adds the counts of two facts of the same hour and groups. */
export function addFacts(one: Fact, other: Fact): Fact {
  const counts = [...one.counts];
  for (const count of other.counts) {
    const index = counts.findIndex(([code]) => code === count[0]);
    if (index === -1) counts.push(count);
    else counts[index] = [count[0], counts[index]![1] + count[1]];
  }
  return { ...one, counts };
}

/** Reads a fact; null for a delta of a ticket. */
export function parseFact(delta: Delta): Fact | null {
  if (delta[0] !== FACT) return null;
  const first = delta.findIndex((item) => typeof item === "string");
  const counts: [number, number][] = [];
  for (let index = 2; index < first; index += 2) counts.push([delta[index] as number, delta[index + 1] as number]);
  return { hour: delta[1] as number, counts, groups: delta.slice(first) as string[] };
}

/** Packs entries, in their order, into parts. */
export function packDeltas(entries: Iterable<DeltaEntry>): Delta[][] {
  const parts: Delta[][] = [];
  let room = 0;
  for (const { delta, size } of entries) {
    if (size > room) {
      parts.push([]);
      room = PART_BYTES;
    }
    parts.at(-1)!.push(delta);
    room -= size;
  }
  return parts;
}

/** Returns an upper bound of the size of a term and its change in JSON: a UTF-16 code unit takes at most three bytes. */
function measureTerm(term: string): number {
  return TERM_BYTES + 3 * term.length;
}
