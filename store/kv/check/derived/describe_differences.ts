/** Differences between the derived entries that a store has and those that it should have, in words. */

import type { Key } from "../../port/mod.ts";
import type { Findings } from "../mend/mod.ts";

/** The examples that a finding names. */
const MAX_EXAMPLES = 3;

/** Derived entries of one ticket or account. */
interface Differences {
  missing: string[];
  wrong: string[];
}

/** Reports one finding per ticket or account. */
export function reportDifferences(missing: Iterable<Key>, wrong: Iterable<Key>, findings: Findings): void {
  const subjects = new Map<string, Differences>();
  const get = (key: Key) => {
    const subject = toSubject(key);
    if (!subjects.has(subject)) subjects.set(subject, { missing: [], wrong: [] });
    return subjects.get(subject)!;
  };
  for (const key of missing) get(key).missing.push(describeEntry(key));
  for (const key of wrong) get(key).wrong.push(describeEntry(key));
  for (const [subject, differences] of subjects) findings.add("derived", subject, describe(differences));
}

function describe({ missing, wrong }: Differences): string {
  return [
    ...missing.length > 0 ? [`missing in ${listExamples(missing)}.`] : [],
    ...wrong.length > 0 ? [`wrongly in ${listExamples(wrong)}.`] : [],
  ].join(" ");
}

function listExamples(entries: readonly string[]): string {
  const examples = [...new Set(entries)].sort();
  const others = examples.length - MAX_EXAMPLES;
  return [...examples.slice(0, MAX_EXAMPLES), ...others > 0 ? [`${others} other entries`] : []].join(", ");
}

function toSubject(key: Key): string {
  switch (key[0]) {
    case "findCustomer":
      return `Customer ${String(key[2])}`;
    case "find":
      return `Ticket #${String(key[3])}`;
    default:
      return `Ticket #${String(key.at(-1))}`;
  }
}

function describeEntry(key: Key): string {
  switch (key[0]) {
    case "find":
    case "findCustomer":
      return `the search index (${String(key[1])})`;
    case "queue":
      return "the queue of open tickets";
    case "lease":
      return "the list of claims";
    default:
      return `the list of external ids (${String(key[1])})`;
  }
}
