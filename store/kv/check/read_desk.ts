/** Reads all that can be read of the accounts and tickets of a store, however damaged. */

import { isPlainObject } from "../../../base/values/is_plain_object.ts";
import { sha256 } from "../../../base/bytes/sha256.ts";
import type { Tier } from "../../customer.ts";
import { computeDue, type DeadlinePolicy, getPolicy } from "../../rules/deadlines/mod.ts";
import { isUnanswered } from "../../rules/tickets/mod.ts";
import { DEFAULT_SETTINGS } from "../../settings.ts";
import type { StoredAttachment } from "../attachments/mod.ts";
import type { Key } from "../port/mod.ts";
import { readBatches, readValue, type Row, type StoreRows } from "../rows/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";
import {
  assembleCustomer,
  type AssembledCustomer,
  type AssembledTicket,
  assembleTicket,
  createLostCustomer,
  type Findings,
  readTicketParts,
  type Report,
  type TicketParts,
} from "./assembly/mod.ts";

/** Items in an order in which each ticket comes after its customer. */
export type DeskItem =
  | { kind: "customer"; item: AssembledCustomer }
  | { kind: "ticket"; item: AssembledTicket };

export interface ReadDeskOptions {
  findings: Findings;
  /** True if the file is damaged: then parts without a record are of a lost ticket, not of an interrupted import. */
  isFileDamaged: boolean;
  /** Called with the number of the last ticket that was read. */
  onProgress?: (number: number) => void;
}

/** Reads the desk. Problems are reported, and do not end it. */
export async function* readDesk(rows: StoreRows, options: ReadDeskOptions): AsyncGenerator<DeskItem> {
  const tiers = new Map<string, Tier>();
  const erased = await readErasures(rows, options.findings);
  for await (const item of readCustomers(rows, options)) {
    tiers.set(item.customer.email, item.customer.account_tier);
    yield { kind: "customer", item };
  }
  const lost = new LostTickets(rows, options.isFileDamaged);
  const policy = await readPolicy(rows);
  let last = 0;
  for await (const batch of readTicketParts(rows)) {
    for (const parts of batch) {
      if (options.isFileDamaged) reportGap(last, parts.number, options.findings);
      last = parts.number;
      const item = await readTicket(rows, parts, lost, { ...options, erased });
      if (item === null) continue;
      const { customer: email, created_at } = item.record;
      if (!tiers.has(email)) {
        options.findings.add("lost", `Customer ${email}`, "the account. A repair creates a free one.");
        tiers.set(email, "free");
        yield { kind: "customer", item: createLostCustomer(email, created_at) };
      }
      yield { kind: "ticket", item: completeRecord(item, tiers.get(email)!, policy) };
    }
    options.onProgress?.(batch.at(-1)?.number ?? 0);
  }
  const next = await readValue(rows, keys.nextTicket);
  if (options.isFileDamaged && typeof next === "number") reportGap(last, next, options.findings);
}

/** Adds what a record has beside its history, if it is missing. */
function completeRecord({ record, ...parts }: AssembledTicket, tier: Tier, policy: DeadlinePolicy): AssembledTicket {
  const is_unanswered = record.is_unanswered ?? isUnanswered(parts.comments);
  const completed = { ...record, is_unanswered, report_tier: record.report_tier ?? tier };
  const due = record.due_at === undefined ? computeDue(completed, tier, policy) : {};
  return { ...parts, record: { ...completed, ...due } };
}

async function readPolicy(rows: StoreRows): Promise<DeadlinePolicy> {
  const settings = await readValue(rows, keys.settings);
  const document: unknown = Reflect.get(Object(settings), "document");
  return getPolicy({ ...DEFAULT_SETTINGS, ...isPlainObject(document) ? document : {} });
}

/** Reports the numbers between two tickets of a damaged file. Deleted tickets do not exist, but imports may leave gaps. */
function reportGap(last: number, next: number, findings: Findings): void {
  if (next - last < 2) return;
  const subject = next - last === 2 ? `Ticket #${last + 1}` : `Tickets #${last + 1} to #${next - 1}`;
  findings.add("lost", subject, "nothing can be read, unless no ticket had this number.");
}

