/** Tickets from outside. */

import type { ImportResult, TicketToImport } from "../../archive.ts";
import type { Actor } from "../../event.ts";
import { createImportedEvent, type ParsedTicket } from "../../rules/archive/ticket.ts";
import { findDifferingFields } from "../../rules/archive/differing_fields.ts";
import type { TicketRecord } from "../../ticket.ts";
import { keys } from "../schema/keys.ts";
import type { Store } from "../commit/store.ts";
import { stageNewTicket } from "../ticket_changes/ticket_creation.ts";
import { toStoredEvent } from "../ticket_changes/ticket_events.ts";
import { type Part, splitIntoCommits, stageParts, toParts } from "./ticket_parts.ts";
import type { Transaction } from "../commit/transaction.ts";

/**
 * Puts a ticket, unless it is there. The parts of one that is too large for a commit (hundreds of comments) are written
 * first, under a number that is reserved for it; nobody sees them before its record is there.
 */
export async function importTicket(
  store: Store,
  { ticket: given }: TicketToImport,
  checked: ParsedTicket,
  by: Actor,
): Promise<ImportResult> {
  const put = (ticket: ParsedTicket, stage: Stage) => commitUnlessPresent(store, given, ticket, stage);
  const commits = splitIntoCommits(toParts(checked));
  if (commits.length <= 1) return await put(checked, createAddition(checked, by, commits.flat()));
  const reserved = await put(checked, stageNothing);
  if (reserved.outcome !== "added") return reserved;
  const ticket = { ...checked, record: { ...checked.record, id: reserved.id } };
  for (const parts of commits) {
    await store.commits.commit(async (transaction) => await stageParts(transaction, ticket.record, parts));
  }
  return await put(ticket, createAddition(ticket, by, []));
}

/** What to do once it is certain that the ticket isn't there, and which id it gets. */
type Stage = (transaction: Transaction, id: string) => void;

/** Nothing: that the number is counted as used keeps others from taking it. */
const stageNothing: Stage = () => {};

function createAddition(ticket: ParsedTicket, by: Actor, parts: readonly Part[]): Stage {
  return (transaction, id) => {
    const record: TicketRecord = { ...ticket.record, id };
    stageNewTicket(transaction, record, ticket.description);
    stageParts(transaction, record, parts);
    if (record.external_id !== null) transaction.set(keys.external(record.external_id), Number(id));
    if (ticket.events.length > 0) return;
    transaction.set(keys.ticketEvent(Number(id), 1), toStoredEvent(createImportedEvent(record, by, transaction.now)));
  };
}

async function commitUnlessPresent(
  { commits }: Store,
  given: TicketToImport["ticket"],
  ticket: ParsedTicket,
  stage: Stage,
): Promise<ImportResult> {
  const { id, external_id } = ticket.record;
  const reads = [keys.nextTicket];
  if (id !== "") reads.push(keys.ticket(Number(id)));
  if (external_id !== null) reads.push(keys.external(external_id));
  return await commits.commit<ImportResult>(async (transaction) => {
    const next = await transaction.get<number>(keys.nextTicket) ?? 1;
    const present = await findStoredTicket(transaction, ticket.record, next);
    if (present !== null) return await compareWithStored(transaction, given, ticket, present);
    const number = id === "" ? next : Number(id);
    transaction.set(keys.nextTicket, Math.max(next, number + 1));
    stage(transaction, String(number));
    return { outcome: "added", id: String(number) };
  }, { reads });
}

/** The ticket that has the external id, or the id: that is only looked for where it was given out before. */
async function findStoredTicket(
  transaction: Transaction,
  { id, external_id }: TicketRecord,
  next: number,
): Promise<TicketRecord | null> {
  const imported = external_id === null ? null : await transaction.get<number>(keys.external(external_id));
  if (imported !== null) return await transaction.get<TicketRecord>(keys.ticket(imported));
  return id !== "" && Number(id) < next ? await transaction.get<TicketRecord>(keys.ticket(Number(id))) : null;
}

async function compareWithStored(
  transaction: Transaction,
  given: TicketToImport["ticket"],
  { record, description }: ParsedTicket,
  present: TicketRecord,
): Promise<ImportResult> {
  // Known by its external id: it may have changed here since it was imported.
  if (record.id !== present.id) return { outcome: "exists", id: present.id };
  const there = await transaction.get<string>(keys.description(Number(present.id))) ?? "";
  const differing = findDifferingFields(given, { ...record, description }, { ...present, description: there });
  if (differing.length === 0) return { outcome: "exists", id: present.id };
  const reason = `Ticket #${present.id} is there already, with another ${differing.join(", ")}.`;
  return { outcome: "differs", id: present.id, reason };
}
