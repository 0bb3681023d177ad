/** The open tickets that one commit of a policy changes. */

import type { TicketRecord } from "../../ticket.ts";
import type { KnownTiers, TierSnapshot } from "../deadlines/mod.ts";
import { getEntriesSound } from "../forms/mod.ts";
import { type Entry, type Key, type KeyValueStore, measureUtf8 } from "../port/mod.ts";
import { keys, listOwnKeys, prefixes } from "../schema/mod.ts";

/** The records in a commit with more than a few tickets, in bytes. A commit takes 800,000. */
const MAX_BYTES = 300_000;

/** The tickets that fit into a commit even if they are long. */
const ALWAYS_FITTING = 20;

/** Open tickets in a row. */
export interface Batch {
  /** The place before them in the list of open tickets. */
  after: Key | null;
  /** Their places in the list. */
  open: readonly Key[];
  /** The keys that their changes read. */
  reads: readonly Key[];
  /** The tickets as they were read: the commit checks that they have not changed since. */
  known: readonly Entry[];
  /** The tiers of their customers; null if the commit reads them. */
  tiers: TierSnapshot | null;
  isLast: boolean;
}

export interface BatchOptions {
  /** The place after which to continue. */
  after: Key | null;
  /** The maximum number of tickets. */
  size: number;
  /** Null to let the commit read the tiers. */
  knownTiers: KnownTiers | null;
}

/** Reads the next open tickets, and what their changes need. */
export async function readBatch(kv: KeyValueStore, { after, size, knownTiers }: BatchOptions): Promise<Batch> {
  const range = after === null ? { prefix: prefixes.open } : { prefix: prefixes.open, start: [...after, 0] };
  const open = await listOwnKeys(kv, range, { limit: size });
  const tickets = open.map((key) => keys.ticket(Number(key.at(-1))));
  const entries = await getEntriesSound<TicketRecord>(kv, tickets);
  const count = countFitting(entries);
  const known = entries.slice(0, count).filter((entry) => entry !== null);
  const customers = new Set(known.flatMap(({ value }) => value === null ? [] : [value.customer]));
  return {
    after,
    open: open.slice(0, count),
    reads: [...tickets.slice(0, count), ...knownTiers === null ? [...customers].map(keys.customer) : [keys.tierState]],
    known,
    tiers: await knownTiers?.read(customers) ?? null,
    isLast: open.length < size && count === open.length,
  };
}

/** Counts the tickets that fit into one commit: long ones are few. */
function countFitting(entries: readonly (Entry<TicketRecord> | null)[]): number {
  let bytes = 0;
  for (const [index, entry] of entries.entries()) {
    bytes += measureUtf8(JSON.stringify(entry?.value ?? null));
    if (bytes > MAX_BYTES && index >= ALWAYS_FITTING) return index;
  }
  return entries.length;
}
