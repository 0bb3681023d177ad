/** Checks that everything in a store fits together. */

import { isAllCounted, isQueueCounter } from "../index/mod.ts";
import { isSound } from "../forms/mod.ts";
import { type Key, readCounter, toKeyIdentity } from "../port/mod.ts";
import { readBatches, readNumber, readValue, type StoreRows, UNREADABLE } from "../rows/mod.ts";
import { CURRENT_VERSION, keys, prefixes } from "../schema/mod.ts";
import { type AssembledTicket, createLostCustomer, Findings } from "./assembly/mod.ts";
import {
  DerivedEntries,
  hashName,
  type KeyDigest,
  readDerived,
  reportDifferences,
  toComparedKey,
  toPostingKey,
  visitPostings,
} from "./derived/mod.ts";
import {
  checkPieces,
  readArticles,
  readContext,
  readCustomers,
  readDesk,
  readOthers,
  readSettingsHistory,
  reportLostCustomer,
} from "./reading/mod.ts";
import { CheckThreads, listTasks, PartCheck } from "./threads/mod.ts";

/** The share of the tasks in the work, from 0 to 1. The rest takes longer only if something is wrong. */
const TASKS_SHARE = 0.9;

export interface CheckResult {
  tickets: number;
  customers: number;
  /** The number of threads that did the work. */
  threads: number;
  findings: Findings;
}

export interface CheckOptions {
  /** Receives the part of the work that is done, from 0 to 1. */
  onProgress?: (done: number) => void;
  /** Other threads that have the same snapshot (default: none). */
  threads?: CheckThreads;
  /** The tickets of one task. */
  ticketsPerTask?: number;
}

/** Reads a whole store, and compares all that follows from tickets and accounts with them. */
export async function checkRows(
  rows: StoreRows,
  { onProgress = () => {}, threads = new CheckThreads("", 0), ticketsPerTask }: CheckOptions = {},
): Promise<CheckResult> {
  const findings = new Findings();
  const part = new PartCheck(rows);
  threads.begin(await listTasks(rows, ticketsPerTask));
  const customers = await addItems(rows, part, threads, findings, onProgress);
  const { digest, reportCounts, derived, tickets } = part;
  if (!digest.isBalanced) await listDifferences(rows, digest, findings);
  await reportCounts.report(rows, () => readTickets(rows), findings);
  await part.links.report(() => readTickets(rows), findings);
  await part.merges.report(() => readTickets(rows), findings);
  await checkMergeTargets(rows, part.mergeTargets, findings);
  await checkCounts(rows, derived, findings);
  await checkPieces(rows, part.uploads, findings);
  await checkNumbers(rows, findings);
  await checkStates(rows, findings);
  await readSettingsHistory(rows, { findings, isFileDamaged: false });
  return { tickets, customers, threads: threads.count + 1, findings };
}

/**
 * Adds everything that a store has.
 *
 * @returns The number of customers.
 */
async function addItems(
  rows: StoreRows,
  part: PartCheck,
  threads: CheckThreads,
  findings: Findings,
  onProgress: (done: number) => void,
): Promise<number> {
  const context = await readContext(rows, findings);
  let customers = 0;
  for await (const item of readCustomers(rows, findings)) {
    context.tiers.set(item.customer.email, item.customer.account_tier);
    part.derived.addCustomer(item);
    customers += 1;
  }
  await threads.finish(part, context, (share) => onProgress(share * TASKS_SHARE));
  const lost = new Map<string, string>();
  for (const { findings: found, withoutAccount } of part.found) {
    findings.addAll(found);
    for (const [email, at] of withoutAccount) if (!lost.has(email)) lost.set(email, at);
  }
  for (const [email, at] of lost) {
    reportLostCustomer(email, findings);
    part.derived.addCustomer(createLostCustomer(email, at));
  }
  for await (const article of readArticles(rows, { findings, isFileDamaged: false })) {
    await part.derived.addArticle(article);
  }
  return customers + lost.size;
}

