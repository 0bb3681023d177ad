/** The state of a customer that an erasure is based on. */

import { toBatches } from "../../../base/values/to_batches.ts";
import type { Customer } from "../../customer.ts";
import type { ErasureCounts } from "../../erasure.ts";
import { DeskError } from "../../errors.ts";
import { createCustomer, isErasedAddress, toCustomerNotFound } from "../../rules/customers/mod.ts";
import type { TicketRecord } from "../../ticket.ts";
import { hashJson } from "../commit/mod.ts";
import { listCustomerTickets, listWritten, type WrittenComments } from "../index/mod.ts";
import { KEYS_PER_READ, type KeyValueStore } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";

/** The tickets that an error names. */
const MOST_NAMED = 5;

/** An erasure that has begun. */
export interface StartedErasure extends ErasureCounts {
  name: string;
  placeholder: string;
  /** The highest versionstamp of the tickets as a person approved them. Tickets above it need another approval. */
  upto: string;
  /** The number of the last ticket among them. */
  last: number;
  /** The last change of them. A repair of the store gives entries other versionstamps. */
  changed: string;
  /** The ids of others' tickets with comments of the customer. Erasures that earlier versions began have none. */
  writtenIn?: string[];
  /** The number of these comments. The total has them too. */
  writtenCount?: number;
  isAccountDeleted: boolean;
}

type Bound = "upto" | "last" | "changed";
type Written = "writtenIn" | "writtenCount";

/** The parts of a desk that an erasure would take. */
export interface ErasurePlan extends ErasureCounts, Pick<StartedErasure, Bound | Written> {
  customer: Customer;
  /** The ids of the tickets that must be closed first. */
  open: readonly string[];
  state: string;
}

/** The rest of an erasure that has begun. The state is empty if there is nothing to approve. */
export type ErasureRest = Omit<ErasurePlan, "customer" | "open">;

/** A ticket with the version of its record. */
export interface VersionedTicket {
  record: TicketRecord;
  versionstamp: string;
}

/**
 * Reads what an erasure would take.
 *
 * @param begun The ids of the tickets of others that began with a message of the customer, which is no comment.
 * @throws {DeskError} `not_found`, or `wrong_state` if the account is that of an erased customer.
 */
export async function readPlan(kv: KeyValueStore, email: string, begun: readonly string[]): Promise<ErasurePlan> {
  const { value: account } = await kv.get<Customer>(keys.customer(email));
  const written = await listWritten(kv, email);
  const writtenIn = [...new Set([...written.map(({ ticket }) => ticket), ...begun])];
  const customer = account ?? (writtenIn.length === 0 ? null : createAbsentAccount(email));
  if (customer === null) throw toCustomerNotFound(email);
  if (isErasedAddress(email)) throw new DeskError("wrong_state", `Customer ${email} is already erased.`);
  const tickets = await listTickets(kv, email);
  const counts = count(tickets);
  const writtenCount = written.reduce((sum, { comments }) => sum + comments.length, begun.length);
  return {
    customer,
    ...counts,
    comments: counts.comments + writtenCount,
    ...getBounds(tickets),
    ...writtenCount > 0 && { writtenIn, writtenCount },
    open: toIds(tickets.filter(isActive)),
    state: await hashState(customer.revision, tickets, { written, begun }),
  };
}

/** Creates the account of someone who has none, but wrote in tickets of others. */
function createAbsentAccount(email: string): Customer {
  const fields = { email, name: email, account_tier: "free", status: "active", notes: "" } as const;
  return { ...createCustomer(fields, ""), revision: 0 };
}

