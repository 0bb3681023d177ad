/** The article's desk: two customers, two tickets. */

import type { CustomerToPut, PutResult, TicketToPut } from "./archive.ts";
import type { Tier } from "./customer.ts";
import type { Desk } from "./desk.ts";
import { DeskError } from "./errors.ts";
import { DESK } from "./rules/claiming.ts";
import { customerEvent, newCustomer } from "./rules/customer_account.ts";
import { checkedNewTicket } from "./rules/new_ticket.ts";
import { ticketEvent } from "./rules/ticket_event.ts";
import { newTicketRecord } from "./rules/ticket_record.ts";

const CUSTOMERS_SINCE = "2026-01-05T08:00:00.000Z";

/**
 * Puts the article's tickets and customers into an empty desk; one with anything in it stays as it is.
 * Ids and times are fixed, so that every demo shows the same.
 */
export async function fillWithDemo(desk: Desk): Promise<void> {
  const { total, customers } = await desk.tickets.stats();
  if (total > 0 || (customers > 0 && !await isBegun(desk))) return;
  requireTaken(
    await desk.archive.putCustomers([
      customer("alice@example.com", "Alice", "pro"),
      customer("bob@example.com", "Bob", "free"),
    ], DESK),
  );
  requireTaken(
    await desk.archive.putTickets([
      ticket("42", "Cannot log in after password change", "alice@example.com", "2026-01-05T09:00:00.000Z"),
      ticket("43", "Invoice PDF not loading", "bob@example.com", "2026-01-05T09:30:00.000Z"),
    ], DESK),
  );
}

/** Whether there is nothing but customers of the demo: another process is filling the store, or was ended doing so. */
async function isBegun({ archive }: Desk): Promise<boolean> {
  for await (const { customer } of archive.customers()) {
    if (customer.created_at !== CUSTOMERS_SINCE) return false;
  }
  return true;
}

function customer(email: string, name: string, account_tier: Tier): CustomerToPut {
  const fields = { email, name, account_tier, status: "active", notes: "" } as const;
  const customer = newCustomer(fields, CUSTOMERS_SINCE);
  return { customer, events: [customerEvent("created", null, customer, { by: DESK })] };
}

function ticket(id: string, subject: string, customer: string, created_at: string): TicketToPut {
  const record = newTicketRecord(id, checkedNewTicket({ subject, customer }), created_at);
  const event = ticketEvent("created", null, record, { by: DESK });
  return {
    ticket: { ...record, description: "" },
    events: [{ ...event, after: { ...event.after, description: "" } }],
  };
}

/** Two processes may fill the same store at the same time: then one finds everything there, maybe changed already. */
function requireTaken(results: readonly PutResult[]): void {
  for (const result of results) {
    if (result.outcome === "refused") {
      throw new DeskError("unavailable", `The demo can't be put into the store: ${result.reason}`);
    }
  }
}
