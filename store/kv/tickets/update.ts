/** Changing the fields of a ticket. */

import type { ChangeContext } from "../../desk.ts";
import { changeGiven } from "../../fields/mod.ts";
import { createNewAccount, type NewCustomerFields } from "../../rules/customers/mod.ts";
import { parseFutureTime, type TimeField } from "../../rules/deadlines/mod.ts";
import { parseLinks, updateTicket } from "../../rules/tickets/mod.ts";
import type { CustomState, TicketRecord, TicketUpdate } from "../../ticket.ts";
import type { Transaction } from "../commit/mod.ts";
import type { Key } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";
import { getSettings } from "../settings/mod.ts";
import { type ChangedLinks, type FindTicket, linkOthers } from "./links/mod.ts";
import {
  changeTicket,
  type CreatedRecord,
  readTicket,
  requireCustomerNotErased,
  stageMissingAccount,
} from "../ticket_changes/mod.ts";

/** Returns the keys that {@linkcode updateFields} reads. */
export function getUpdateReads(number: number, { customer, description }: TicketUpdate): Key[] {
  return [
    keys.ticket(number),
    ...customer === undefined ? [] : [keys.customer(customer), keys.nextTicket],
    ...description === undefined ? [] : [keys.description(number), keys.ticketEvent(number, 1)],
  ];
}

/**
 * Creates the account for a new customer of a ticket, who may have none.
 *
 * @param name The name of the account (default: the local part of the address).
 */
export function createAccountFor({ customer }: TicketUpdate, name?: string): NewCustomerFields | null {
  return customer === undefined ? null : createNewAccount(customer, name);
}

/** The parts of an update that its rule does not read. */
interface UpdateParts {
  /** See {@linkcode createAccountFor}. */
  account: NewCustomerFields | null;
  /** Reads committed tickets. */
  find: FindTicket;
}

/** Reports whether an update must run alone, because it lists the tickets that were merged into others. */
export function hasLinks({ add_links = [], remove_links = [] }: TicketUpdate): boolean {
  return add_links.length + remove_links.length > 0;
}

/**
 * Changes the fields of a ticket.
 *
 * @param update Validated by `parseTicketUpdate`.
 * @returns The ticket, with the name of the account that was created, if one was.
 */
export async function updateFields(
  transaction: Transaction,
  number: number,
  update: TicketUpdate,
  { account, find }: UpdateParts,
  context: ChangeContext,
): Promise<CreatedRecord> {
  const before = await readTicket(transaction, number, context.expectedRevision);
  const changes = await resolveTimes(transaction, update);
  const isMoved = account !== null && account.email !== before.customer;
  const isCreated = isMoved && (await stageMissingAccount(transaction, account, context)).isNew;
  if (isMoved) await touchNextTicket(transaction);
  const present = update.description === undefined ? "" : await readDescription(transaction, number);
  const links = await stageLinks(transaction, find, before, changes, context);
  const custom = await resolveCustom(transaction, before, update);
  const decide = (ticket: TicketRecord) => updateTicket(ticket, changes, { present, ...links, custom });
  const after = await changeTicket(transaction, before, decide, context);
  return isCreated ? { ...after, createdAccount: account.name } : after;
}

/** Returns the custom fields after the update; undefined if it does not change them. */
async function resolveCustom(
  transaction: Transaction,
  ticket: TicketRecord,
  { custom }: Pick<TicketUpdate, "custom">,
): Promise<CustomState | undefined> {
  return custom === undefined ? undefined : changeGiven(ticket, custom, (await getSettings(transaction)).fields);
}

async function readDescription(transaction: Transaction, number: number): Promise<string> {
  return await transaction.get<string>(keys.description(number)) ?? "";
}

/** Changes the other tickets. Returns the links of this one; undefined if the update has none. */
async function stageLinks(
  transaction: Transaction,
  find: FindTicket,
  ticket: TicketRecord,
  update: TicketUpdate,
  context: ChangeContext,
): Promise<ChangedLinks | undefined> {
  if (!hasLinks(update)) return undefined;
  const { add_links = [], remove_links = [] } = update;
  requireCustomerNotErased(ticket);
  return await linkOthers(transaction, find, ticket, parseLinks(ticket.id, add_links, remove_links), context);
}

/** Makes an erasure that is about to delete the account look for tickets again: it watches this key. */
async function touchNextTicket(transaction: Transaction): Promise<void> {
  transaction.set(keys.nextTicket, await transaction.get<number>(keys.nextTicket));
}

/** Replaces the texts of times, such as `2h`, by instants. */
async function resolveTimes(transaction: Transaction, update: TicketUpdate): Promise<TicketUpdate> {
  const fields: readonly TimeField[] = ["snoozed_until", "due_at"];
  const given = fields.filter((field) => update[field] !== undefined);
  if (given.length === 0) return update;
  const { time_zone = "UTC" } = (await getSettings(transaction)).business_hours;
  const times = given.map((field) =>
    [field, parseFutureTime(field, update[field] ?? "", transaction.now, time_zone)] as const
  );
  return { ...update, ...Object.fromEntries(times) };
}
