/** Additions to the counts of reports, before they are merged. */

import {
  CODES,
  CODES_PER_HOUR,
  type Fact,
  type GroupKind,
  HOURS_PER_DAY,
  parseGroup,
  toGroup,
} from "../../../reports/mod.ts";
import type { Key } from "../../port/mod.ts";
import { keys, NOW } from "../../schema/mod.ts";

/** Counts, by numbers that say what is counted, and in which hour of the day. */
export type Counts = Map<number, number>;

/** The additions of one commit to the counts of a group on a day. */
export interface PendingCounts {
  versionstamp: string;
  counts: Counts;
}

/** The additions to the counts at a key, in the order of the commits. */
export interface PendingRow {
  key: Key;
  added: PendingCounts[];
}

type Day = number | typeof NOW;

/** Collects facts by the counts that they add to. Every close adds to a handful, so this makes no texts and few objects. */
export class PendingRows {
  readonly #days = new Map<Day, Map<string, PendingRow>>();

  *[Symbol.iterator](): Generator<PendingRow> {
    for (const groups of this.#days.values()) yield* groups.values();
  }

  /** Returns what is added at a key. */
  get([, kind, day, name]: Key): readonly PendingCounts[] {
    return this.#days.get(day as Day)?.get(toGroup(kind as GroupKind, name as string))?.added ?? [];
  }

  /** Adds a fact of a commit. Facts come in the order of their commits. */
  add({ hour, counts, groups }: Fact, versionstamp: string): void {
    const day = Math.floor(hour / HOURS_PER_DAY);
    const first = (hour - day * HOURS_PER_DAY) * CODES_PER_HOUR;
    const [onDay, sums] = [this.#getDay(day), this.#getDay(NOW)];
    for (const group of groups) {
      const row = getCounts(onDay, day, group, versionstamp);
      for (let index = 0; index < counts.length; index++) {
        const { 0: code, 1: amount } = counts[index]!; // as an object, which needs no iterator
        addCount(row, first + code, amount);
        if (code === CODES.open) addCount(getCounts(sums, NOW, group, versionstamp), code, amount);
      }
    }
  }

  #getDay(day: Day): Map<string, PendingRow> {
    let groups = this.#days.get(day);
    if (groups === undefined) this.#days.set(day, groups = new Map());
    return groups;
  }
}

function getCounts(groups: Map<string, PendingRow>, day: Day, group: string, versionstamp: string): Counts {
  let row = groups.get(group);
  if (row === undefined) groups.set(group, row = { key: keys.counts(...toKeyParts(day, group)), added: [] });
  const last = row.added.at(-1);
  if (last?.versionstamp === versionstamp) return last.counts;
  const counts: Counts = new Map();
  row.added.push({ versionstamp, counts });
  return counts;
}

function toKeyParts(day: Day, group: string): [kind: GroupKind, day: Day, name: string] {
  const [kind, name] = parseGroup(group);
  return [kind, day, name];
}

export function addCount(to: Counts, number: number, amount: number): void {
  to.set(number, (to.get(number) ?? 0) + amount);
}
