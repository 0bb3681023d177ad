/** What facts add to the counts of reports, before it is merged. */

import { CODES, CODES_PER_HOUR, type Fact, HOURS_PER_DAY, parseGroup } from "../../../reports/mod.ts";
import { type Key, toKeyIdentity } from "../../port/mod.ts";
import { keys, NOW } from "../../schema/mod.ts";

/** An addition to a count at a key. The number says what is counted, and in which hour of its day. */
export interface Addition {
  key: Key;
  number: number;
  amount: number;
}

/** An addition that is not merged yet. */
export type PendingCount = Omit<Addition, "key"> & { versionstamp: string };

/** The additions to the counts at a key. */
export interface PendingRow {
  key: Key;
  added: PendingCount[];
}

/** Additions by the identity of their key. */
export type PendingCounts = Map<string, PendingRow>;

/** Lists what a fact adds to the counts of its groups: on its day, and to the number of open tickets. */
export function listAdditions({ hour, counts, groups }: Fact): Addition[] {
  const day = Math.floor(hour / HOURS_PER_DAY);
  const first = (hour - day * HOURS_PER_DAY) * CODES_PER_HOUR;
  return groups.flatMap((group) => {
    const [kind, name] = parseGroup(group);
    const [key, sums] = [keys.counts(kind, day, name), keys.counts(kind, NOW, name)];
    return counts.flatMap(([code, amount]): Addition[] => {
      const addition = { key, number: first + code, amount };
      return code === CODES.open ? [addition, { key: sums, number: code, amount }] : [addition];
    });
  });
}

/** Adds what a fact adds. */
export function addFact(to: PendingCounts, fact: Fact, versionstamp: string): void {
  for (const { key, number, amount } of listAdditions(fact)) {
    const identity = toKeyIdentity(key);
    const known = to.get(identity);
    const count = { number, amount, versionstamp };
    if (known === undefined) to.set(identity, { key, added: [count] });
    else known.added.push(count);
  }
}
