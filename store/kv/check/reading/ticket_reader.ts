import { sha256 } from "../../../../base/bytes/sha256.ts";
import type { Tier } from "../../../customer.ts";
import { isErasedAddress, isErasedTicket } from "../../../rules/customers/mod.ts";
import { computeDue, type DeadlinePolicy, getPolicy } from "../../../rules/deadlines/mod.ts";
import { isUnanswered } from "../../../rules/tickets/mod.ts";
import type { StoredAttachment } from "../../attachments/mod.ts";
import { readBatches, readValue, type StoreRows } from "../../rows/mod.ts";
import { keys, prefixes } from "../../schema/mod.ts";
import {
  type AssembledTicket,
  assembleTicket,
  type Findings,
  readTicketParts,
  type Report,
  type TicketParts,
  type TicketRange,
} from "../assembly/mod.ts";
import type { DeskContext } from "./desk_context.ts";

export interface ReadOptions {
  findings: Findings;
  /** True if the file is damaged: then parts without a record are of a lost ticket, not of an interrupted import. */
  isFileDamaged: boolean;
  /** Called with the number of the last ticket that was read. */
  onProgress?: (number: number) => void;
}

/** Reads tickets. */
export class TicketReader {
  readonly #rows: StoreRows;
  readonly #context: DeskContext;
  readonly #isFileDamaged: boolean;
  readonly #lost: LostTickets;
  readonly #policy: DeadlinePolicy;

  /** @param context What the tickets follow from. Customers without an account count as free ones. */
  constructor(rows: StoreRows, context: DeskContext, { isFileDamaged }: Pick<ReadOptions, "isFileDamaged">) {
    this.#rows = rows;
    this.#context = context;
    this.#isFileDamaged = isFileDamaged;
    this.#policy = getPolicy(context.settings);
    this.#lost = new LostTickets(rows, isFileDamaged);
  }

  /** Reads the tickets of a range, by number. Problems are reported, and do not end it. */
  async *read(
    range: TicketRange,
    { findings, onProgress }: Pick<ReadOptions, "findings" | "onProgress">,
  ): AsyncGenerator<AssembledTicket> {
    const { tiers } = this.#context;
    let last = Math.max(0, range.after);
    for await (const batch of readTicketParts(this.#rows, range)) {
      for (const parts of batch) {
        if (this.#isFileDamaged) reportGap(last, parts.number, findings);
        last = parts.number;
        const item = await this.#readTicket(parts, findings);
        if (item !== null) yield completeRecord(item, tiers.get(item.record.customer) ?? "free", this.#policy);
      }
      onProgress?.(batch.at(-1)?.number ?? 0);
    }
    if (!this.#isFileDamaged) return;
    const next = await readValue(this.#rows, keys.nextTicket);
    if (typeof next === "number") reportGap(last, next, findings);
  }

  async #readTicket(parts: TicketParts, findings: Findings): Promise<AssembledTicket | null> {
    const found = findings.at(`Ticket #${parts.number}`);
    const isErased = this.#context.erased.has(String(Reflect.get(Object(parts.record?.value), "customer")));
    const report: Report = (kind, problem) => found(isErased ? "erasure" : kind, problem);
    if (parts.record === undefined) {
      if (!await this.#lost.includes(parts.number)) {
        report("derived", "parts of a ticket that an interrupted import did not complete.");
        return null;
      }
      report("rebuilt", "its record is missing.");
    }
    const ticket = await assembleTicket(parts, { report, isIntact: (file) => isIntact(this.#rows, file) });
    if (ticket === null) report("lost", "everything but its number.");
    else if (isErasedAddress(ticket.record.customer) && !isErasedTicket(ticket.record)) report("erasure", NOT_ERASED);
    return ticket;
  }
}

/** Imports of earlier versions gave tickets to such accounts. */
const NOT_ERASED = "its customer was erased, but its words were not. Give it another customer (update_ticket), " +
  "and erase that one if need be.";

/** Adds what a record has beside its history, if it is missing. */
function completeRecord({ record, ...parts }: AssembledTicket, tier: Tier, policy: DeadlinePolicy): AssembledTicket {
  const is_unanswered = record.is_unanswered ?? isUnanswered(parts.comments);
  const completed = { ...record, is_unanswered, report_tier: record.report_tier ?? tier };
  const due = record.due_at === undefined ? computeDue(completed, tier, policy) : {};
  return { ...parts, record: { ...completed, ...due } };
}

/** Reports the numbers between two tickets of a damaged file. Deleted tickets do not exist, but imports may leave gaps. */
function reportGap(last: number, next: number, findings: Findings): void {
  if (next - last < 2) return;
  const subject = next - last === 2 ? `Ticket #${last + 1}` : `Tickets #${last + 1} to #${next - 1}`;
  findings.add("lost", subject, "nothing can be read, unless no ticket had this number.");
}

async function isIntact(rows: StoreRows, { upload, pieces, size, sha256: sum }: StoredAttachment): Promise<boolean> {
  const found = await rows.read({ prefix: keys.attachmentPiece(upload, 0).slice(0, -1) });
  const bytes = found.map(({ value }) => value).filter((value) => value instanceof Uint8Array);
  if (bytes.length !== pieces) return false;
  const content = new Uint8Array(await new Blob(bytes as Uint8Array<ArrayBuffer>[]).arrayBuffer());
  return content.length === size && (await sha256(content)).toHex() === sum;
}

/** Tells tickets whose record is lost from tickets that an interrupted import did not complete: those are in no list. */
class LostTickets {
  #listed: Set<number> | null = null;

  constructor(private readonly rows: StoreRows, private readonly isFileDamaged: boolean) {}

  async includes(number: number): Promise<boolean> {
    if (this.isFileDamaged) return true;
    this.#listed ??= await this.#readListed();
    return this.#listed.has(number);
  }

  async #readListed(): Promise<Set<number>> {
    const listed = new Set<number>();
    for await (const batch of readBatches(this.rows, prefixes.created, true)) {
      for (const { key } of batch) listed.add(Number(key.at(-1)));
    }
    return listed;
  }
}
