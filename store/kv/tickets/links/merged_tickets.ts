/** Tickets that were merged into others, and their targets. Imported ones may name unknown tickets, or form a cycle. */

import type { TicketRecord } from "../../../ticket.ts";
import type { StoredTicket } from "../../cache/mod.ts";
import { getAllSound } from "../../forms/mod.ts";
import { listDuplicates, MAX_DUPLICATES } from "../../index/mod.ts";
import { getAll, type KeyValueStore } from "../../port/mod.ts";
import { keys } from "../../schema/mod.ts";

/** The maximum number of merged tickets whose links are found. A ticket seldom has more than a few. */
const MOST_MERGED = 1_000;

/** Lists the last ticket of a chain of merges, first, and the tickets that were merged into it, and into those. */
export async function listMerged(kv: KeyValueStore, number: number): Promise<[number, ...number[]]> {
  const last = (await listMergeTargets(kv, [number])).at(-1) ?? number;
  const found = new Set([last]);
  for (let next = [last]; next.length > 0 && found.size < MOST_MERGED;) {
    const isTarget = await getAll<0>(kv, next.map(keys.mergeTarget));
    const targets = next.filter((_, index) => isTarget[index] !== null);
    const lists = await Promise.all(targets.map((target) => listDuplicates(kv, target, MOST_MERGED - found.size)));
    next = lists.flat().filter((duplicate) => !found.has(duplicate));
    for (const duplicate of next) found.add(duplicate);
  }
  return [last, ...[...found].slice(1)];
}

/** Lists the tickets that these were merged into, and those that these targets were merged into: the nearest first. */
export async function listMergeTargets(kv: KeyValueStore, numbers: readonly number[]): Promise<number[]> {
  const found = new Set<number>();
  for (let next = [...numbers]; next.length > 0;) {
    const records = await getAllSound<TicketRecord>(kv, next.map(keys.ticket));
    const targets = records.flatMap((record) => record?.merged_into ? [Number(record.merged_into)] : []);
    next = [...new Set(targets)].filter((target) => !found.has(target));
    for (const target of next) found.add(target);
  }
  return [...found];
}

/** A ticket, and the numbers of those that were merged into it. */
export type MergedTicket = Pick<StoredTicket, "record" | "duplicates">;

/** Reads a ticket by its id; null if it does not exist. */
export type FindTicket = (id: string) => Promise<MergedTicket | null>;

/**
 * Reads committed tickets, for searches and for rules that run alone. A merge changes its target too, so a rule that reads
 * the target through its transaction runs again after one.
 */
export function createFinder(kv: KeyValueStore): FindTicket {
  return async (id) => {
    const number = Number(id);
    const [record, isTarget] = await getAll<unknown>(kv, [keys.ticket(number), keys.mergeTarget(number)]);
    if (record === null) return null;
    return { record: record as TicketRecord, duplicates: isTarget === null ? [] : await listDuplicates(kv, number) };
  };
}

/** Reads tickets as they are once this one has changed. */
export function withTicket(find: FindTicket, record: TicketRecord): FindTicket {
  return async (id) => {
    const found = await find(id);
    return found === null || id !== record.id ? found : { ...found, record };
  };
}

/** Reads the tickets that were merged into a ticket, and those merged into them: at most {@linkcode MAX_DUPLICATES}. */
export async function readDuplicates(
  find: FindTicket,
  { record, duplicates }: MergedTicket,
): Promise<TicketRecord[]> {
  const found = new Map<number, TicketRecord>();
  const waiting = [...duplicates];
  for (const number of waiting) {
    if (found.size >= MAX_DUPLICATES) break;
    const ticket = found.has(number) || number === Number(record.id) ? null : await find(String(number));
    if (ticket === null) continue;
    found.set(number, ticket.record);
    waiting.push(...ticket.duplicates);
  }
  return [...found.values()];
}
