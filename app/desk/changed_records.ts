/** The tickets and accounts that changes are about: views show them beside the new values. */

import { signal } from "@preact/signals";
import type { Bridge } from "../bridges/bridge.ts";
import type { Approval, Customer, Ticket } from "./model.ts";

/** A ticket that a change is about. */
export type ChangedTicket = Pick<Ticket, "id" | "subject" | "customer">;

/** Reads records once for each approval. A record that cannot be read is left out: the exact text of the change names it. */
export class ChangedRecords {
  readonly tickets = signal<ReadonlyMap<string, ChangedTicket>>(new Map());
  readonly accounts = signal<ReadonlyMap<string, Customer>>(new Map());
  readonly #requested = new Set<string>();
  readonly #bridge: Pick<Bridge, "call">;

  constructor(bridge: Pick<Bridge, "call">) {
    this.#bridge = bridge;
  }

  /** Takes a ticket that is known already. */
  add(ticket: ChangedTicket): void {
    this.tickets.value = new Map(this.tickets.peek()).set(ticket.id, ticket);
  }

  /** Reads what a change that waits is about. */
  async read({ id, state, change: { ticket_id, into_ticket_id, email } }: Approval): Promise<void> {
    if (state !== "pending" || this.#requested.has(id)) return;
    this.#requested.add(id);
    const isText = (value: unknown) => typeof value === "string";
    await Promise.allSettled([
      ...[ticket_id, into_ticket_id].filter(isText).map((ticket) => this.#readTicket(ticket)),
      ...[email].filter(isText).map((account) => this.#readAccount(account)),
    ]);
  }

  async #readTicket(ticket_id: string): Promise<void> {
    this.add((await this.#bridge.call<{ ticket: Ticket }>("get_ticket", { ticket_id, comments_limit: 1 })).ticket);
  }

  async #readAccount(email: string): Promise<void> {
    const { customer } = await this.#bridge.call<{ customer: Customer }>("get_customer", { email });
    this.accounts.value = new Map(this.accounts.peek()).set(email, customer);
  }
}
