/** Checks that everything in a store fits together. */

import { type Key, toKeyIdentity } from "../port/mod.ts";
import { readBatches, type StoreRows } from "../rows/mod.ts";
import { prefixes } from "../schema/mod.ts";
import { type AssembledTicket, createLostCustomer, Findings } from "./assembly/mod.ts";
import { checkEntries } from "./check_entries.ts";
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
  await checkPieces(rows, part.uploads, findings);
  await checkEntries(rows, derived, findings);
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
  const unreadable = new Set<string>(); // reported already
  await visitPostings(rows, (name, number, data, term) => {
    if (!digest.isSuspectNumbers(name, number, data)) return;
    const key = toPostingKey(term, number, data);
    if (!missing.delete(toKeyIdentity(key))) wrong.push(key);
  }, (term) => unreadable.add(term));
  const named = missing.values().filter(([name, term]) => name !== "find" || !unreadable.has(String(term)));
  reportDifferences(named, wrong, findings);
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
