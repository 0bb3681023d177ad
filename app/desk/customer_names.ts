/** The names of customers, by address: rows show them in place of addresses. */

import type { TicketRow } from "./model.ts";

/** Remembers the names that come with rows. A change of a ticket can give a row another customer, without the name. */
export class CustomerNames {
  readonly known = new Map<string, string>();

  /** Returns the name of a customer, or the address. */
  get(email: string): string {
    return this.known.get(email) ?? email;
  }

  /** Takes the names that rows have. */
  add(rows: readonly Pick<TicketRow, "customer" | "customer_name">[]): void {
    for (const { customer, customer_name } of rows) {
      if (customer_name) this.known.set(customer, customer_name);
      else this.known.delete(customer);
    }
  }
}
