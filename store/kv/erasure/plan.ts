/** The state of a customer that an erasure is based on. */

import type { Customer } from "../../customer.ts";
import type { ErasureCounts } from "../../erasure.ts";
import { DeskError } from "../../errors.ts";
import { toCustomerNotFound } from "../../rules/customers/mod.ts";
import type { TicketRecord } from "../../ticket.ts";
import { hashJson } from "../commit/mod.ts";
import { listCustomerTickets } from "../index/mod.ts";
import { getAll, type KeyValueStore } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";

/** The tickets that an error names. */
const MOST_NAMED = 5;

/** The domain of the addresses that take the place of erased ones (RFC 2606 reserves it). */
const PLACEHOLDER = /^erased-\d+@erased\.invalid$/;

/** An erasure that has begun. */
export interface StartedErasure extends ErasureCounts {
  name: string;
  placeholder: string;
}

export interface ErasurePlan extends ErasureCounts {
  customer: Customer;
  state: string;
}

export function toPlaceholder(number: number): string {
  return `erased-${number}@erased.invalid`;
}

/**
 * Reads what an erasure would take.
 *
 * @throws {DeskError} `not_found`, or `wrong_state` if a ticket is not closed or the account is that of an erased customer.
 */
export async function readPlan(kv: KeyValueStore, email: string): Promise<ErasurePlan> {
  const { value: customer } = await kv.get<Customer>(keys.customer(email));
  if (customer === null) throw toCustomerNotFound(email);
  if (PLACEHOLDER.test(email)) throw new DeskError("wrong_state", `Customer ${email} is already erased.`);
  const tickets = await listTickets(kv, email);
  requireClosed(email, tickets);
  return {
    customer,
    tickets: tickets.length,
    comments: tickets.reduce((sum, { comment_count }) => sum + comment_count, 0),
    files: tickets.reduce((sum, { attachments }) => sum + attachments.length, 0),
    state: await hashJson([customer.revision, ...tickets.map(({ id, revision }) => [id, revision])]),
  };
}

/** Reads the tickets of a customer, in order. */
export async function listTickets(kv: KeyValueStore, email: string): Promise<TicketRecord[]> {
  const records = await getAll<TicketRecord>(kv, (await listCustomerTickets(kv, email)).map(keys.ticket));
  return records.filter((record) => record?.customer === email) as TicketRecord[];
}

/** @throws {DeskError} `wrong_state` if a ticket is not closed. */
export function requireClosed(
  email: string,
  tickets: readonly TicketRecord[],
  advice = "Nothing was erased. Close them first (close_ticket_tool).",
): void {
  const active = tickets.filter(({ status }) => status !== "closed").map(({ id }) => `#${id}`);
  if (active.length === 0) return;
  const [named, others] = [active.slice(0, MOST_NAMED), active.length - MOST_NAMED];
  const list = `${named.join(", ")}${others > 0 ? ` and ${others} more` : ""}`;
  throw new DeskError(
    "wrong_state",
    `Customer ${email} has tickets that are not closed: ${list}. ${advice}`,
  );
}
