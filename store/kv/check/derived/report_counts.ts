/** The counts of reports, which follow from the histories of tickets. */

import { type Fact, listHistoryFacts } from "../../../reports/mod.ts";
import { type Counts, type CountSelection, PendingRows, readCounts, readPendingCounts } from "../../index/mod.ts";
import { type Key, toKeyIdentity } from "../../port/mod.ts";
import type { StoreRows } from "../../rows/mod.ts";
import { NOW, prefixes } from "../../schema/mod.ts";
import type { AssembledTicket, Findings } from "../assembly/mod.ts";
import { RowReads } from "./row_reads.ts";
import { KeyDigest } from "./key_digest.ts";

const MS_PER_DAY = 24 * 60 * 60 * 1_000;

/** Lists the facts of a ticket. */
export function listTicketFacts({ record, events }: AssembledTicket): Fact[] {
  const ordered = [...events.values()].sort((one, other) => one.revision - other.revision);
  return listHistoryFacts(ordered, record.report_tier ?? "free");
}

/** Compares the counts that a store has with the histories of its tickets, in a fixed amount of memory. */
export class ReportCountsCheck {
  readonly #digest = new KeyDigest();

  addTicket(ticket: AssembledTicket): void {
    this.#addTicket(ticket, (key, number, amount) => this.#digest.add([...key, number], amount));
  }

  /** @param readTickets Reads all tickets again, to name the counts that differ. */
  async report(rows: StoreRows, readTickets: () => AsyncIterable<AssembledTicket>, findings: Findings): Promise<void> {
    await this.#readStored(rows, (key, number, amount) => this.#digest.add([...key, number], -amount));
    if (this.#digest.isBalanced) return;
    const differing = new Map<string, { key: Key; amount: number }>();
    const add = (sign: number): OnCount => (key, number, amount) => {
      if (!this.#digest.isSuspect([...key, number])) return;
      const identity = `${toKeyIdentity(key)} ${number}`;
      differing.set(identity, { key, amount: (differing.get(identity)?.amount ?? 0) + sign * amount });
    };
    for await (const ticket of readTickets()) this.#addTicket(ticket, add(1));
    await this.#readStored(rows, add(-1));
    const wrong = [...differing.values()].filter(({ amount }) => amount !== 0).map(({ key }) => describePlace(key));
    for (const place of new Set(wrong)) findings.add("derived", place, "not what the histories of tickets say.");
  }

  #addTicket(ticket: AssembledTicket, onCount: OnCount): void {
    const pending = new PendingRows();
    for (const fact of listTicketFacts(ticket)) pending.add(fact, "0");
    for (const { key, added } of pending) for (const { counts } of added) visit(key, counts, onCount);
  }

  async #readStored(rows: StoreRows, onCount: OnCount): Promise<void> {
    const kv = new RowReads(rows);
    const selection: CountSelection = {
      ranges: [{ prefix: prefixes.counts }],
      includes: () => true,
      onDamage: () => {}, // what it should have is missing
    };
    for await (const { key, counts } of readCounts(kv, await readPendingCounts(kv), selection)) {
      visit(key, counts, onCount);
    }
  }
}

type OnCount = (key: Key, number: number, amount: number) => void;

function visit(key: Key, counts: Readonly<Pick<Counts, "entries">>, onCount: OnCount): void {
  for (const [number, amount] of counts.entries()) if (amount !== 0) onCount(key, number, amount);
}

/** Describes the place of a count, such as `The counts of 2026-11-05 for the assignee Jo`. */
function describePlace([, kind, day, name]: Key): string {
  const when = day === NOW ? "open tickets" : new Date(Number(day) * MS_PER_DAY).toISOString().slice(0, 10);
  return `The counts of ${when}${kind === "all" ? "" : ` for the ${String(kind)} ${String(name) || "(none)"}`}`;
}