/** Reads what is left of an erasure that has begun, with the tickets that came in or changed since, once all are closed. */
export async function readRest(kv: KeyValueStore, email: string, started: StartedErasure): Promise<ErasureRest> {
  const { name: _name, placeholder: _placeholder, isAccountDeleted: _isDeleted, ...plan } = started;
  const rest = started.isAccountDeleted ? [] : await listTickets(kv, email);
  const newer = rest.filter((ticket) => !isCovered(ticket, started));
  if (newer.length === 0 || newer.some(isActive)) return { ...plan, state: "" };
  const all = count([...await listTickets(kv, started.placeholder), ...rest]);
  const added = count(newer.filter(({ record }) => Number(record.id) > plan.last));
  return {
    ...all,
    comments: all.comments + (plan.writtenCount ?? 0),
    files: plan.files + added.files,
    ...plan.writtenIn !== undefined && { writtenIn: plan.writtenIn, writtenCount: plan.writtenCount ?? 0 },
    ...getBounds(rest),
    state: await hashState(started.placeholder, newer),
  };
}

/** Reads the tickets of a customer, in order. */
export async function listTickets(kv: KeyValueStore, email: string): Promise<VersionedTicket[]> {
  const wanted = (await listCustomerTickets(kv, email)).map(keys.ticket);
  const batches = await Promise.all(toBatches(wanted, KEYS_PER_READ).map((batch) => kv.getMany<TicketRecord[]>(batch)));
  return batches.flat().flatMap(({ value, versionstamp }) =>
    value?.customer === email && versionstamp !== null ? [{ record: value, versionstamp }] : []
  );
}

/** Recognizes a ticket that is the same as when a person approved the erasure. */
export function isCovered({ record, versionstamp }: VersionedTicket, { upto, last, changed }: StartedErasure): boolean {
  return versionstamp <= upto && Number(record.id) <= last && record.updated_at <= changed &&
    record.status === "closed";
}

function count(tickets: readonly VersionedTicket[]): ErasureCounts {
  return {
    tickets: tickets.length,
    comments: tickets.reduce((sum, { record }) => sum + record.comment_count, 0),
    files: tickets.reduce((sum, { record }) => sum + record.attachments.length, 0),
  };
}

function getBounds(tickets: readonly VersionedTicket[]): Pick<StartedErasure, Bound> {
  return {
    upto: tickets.reduce((highest, { versionstamp }) => versionstamp > highest ? versionstamp : highest, ""),
    last: Number(tickets.at(-1)?.record.id ?? 0),
    changed: tickets.reduce((last, { record }) => record.updated_at > last ? record.updated_at : last, ""),
  };
}

async function hashState(
  account: number | string,
  tickets: readonly VersionedTicket[],
  { written, begun }: { written: readonly WrittenComments[]; begun: readonly string[] } = { written: [], begun: [] },
): Promise<string> {
  return await hashJson([
    account,
    ...tickets.map(({ record: { id, revision } }) => [id, revision]),
    ...written.map(({ ticket, comments }) => ["in", ticket, comments.map(({ number }) => number)]),
    ...begun.map((id) => ["began", id]),
  ]);
}

function isActive({ record }: VersionedTicket): boolean {
  return record.status !== "closed";
}

/** @throws {DeskError} `wrong_state` if a ticket is not closed. */
export function requireClosed(email: string, { open }: Pick<ErasurePlan, "open">): void {
  if (open.length === 0) return;
  const text = `Customer ${email} has tickets that are not closed: ${nameTickets(open)}.`;
  throw new DeskError("wrong_state", `${text} Nothing was erased. Close them first.`);
}

/** @throws {DeskError} `wrong_state` if the customer has tickets that no one approved to erase. */
export function requireNone(email: string, tickets: readonly VersionedTicket[]): void {
  if (tickets.length === 0) return;
  const close = tickets.some(isActive) ? "Close them, then repeat" : "Repeat";
  const text = `Tickets of ${email} came in or changed during the erasure, and stay: ${nameTickets(toIds(tickets))}.`;
  throw new DeskError("wrong_state", `${text} The others are erased. ${close} the erasure to approve these as well.`);
}

function toIds(tickets: readonly VersionedTicket[]): string[] {
  return tickets.map(({ record }) => record.id);
}

function nameTickets(ids: readonly string[]): string {
  const others = ids.length - MOST_NAMED;
  const named = ids.slice(0, MOST_NAMED).map((id) => `#${id}`).join(", ");
  return `${named}${others > 0 ? ` and ${others} more` : ""}`;
}
