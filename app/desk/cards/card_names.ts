/** The names of customers in cards, whose rows come from a tool for models and have addresses alone. */

import { signal } from "@preact/signals";
import type { Bridge } from "../../bridges/bridge.ts";
import type { Customer, TicketRow } from "../model.ts";

/** Calls at the same time. */
const LANES = 3;
/** A card has no more rows. */
const MOST = 10;

/** Reads names once they are shown. */
export class CardNames {
  /** An empty name is that of an account without one, or of no account. */
  readonly known = signal<ReadonlyMap<string, string>>(new Map());
  readonly #requested = new Set<string>();
  readonly #bridge: Pick<Bridge, "call">;

  constructor(bridge: Pick<Bridge, "call">) {
    this.#bridge = bridge;
  }

  /** Returns the name of a customer, or the address. */
  get(email: string): string {
    return this.known.value.get(email) || email;
  }

  /**
   * Reads the names of customers, each once. They show together.
   *
   * @param query Finds their tickets. One call then reads all names; without it, each takes one.
   */
  async request(emails: readonly string[], query?: string): Promise<void> {
    const waiting = [...new Set(emails)].filter((email) => !this.#requested.has(email));
    if (waiting.length === 0) return;
    for (const email of waiting) this.#requested.add(email);
    const found = new Map(query === undefined ? [] : await this.#readRows(query));
    const missing = waiting.filter((email) => !found.has(email));
    const read = async () => {
      for (let email = missing.pop(); email !== undefined; email = missing.pop()) {
        const name = await this.#readName(email);
        found.set(email, name);
      }
    };
    await Promise.all(Array.from({ length: LANES }, read));
    this.known.value = new Map([...this.known.peek(), ...found]);
  }

  async #readRows(query: string): Promise<[email: string, name: string][]> {
    try {
      const { tickets } = await this.#bridge.call<{ tickets: TicketRow[] }>("list_ticket_rows", { query, limit: MOST });
      return tickets.map(({ customer, customer_name = "" }) => [customer, customer_name]);
    } catch {
      return []; // some hosts call only the tools that a model has
    }
  }

  /** A customer who cannot be read is shown with the address. */
  async #readName(email: string): Promise<string> {
    try {
      const { customer } = await this.#bridge.call<{ customer: Customer }>("get_customer", { email });
      return customer.name;
    } catch {
      return "";
    }
  }
}