/** Reads everything again, to name the entries that differ. */
async function listDifferences(
  rows: StoreRows,
  digest: KeyDigest,
  findings: Findings,
): Promise<void> {
  const missing = new Map<string, Key>();
  const derived = new DerivedEntries((each, value) => {
    const key = toComparedKey(each, value);
    if (key[0] !== "mergeTarget" && digest.isSuspect(key)) missing.set(toKeyIdentity(key), key);
  }, (number, postings) => {
    for (const [term, data] of postings) {
      if (!digest.isSuspectNumbers(hashName(term), number, data)) continue;
      const key = toPostingKey(term, number, data);
      missing.set(toKeyIdentity(key), key);
    }
  });
  for await (const each of readDesk(rows, { findings: new Findings(), isFileDamaged: false })) {
    if (each.kind === "customer") derived.addCustomer(each.item);
    else await derived.addTicket(each.item);
  }
  const options = { findings: new Findings(), isFileDamaged: false };
  for await (const article of readArticles(rows, options)) await derived.addArticle(article);
  const wrong: Key[] = [];
  for await (const batch of readDerived(rows)) {
    for (const key of batch) {
      if (digest.isSuspect(key) && !missing.delete(toKeyIdentity(key))) wrong.push(key);
    }
  }
  await visitPostings(rows, (name, number, data, term) => {
    if (!digest.isSuspectNumbers(name, number, data)) return;
    const key = toPostingKey(term, number, data);
    if (!missing.delete(toKeyIdentity(key))) wrong.push(key);
  });
  reportDifferences(missing.values(), wrong, findings);
}

async function* readTickets(rows: StoreRows): AsyncGenerator<AssembledTicket> {
  for await (const each of readDesk(rows, { findings: new Findings(), isFileDamaged: false })) {
    if (each.kind === "ticket") yield each.item;
  }
}

/** A mark without a duplicate is valid: a duplicate of the ticket was reopened. */
async function checkMergeTargets(rows: StoreRows, targets: Set<number>, findings: Findings): Promise<void> {
  for await (const batch of readBatches(rows, prefixes.mergeTargets, true)) {
    for (const { key } of batch) targets.delete(Number(key[1]));
  }
  for (const number of [...targets].sort((one, other) => one - other)) {
    findings.add("derived", `Ticket #${number}`, "missing in the list of merge targets.");
  }
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
    findings.add("derived", `Counter ${key.slice(1).join(" ")}`, `it is ${count}, but should be ${expected}.`);
  }
  if (derived.nextTicket > 1 && !((await readNumber(rows, keys.nextTicket) ?? 1) >= derived.nextTicket)) {
    findings.add("derived", "The next ticket number", `it must be at least ${derived.nextTicket}.`);
  }
  if (derived.nextArticle > 1 && !((await readNumber(rows, keys.nextArticle) ?? 1) >= derived.nextArticle)) {
    findings.add("derived", "The next article number", `it must be at least ${derived.nextArticle}.`);
  }
  const schema = await readValue(rows, keys.schema);
  if (Reflect.get(Object(schema), "version") !== CURRENT_VERSION) {
    findings.add("derived", "The version of the layout", "it is missing.");
  }
}

/** Checks the entries that say how far work in the background is. A repaired store has none: the work starts again. */
async function checkStates(rows: StoreRows, findings: Findings): Promise<void> {
  for (const row of await rows.read({ prefix: prefixes.states })) {
    if (row.key[1] === keys.schema[1] || row.value !== UNREADABLE && isSound(row)) continue;
    findings.add("derived", `The state of "${String(row.key[1])}"`, "it cannot be read.");
  }
}

async function checkNumbers(rows: StoreRows, findings: Findings): Promise<void> {
  const last = { approval: 0, batch: 0 };
  for await (const { key: [kind, number] } of readOthers(rows, findings)) {
    if (kind === "approval" || kind === "batch") last[kind] = Number(number);
  }
  for (const [kind, key] of [["approval", keys.nextApproval], ["batch", keys.nextBatch]] as const) {
    const next = await readNumber(rows, key) ?? 1;
    if (!(next > last[kind])) {
      findings.add("derived", `The next ${kind} number`, `it must be at least ${last[kind] + 1}.`);
    }
  }
}
