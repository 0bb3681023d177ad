/** Checks the entries that belong to no ticket, customer or article, and those that describe the whole store. */

import { isSound } from "../forms/mod.ts";
import { isAllCounted, isQueueCounter } from "../index/mod.ts";
import { type Key, readCounter, toKeyIdentity } from "../port/mod.ts";
import { readBatches, readValue, type Row, type StoreRows, UNREADABLE } from "../rows/mod.ts";
import { CURRENT_VERSION, keys, prefixes } from "../schema/mod.ts";
import type { Findings } from "./assembly/mod.ts";
import type { DerivedEntries } from "./derived/mod.ts";
import { readOthers } from "./reading/mod.ts";

/**
 * Checks counters, the numbers that new items get, the states of background work, approvals and the like.
 *
 * @param derived What follows from the tickets and accounts.
 */
export async function checkEntries(rows: StoreRows, derived: DerivedEntries, findings: Findings): Promise<void> {
  await checkCounts(rows, derived, findings);
  await checkSchema(rows, findings);
  await checkNextNumbers(rows, derived, findings);
  await checkStates(rows, findings);
  await checkPassing(rows, findings);
}

async function checkCounts(rows: StoreRows, derived: DerivedEntries, findings: Findings): Promise<void> {
  const stored = await rows.read({ prefix: prefixes.counters });
  const counts = new Map(
    stored.map(({ key, value }) => [toKeyIdentity(key), { key, count: Number(readCounter(value) ?? NaN) }]),
  );
  const isComplete = isAllCounted(await readValue(rows, keys.queueCounts));
  for (const identity of [...new Set([...counts.keys(), ...derived.counts.keys()])].sort()) {
    const { key } = (counts.get(identity) ?? derived.counts.get(identity))!;
    if (!isComplete && isQueueCounter(key)) continue; // a store of an earlier version
    const [count, expected] = [counts.get(identity)?.count ?? 0, derived.counts.get(identity)?.count ?? 0];
    if (count === expected) continue;
    const problem = Number.isNaN(count) ? "it cannot be read" : `it is ${count}`;
    findings.add("derived", `Counter ${key.slice(1).join(" ")}`, `${problem}, but should be ${expected}.`);
  }
}

async function checkSchema(rows: StoreRows, findings: Findings): Promise<void> {
  const schema = await readValue(rows, keys.schema);
  if (Reflect.get(Object(schema), "version") !== CURRENT_VERSION) {
    findings.add("derived", "The version of the layout", "it is missing.");
  }
}

/** Checks the entries that say how far work in the background is. A repaired store has none: the work starts again. */
async function checkStates(rows: StoreRows, findings: Findings): Promise<void> {
  for (const row of await rows.read({ prefix: prefixes.states })) {
    if (row.key[1] === keys.schema[1] || isReadable(row)) continue;
    findings.add("derived", `The state of "${String(row.key[1])}"`, "it cannot be read.");
  }
}

/** Checks the entries that are only kept for a time. A repair drops those that cannot be read. */
async function checkPassing(rows: StoreRows, findings: Findings): Promise<void> {
  for (const [prefix, name] of PASSING) {
    for await (const batch of readBatches(rows, prefix)) {
      for (const row of batch) {
        if (!isReadable(row)) findings.add("derived", name, `the entry ${row.key.slice(1).join("/")} cannot be read.`);
      }
    }
  }
}

const PASSING: readonly [prefix: Key, name: string][] = [
  [keys.changes, "The change log"],
  [prefixes.deltas, "The search index"],
  [prefixes.commitMarks, "The marks of commits"],
  [prefixes.uploads, "The unfinished uploads"],
];

/** Checks the numbers that new items get. */
async function checkNextNumbers(
  rows: StoreRows,
  { nextTicket, nextArticle }: DerivedEntries,
  findings: Findings,
): Promise<void> {
  const least = new Map([["ticket", nextTicket], ["article", nextArticle], ["approval", 1], ["batch", 1]]);
  for await (const { key: [kind, number] } of readOthers(rows, findings)) {
    if (kind === "approval" || kind === "batch") least.set(kind, Number(number) + 1);
  }
  const stored = new Map((await rows.read({ prefix: prefixes.nextNumbers })).map((row) => [String(row.key[1]), row]));
  for (const name of new Set([...least.keys(), ...stored.keys()])) {
    const row = stored.get(name);
    const required = least.get(name) ?? 1;
    const problem = row !== undefined && !isReadable(row)
      ? "it cannot be read"
      : Number(row?.value ?? 1) < required
      ? `it must be at least ${required}`
      : null;
    if (problem !== null) findings.add("derived", `The next ${name} number`, `${problem}.`);
  }
}

function isReadable(row: Row): boolean {
  return row.value !== UNREADABLE && isSound(row);
}
