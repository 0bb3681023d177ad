/** Checks that everything in a store fits together. */

import type { PostingData } from "../../search/postings/mod.ts";
import { isAllCounted, isQueueCounter } from "../index/mod.ts";
import { type Counter, type Key, toKeyIdentity } from "../port/mod.ts";
import { readBatches, readValue, type StoreRows } from "../rows/mod.ts";
import { CURRENT_VERSION, keys, prefixes } from "../schema/mod.ts";
import {
  DerivedEntries,
  hashName,
  KeyDigest,
  readDerived,
  readPostings,
  ReportCountsCheck,
  reportDifferences,
  toComparedKey,
  toPostingKey,
} from "./derived/mod.ts";
import { type AssembledTicket, Findings } from "./assembly/mod.ts";
import { readOthers } from "./other_entries.ts";
import { checkPieces } from "./pieces.ts";
import { readArticles } from "./read_articles.ts";
import { readDesk } from "./read_desk.ts";
import { readSettingsHistory } from "./settings_history.ts";

/** The share of reading tickets in the work, from 0 to 1. */
const TICKETS_SHARE = 0.6;

export interface CheckResult {
  tickets: number;
  customers: number;
  findings: Findings;
}

/**
 * Reads a whole store, and compares all that follows from tickets and accounts with them.
 *
 * @param onProgress Receives the part of the work that is done, from 0 to 1.
 */
export async function checkRows(rows: StoreRows, onProgress: (done: number) => void = () => {}): Promise<CheckResult> {
  const findings = new Findings();
  const digest = new KeyDigest();
  const targets = new Set<number>();
  const derived = new DerivedEntries((key, value) => {
    if (key[0] === "mergeTarget") targets.add(Number(key[1]));
    else digest.add(toComparedKey(key, value), 1);
  }, (number, postings) => {
    for (const [term, data] of postings) digest.addNumbers(hashName(term), number, data, 1);
  });
  const counts = new ReportCountsCheck();
  const result = { tickets: 0, customers: 0, findings };
  const uploads = new Set<string>();
  const next = Number(await readValue(rows, keys.nextTicket) ?? 1);
  const onTicket = (number: number) => onProgress(Math.min(1, number / next) * TICKETS_SHARE);
  for await (const each of readDesk(rows, { findings, isFileDamaged: false, onProgress: onTicket })) {
    if (each.kind === "customer") derived.addCustomer(each.item);
    else {
      await derived.addTicket(each.item);
      counts.addTicket(each.item);
      for (const { upload } of each.item.files) uploads.add(upload);
    }
    result[each.kind === "customer" ? "customers" : "tickets"] += 1;
  }
  for await (const article of readArticles(rows, { findings, isFileDamaged: false })) await derived.addArticle(article);
  for await (const batch of readDerived(rows)) for (const key of batch) digest.add(key, -1);
  await visitPostings(rows, (term, number, data) => digest.addNumbers(hashName(term), number, data, -1));
  if (!digest.isBalanced) await listDifferences(rows, digest, findings);
  await counts.report(rows, () => readTickets(rows), findings);
  await checkMergeTargets(rows, targets, findings);
  await checkCounts(rows, derived, findings);
  await checkPieces(rows, uploads, findings);
  await checkNumbers(rows, findings);
  await readSettingsHistory(rows, findings);
  return result;
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
  await visitPostings(rows, (term, number, data) => {
    if (!digest.isSuspectNumbers(hashName(term), number, data)) return;
    const key = toPostingKey(term, number, data);
    if (!missing.delete(toKeyIdentity(key))) wrong.push(key);
  });
  reportDifferences(missing.values(), wrong, findings);
}

async function visitPostings(
  rows: StoreRows,
  onPosting: (term: string, number: number, data: PostingData) => void,
): Promise<void> {
  for await (const { term, lists } of readPostings(rows)) {
    for (const { numbers, data } of lists) {
      for (let index = 0; index < numbers.length; index++) onPosting(term, numbers[index]!, data[index]!);
    }
  }
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
  for (const number of targets) findings.add("derived", `Ticket #${number}`, "missing in the list of merge targets.");
}

async function checkCounts(rows: StoreRows, derived: DerivedEntries, findings: Findings): Promise<void> {
  const stored = await rows.read({ prefix: prefixes.counters });
  const counts = new Map(stored.map(({ key, value }) => [toKeyIdentity(key), { key, count: toNumber(value) }]));
  const isComplete = isAllCounted(await readValue(rows, keys.queueCounts));
  for (const identity of new Set([...counts.keys(), ...derived.counts.keys()])) {
    const { key } = (counts.get(identity) ?? derived.counts.get(identity))!;
    if (!isComplete && isQueueCounter(key)) continue; // a store of an earlier version
    const [count, expected] = [counts.get(identity)?.count ?? 0, derived.counts.get(identity)?.count ?? 0];
    if (count === expected) continue;
    findings.add("derived", `Counter ${key.slice(1).join(" ")}`, `it is ${count}, but should be ${expected}.`);
  }
  const next = await readValue(rows, keys.nextTicket);
  if (derived.nextTicket > 1 && !(Number(next) >= derived.nextTicket)) {
    findings.add("derived", "The next ticket number", `it must be at least ${derived.nextTicket}.`);
  }
  if (derived.nextArticle > 1 && !(Number(await readValue(rows, keys.nextArticle)) >= derived.nextArticle)) {
    findings.add("derived", "The next article number", `it must be at least ${derived.nextArticle}.`);
  }
  const schema = await readValue(rows, keys.schema);
  if (Reflect.get(Object(schema), "version") !== CURRENT_VERSION) {
    findings.add("derived", "The version of the layout", "it is missing.");
  }
}

async function checkNumbers(rows: StoreRows, findings: Findings): Promise<void> {
  const last = { approval: 0, batch: 0 };
  for await (const { key: [kind, number] } of readOthers(rows, findings)) {
    if (kind === "approval" || kind === "batch") last[kind] = Number(number);
  }
  for (const [kind, key] of [["approval", keys.nextApproval], ["batch", keys.nextBatch]] as const) {
    const next = Number(await readValue(rows, key) ?? 1);
    if (!(next > last[kind])) {
      findings.add("derived", `The next ${kind} number`, `it must be at least ${last[kind] + 1}.`);
    }
  }
}

function toNumber(counter: unknown): number {
  const value = Reflect.get(Object(counter), "value");
  return typeof value === "bigint" ? Number(value satisfies Counter["value"]) : NaN;
}
