/** The counts of reports, which follow from the histories of tickets. */

import {
  CODES,
  CODES_PER_HOUR,
  type Fact,
  HOURS_PER_DAY,
  isGroupKind,
  iterateHistoryFacts,
  listHistoryFacts,
  parseGroup,
  toGroup,
} from "../../../reports/mod.ts";
import { type CountSelection, readCounts, readPendingCounts } from "../../index/mod.ts";
import type { Key } from "../../port/mod.ts";
import type { StoreRows } from "../../rows/mod.ts";
import { NOW, prefixes } from "../../schema/mod.ts";
import type { StoredTicketEvent } from "../../ticket_changes/mod.ts";
import type { AssembledTicket, Findings } from "../assembly/mod.ts";
import { RowReads } from "./row_reads.ts";
import { type DigestSums, hashName, KeyDigest } from "./key_digest.ts";

const MS_PER_DAY = 24 * 60 * 60 * 1_000;

/** In place of {@linkcode NOW}. No instant is on this day. */
const NOW_AS_DAY = 0x7fffffff;

/** Lists the facts of a ticket. */
export function listTicketFacts(ticket: AssembledTicket): Fact[] {
  return listHistoryFacts(listChanges(ticket), getTier(ticket));
}

function listChanges({ events }: AssembledTicket): StoredTicketEvent[] {
  return [...events.values()].sort((one, other) => one.revision - other.revision);
}

function getTier({ record }: AssembledTicket) {
  return record.report_tier ?? "free";
}

/** Compares the counts that a store has with the histories of its tickets, in a fixed amount of memory. */
export class ReportCountsCheck {
  readonly #digest = new KeyDigest();

  addTicket(ticket: AssembledTicket): void {
    visitTicket(ticket, (...count) => this.#add(...count));
  }

  /** Adds the counts that the store has. Reports those that cannot be read, which are empty then. */
  async addStored(rows: StoreRows, findings: Findings): Promise<void> {
    const onDamage = ([, ...place]: Key) =>
      findings.add("derived", `The counts of ${place.join(" ")}`, UNREADABLE_COUNTS);
    await visitStored(rows, (group, day, number, amount) => this.#add(group, day, number, -amount), onDamage);
  }

  get sums(): DigestSums {
    return this.#digest.sums;
  }

  /** Adds what another check has added. */
  addSums(sums: DigestSums): void {
    this.#digest.addSums(sums);
  }

  /**
   * Reports the differences, once both sides are added.
   *
   * @param readTickets Reads all tickets again, to name the counts that differ.
   */
  async report(rows: StoreRows, readTickets: () => AsyncIterable<AssembledTicket>, findings: Findings): Promise<void> {
    if (this.#digest.isBalanced) return;
    const differing = new Map<string, { place: string; amount: number }>();
    const add = (sign: number): OnCount => (group, day, number, amount) => {
      if (!this.#digest.isSuspectNumbers(hashName(group), day, number)) return;
      const place = describePlace(group, day);
      const identity = `${place} ${number}`;
      differing.set(identity, { place, amount: (differing.get(identity)?.amount ?? 0) + sign * amount });
    };
    for await (const ticket of readTickets()) visitTicket(ticket, add(1));
    await visitStored(rows, add(-1));
    const wrong = [...differing.values()].filter(({ amount }) => amount !== 0).map(({ place }) => place);
    for (const place of new Set(wrong)) findings.add("derived", place, "not what the histories of tickets say.");
  }

  #add(group: string, day: number, number: number, amount: number): void {
    this.#digest.addNumbers(hashName(group), day, number, amount);
  }
}

const UNREADABLE_COUNTS = "they cannot be read.";

type OnCount = (group: string, day: number, number: number, amount: number) => void;

function visitTicket(ticket: AssembledTicket, onCount: OnCount): void {
  for (const { hour, groups, counts } of iterateHistoryFacts(listChanges(ticket), getTier(ticket))) {
    const day = Math.floor(hour / HOURS_PER_DAY);
    const first = (hour - day * HOURS_PER_DAY) * CODES_PER_HOUR;
    for (const group of groups) {
      for (const [code, amount] of counts) {
        onCount(group, day, first + code, amount);
        if (code === CODES.open) onCount(group, NOW_AS_DAY, code, amount);
      }
    }
  }
}

async function visitStored(
  rows: StoreRows,
  onCount: OnCount,
  onDamage: (key: Key) => void = () => {},
): Promise<void> {
  const kv = new RowReads(rows);
  const selection: CountSelection = {
    ranges: [{ prefix: prefixes.counts }],
    includes: () => true,
    onDamage,
  };
  for await (const { key: [, kind, day, name], counts } of readCounts(kv, await readPendingCounts(kv), selection)) {
    if (!isGroupKind(kind) || typeof name !== "string" || !(day === NOW || Number.isSafeInteger(day))) continue; // foreign
    const group = toGroup(kind, name);
    for (const [number, amount] of counts) onCount(group, day === NOW ? NOW_AS_DAY : Number(day), number, amount);
  }
}

/** Describes the place of a count, such as `The counts of 2026-11-05 for the assignee Jo`. */
function describePlace(group: string, day: number): string {
  const [kind, name] = parseGroup(group);
  const when = day === NOW_AS_DAY ? "open tickets" : new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
  return `The counts of ${when}${kind === "all" ? "" : ` for the ${kind} ${name || "(none)"}`}`;
}
