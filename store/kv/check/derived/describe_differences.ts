/** Differences between the derived entries that a store has and those that it should have, in words. */

import { ARTICLE_PREFIX, describeTerm } from "../../../search/analysis/mod.ts";
import type { Key } from "../../port/mod.ts";
import type { Findings } from "../assembly/mod.ts";
import { UNREADABLE_NUMBER } from "./compared_keys.ts";

/** The terms that a finding names. */
const MAX_TERMS = 3;

/** Derived entries of one ticket or account. */
interface Differences {
  missing: [place: string, term: string][];
  wrong: [place: string, term: string][];
}

/** Reports one finding per ticket or account. Those that have lost something are left out: it is the cause. */
export function reportDifferences(missing: Iterable<Key>, wrong: Iterable<Key>, findings: Findings): void {
  const subjects = new Map<string, Differences>();
  const get = (key: Key) => {
    const subject = toSubject(key);
    if (!subjects.has(subject)) subjects.set(subject, { missing: [], wrong: [] });
    return subjects.get(subject)!;
  };
  for (const key of missing) get(key).missing.push(describeEntry(key));
  for (const key of wrong) get(key).wrong.push(describeEntry(key));
  for (const [subject, differences] of subjects) {
    if (!findings.causes.has(subject)) findings.add("derived", subject, describe(differences));
  }
}

/** Reports an entry that only needs to exist, but has a value that it should not have. */
export function reportOddEntry(key: Key, findings: Findings): void {
  const [place, term] = describeEntry(key);
  const name = term === "" ? place : `${place} (${term})`;
  findings.add("derived", toSubject(key), `its entry in ${name} has a wrong value.`);
}

/** Reports a term whose postings cannot be read. */
export function reportOddTerm(term: string, findings: Findings): void {
  findings.add("derived", "The search index", `the postings of ${describeTerm(term)} cannot be read.`);
}

function describe({ missing, wrong }: Differences): string {
  return [
    ...missing.length > 0 ? [`missing in ${listPlaces(missing)}.`] : [],
    ...wrong.length > 0 ? [`wrongly in ${listPlaces(wrong)}.`] : [],
  ].join(" ");
}

/** Lists the places, such as `the search index (word:login, word:late, 4 others), the list of due tickets`. */
function listPlaces(entries: readonly [place: string, term: string][]): string {
  const places = Map.groupBy(entries, ([place]) => place);
  return [...places].map(([place, group]) => {
    const terms = group.map(([, term]) => term).filter((term) => term !== "").sort();
    const others = terms.length - MAX_TERMS;
    const shown = [...terms.slice(0, MAX_TERMS), ...others > 0 ? [`${others} others`] : []];
    return shown.length === 0 ? place : `${place} (${shown.join(", ")})`;
  }).join(", ");
}

function toSubject(key: Key): string {
  if (key.at(-1) === UNREADABLE_NUMBER) return `${key[0] === "external" ? "External id" : "Article"} ${String(key[1])}`;
  switch (key[0]) {
    case "findCustomer":
      return `Customer ${String(key[2])}`;
    case "find":
      return `${isOfArticle(key) ? "Article number " : "Ticket #"}${String(key[2])}`;
    case "articleId":
      return `Article number ${String(key.at(-1))}`;
    default:
      return `Ticket #${String(key.at(-1))}`;
  }
}

function isOfArticle([, term]: Key): boolean {
  return String(term).startsWith(ARTICLE_PREFIX);
}

function describeEntry(key: Key): [place: string, term: string] {
  switch (key[0]) {
    case "find":
      return ["the search index", describeTerm(String(key[1]))];
    case "findCustomer":
      return ["the search index", String(key[1])];
    case "new":
      return ["the list of tickets", ""];
    case "open":
      return ["the list of open tickets", ""];
    case "into":
      return ["the list of merged tickets", ""];
    case "mergeTarget":
      return ["the list of merge targets", ""];
    case "u":
      return ["the list of updated tickets", ""];
    case "due":
      return ["the list of due tickets", ""];
    case "articleId":
      return ["the list of articles", ""];
    case "snooze":
      return ["the list of snoozes", ""];
    case "unresolved":
      return ["the list of unresolved links", `to #${String(key[1])}`];
    case "lease":
      return ["the list of claims", ""];
    default:
      return ["the list of external ids", String(key[1])];
  }
}
