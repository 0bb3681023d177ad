/** The article's desk: two customers and two tickets. */

import type { CustomerToImport, ImportResult, TicketToImport } from "../archive.ts";
import type { Tier } from "../customer.ts";
import type { Desk } from "../desk.ts";
import { DeskError } from "../errors.ts";
import { createTicketRecord, DESK_ACTOR, parseNewTicket } from "../rules/tickets/mod.ts";
import { createCustomer, createCustomerEvent } from "../rules/customers/mod.ts";
import { createTicketEvent } from "../rules/history/mod.ts";

const SUBJECTS = { 42: "Cannot log in after password change", 43: "Invoice PDF not loading" } as const;
const ADDRESSES = { alice: "alice@example.com", bob: "bob@example.com" } as const;

/** The subjects and addresses of the demo. They are the program's own words, even if an outsider repeats them. */
export const DEMO_WORDS: ReadonlySet<string> = new Set([...Object.values(SUBJECTS), ...Object.values(ADDRESSES)]);

const CUSTOMERS_SINCE = "2026-01-05T08:00:00.000Z";

/**
 * Fills an empty desk with the article's tickets and customers. Ids and times are fixed, so every demo shows the same.
 */
export async function fillWithDemo(desk: Desk): Promise<void> {
  const { total, customers } = await desk.tickets.getStats();
  if (total > 0 || (customers > 0 && !await hasOnlyDemoCustomers(desk))) return;
  requireNoneRefused(
    await desk.archive.importCustomers([
      toDemoCustomer(ADDRESSES.alice, "Alice", "pro"),
      toDemoCustomer(ADDRESSES.bob, "Bob", "free"),
    ], DESK_ACTOR),
  );
  requireNoneRefused(
    await desk.archive.importTickets([
      toDemoTicket("42", SUBJECTS[42], ADDRESSES.alice, "2026-01-05T09:00:00.000Z"),
      toDemoTicket("43", SUBJECTS[43], ADDRESSES.bob, "2026-01-05T09:30:00.000Z"),
    ], DESK_ACTOR),
  );
}

/** Returns true while another process fills the store with the demo, or if one was stopped while doing so. */
async function hasOnlyDemoCustomers({ archive }: Desk): Promise<boolean> {
  for await (const { customer } of archive.exportCustomers()) {
    if (customer.created_at !== CUSTOMERS_SINCE) return false;
  }
  return true;
}

function toDemoCustomer(email: string, name: string, account_tier: Tier): CustomerToImport {
  const fields = { email, name, account_tier, status: "active", notes: "" } as const;
  const customer = createCustomer(fields, CUSTOMERS_SINCE);
  return { customer, events: [createCustomerEvent("created", null, customer, { by: DESK_ACTOR })] };
}

function toDemoTicket(id: string, subject: string, customer: string, created_at: string): TicketToImport {
  const record = createTicketRecord(id, parseNewTicket({ subject, customer }), created_at);
  const event = createTicketEvent("created", null, record, { by: DESK_ACTOR });
  return {
    ticket: { ...record, description: "" },
    events: [{ ...event, after: { ...event.after, description: "" } }],
  };
}

/** Accepts items that exist or differ: another process may have filled the store at the same time. */
function requireNoneRefused(results: readonly ImportResult[]): void {
  for (const result of results) {
    if (result.outcome === "refused") {
      throw new DeskError("unavailable", `Cannot add the demo to the store: ${result.reason}`);
    }
  }
}
