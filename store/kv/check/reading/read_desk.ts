/** Reads all that can be read of the accounts and tickets of a store, however damaged. */

import type { StoreRows } from "../../rows/mod.ts";
import {
  type AssembledCustomer,
  type AssembledTicket,
  createLostCustomer,
  EVERY_TICKET,
  type Findings,
} from "../assembly/mod.ts";
import { readContext } from "./desk_context.ts";
import { readCustomers } from "./read_customers.ts";
import { type ReadOptions, TicketReader } from "./ticket_reader.ts";

/** Items in an order in which each ticket comes after its customer. */
export type DeskItem =
  | { kind: "customer"; item: AssembledCustomer }
  | { kind: "ticket"; item: AssembledTicket };

/** Reads the desk. Problems are reported, and do not end it. */
export async function* readDesk(rows: StoreRows, options: ReadOptions): AsyncGenerator<DeskItem> {
  const { findings } = options;
  const context = await readContext(rows, findings);
  for await (const item of readCustomers(rows, findings)) {
    context.tiers.set(item.customer.email, item.customer.account_tier);
    yield { kind: "customer", item };
  }
  for await (const item of new TicketReader(rows, context, options).read(EVERY_TICKET, options)) {
    const { customer: email, created_at } = item.record;
    if (!context.tiers.has(email)) {
      reportLostCustomer(email, findings);
      context.tiers.set(email, "free");
      yield { kind: "customer", item: createLostCustomer(email, created_at) };
    }
    yield { kind: "ticket", item };
  }
}

/** Reports a customer who has tickets, but no account. */
export function reportLostCustomer(email: string, findings: Findings): void {
  findings.add("lost", `Customer ${email}`, "the account. A repair creates a free one.");
}