async function readTicket(
  rows: StoreRows,
  parts: TicketParts,
  lost: LostTickets,
  { findings, erased }: ReadDeskOptions & { erased: ReadonlySet<string> },
): Promise<AssembledTicket | null> {
  const found = findings.at(`Ticket #${parts.number}`);
  const isErased = erased.has(String(Reflect.get(Object(parts.record?.value), "customer")));
  const report: Report = (kind, problem) => found(isErased ? "erasure" : kind, problem);
  if (parts.record === undefined) {
    if (!await lost.includes(parts.number)) {
      report("derived", "parts of a ticket that an interrupted import did not complete.");
      return null;
    }
    report("rebuilt", "its record is missing.");
  }
  const ticket = await assembleTicket(parts, { report, isIntact: (file) => isIntact(rows, file) });
  if (ticket === null) report("lost", "everything but its number.");
  return ticket;
}

/** Reads the addresses of customers whose erasure has not ended: their tickets are half erased. */
async function readErasures(rows: StoreRows, findings: Findings): Promise<Set<string>> {
  const erased = new Set<string>();
  for await (const batch of readBatches(rows, prefixes.erasures, true)) {
    for (const { key } of batch) {
      const email = String(key.at(-1));
      erased.add(email);
      const advice = `If it was interrupted, finish it with support-mcp erase ${email}, then check again.`;
      findings.add("erasure", `Customer ${email}`, `the erasure is not complete. ${advice}`);
    }
  }
  return erased;
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

/** Reads the accounts, and histories without an account. Both are in the order of the email addresses. */
async function* readCustomers(rows: StoreRows, { findings }: ReadDeskOptions): AsyncGenerator<AssembledCustomer> {
  const histories = readHistories(rows);
  let history = await histories.next();
  for await (const record of readAccounts(rows)) {
    const email = record === null ? null : String(record.key.at(-1));
    while (!history.done && (email === null || isBefore(history.value.email, email))) {
      const { email: orphan, events } = history.value;
      const customer = assembleCustomer(orphan, undefined, events, findings.at(`Customer ${orphan}`));
      if (customer !== null) yield customer;
      history = await histories.next();
    }
    if (email === null) return;
    let events: Row[] = [];
    if (!history.done && history.value.email === email) {
      ({ events } = history.value);
      history = await histories.next();
    }
    const customer = assembleCustomer(email, record!, events, findings.at(`Customer ${email}`));
    if (customer !== null) yield customer;
    else findings.add("lost", `Customer ${email}`, "the account and its history.");
  }
}

/** Reads the stored accounts, and null after the last one. */
async function* readAccounts(rows: StoreRows): AsyncGenerator<Row | null> {
  for await (const batch of readBatches(rows, prefixes.customers)) yield* batch;
  yield null;
}

interface History {
  email: string;
  events: Row[];
}

/** Groups the events of accounts by email address. */
async function* readHistories(rows: StoreRows): AsyncGenerator<History, undefined> {
  const prefix: Key = ["event", "customer"];
  let current: History = { email: "", events: [] };
  for await (const batch of readBatches(rows, prefix)) {
    for (const row of batch) {
      const email = String(row.key[2]);
      if (current.email !== email) {
        if (current.events.length > 0) yield current;
        current = { email, events: [] };
      }
      current.events.push(row);
    }
  }
  if (current.events.length > 0) yield current;
}

/** Compares texts as keys sort them: by code point, not by UTF-16 code unit. */
function isBefore(one: string, other: string): boolean {
  return one !== other && compareBytes(encoder.encode(one), encoder.encode(other)) < 0;
}

const encoder = new TextEncoder();

function compareBytes(one: Uint8Array, other: Uint8Array): number {
  const differing = one.findIndex((byte, index) => byte !== other[index]);
  return differing === -1 ? one.length - other.length : one[differing]! - (other[differing] ?? -1);
}
