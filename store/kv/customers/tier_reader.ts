/** The tiers of customers, for the tickets that are shown. */

import type { Customer, Tier } from "../../customer.ts";
import { DeskError } from "../../errors.ts";
import { keys } from "../schema/keys.ts";
import { getAll } from "../port/batch_reads.ts";

/**
 * Reads the tiers that are asked for at about the same time together, each once: those of a list's tickets, or of the
 * many tickets that one commit changed.
 */
export class TierReader {
  #waiting = new Map<string, PromiseWithResolvers<Tier>>();

  constructor(private readonly kv: Deno.Kv) {}

  /** The customer's tier at this moment. */
  tierOf(email: string): Promise<Tier> {
    const asked = this.#waiting.get(email) ?? Promise.withResolvers<Tier>();
    if (this.#waiting.size === 0) queueMicrotask(() => this.#read());
    this.#waiting.set(email, asked);
    return asked.promise;
  }

  async #read(): Promise<void> {
    const asked = [...this.#waiting];
    this.#waiting = new Map();
    try {
      const customers = await getAll<Customer>(this.kv, asked.map(([email]) => keys.customer(email)));
      asked.forEach(([email, { resolve, reject }], index) => {
        const customer = customers[index];
        if (customer) resolve(customer.account_tier);
        else reject(createMissingCustomerError(email));
      });
    } catch (error) {
      for (const [, { reject }] of asked) reject(error);
    }
  }
}

/** The failure of a ticket without its customer: no operation deletes one. */
export function createMissingCustomerError(email: string): DeskError {
  return new DeskError(
    "unavailable",
    `The store is damaged: it has tickets of ${email}, but no such customer. Restore a backup.`,
  );
}
