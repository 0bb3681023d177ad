/** Tickets from outside. */

import type { PutResult, TicketToPut } from "../archive.ts";
import type { Actor } from "../event.ts";
import { type CheckedTicket, importedEvent } from "../rules/archived_ticket.ts";
import { differingFields } from "../rules/differing_fields.ts";
import type { TicketRecord } from "../ticket.ts";
import { keys } from "./keys.ts";
import type { Store } from "./store.ts";
import { stageNewTicket } from "./ticket_creation.ts";
import { storedEvent } from "./ticket_events.ts";
import { type Part, partsOf, stageParts, worthOfCommits } from "./ticket_parts.ts";
import type { Transaction } from "./transaction.ts";

/**
 * Puts a ticket, unless it is there. The parts of one that is too large for a commit (hundreds of comments) are written
 * first, under a number that is reserved for it; nobody sees them before its record is there.
 */
export async function putTicket(
  store: Store,
  { ticket: given }: TicketToPut,
  checked: CheckedTicket,
  by: Actor,
): Promise<PutResult> {
  const put = (ticket: CheckedTicket, stage: Stage) => commitUnlessPresent(store, given, ticket, stage);
  const commits = worthOfCommits(partsOf(checked));
  if (commits.length <= 1) return await put(checked, addition(checked, by, commits.flat()));
  const reserved = await put(checked, reservation);
  if (reserved.outcome !== "added") return reserved;
  const ticket = { ...checked, record: { ...checked.record, id: reserved.id } };
  for (const parts of commits) {
    await store.commits.commit(async (transaction) => await stageParts(transaction, ticket.record, parts));
  }
  return await put(ticket, addition(ticket, by, []));
}

/** What to do once it is certain that the ticket isn't there, and which id it gets. */
type Stage = (transaction: Transaction, id: string) => void;

/** Nothing: that the number is counted as used keeps others from taking it. */
const reservation: Stage = () => {};

function addition(ticket: CheckedTicket, by: Actor, parts: readonly Part[]): Stage {
  return (transaction, id) => {
    const record: TicketRecord = { ...ticket.record, id };
    stageNewTicket(transaction, record, ticket.description);
    stageParts(transaction, record, parts);
    if (record.external_id !== null) transaction.set(keys.external(record.external_id), Number(id));
    if (ticket.events.length > 0) return;
    transaction.set(keys.ticketEvent(Number(id), 1), storedEvent(importedEvent(record, by, transaction.now)));
  };
}

async function commitUnlessPresent(
  { commits }: Store,
  given: TicketToPut["ticket"],
  ticket: CheckedTicket,
  stage: Stage,
): Promise<PutResult> {
  const { id, external_id } = ticket.record;
  const reads = [keys.nextTicket];
  if (id !== "") reads.push(keys.ticket(Number(id)));
  if (external_id !== null) reads.push(keys.external(external_id));
  return await commits.commit<PutResult>(async (transaction) => {
    const next = await transaction.get<number>(keys.nextTicket) ?? 1;
    const present = await presentTicket(transaction, ticket.record, next);
    if (present !== null) return await compared(transaction, given, ticket, present);
    const number = id === "" ? next : Number(id);
    transaction.set(keys.nextTicket, Math.max(next, number + 1));
    stage(transaction, String(number));
    return { outcome: "added", id: String(number) };
  }, { reads });
}

/** The ticket that has the external id, or the id: that is only looked for where it was given out before. */
async function presentTicket(
  transaction: Transaction,
  { id, external_id }: TicketRecord,
  next: number,
): Promise<TicketRecord | null> {
  const imported = external_id === null ? null : await transaction.get<number>(keys.external(external_id));
  if (imported !== null) return await transaction.get<TicketRecord>(keys.ticket(imported));
  return id !== "" && Number(id) < next ? await transaction.get<TicketRecord>(keys.ticket(Number(id))) : null;
}

async function compared(
  transaction: Transaction,
  given: TicketToPut["ticket"],
  { record, description }: CheckedTicket,
  present: TicketRecord,
): Promise<PutResult> {
  // Known by its external id: it may have changed here since it was imported.
  if (record.id !== present.id) return { outcome: "exists", id: present.id };
  const there = await transaction.get<string>(keys.description(Number(present.id))) ?? "";
  const differing = differingFields(given, { ...record, description }, { ...present, description: there });
  if (differing.length === 0) return { outcome: "exists", id: present.id };
  const reason = `Ticket #${present.id} is there already, with another ${differing.join(", ")}.`;
  return { outcome: "differs", id: present.id, reason };
}
