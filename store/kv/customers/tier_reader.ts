import type { Customer, Tier } from "../../customer.ts";
import { DeskError } from "../../errors.ts";
import { getAllSound } from "../forms/mod.ts";
import { type KeyValueStore } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";

/** Reads the tiers of customers. Tiers that are requested at about the same time are read together, each once. */
export class TierReader {
  #waiting = new Map<string, PromiseWithResolvers<Tier>>();

  constructor(private readonly kv: KeyValueStore) {}

  /** Reads the current tier of a customer. */
  getTier(email: string): Promise<Tier> {
    const request = this.#waiting.get(email) ?? Promise.withResolvers<Tier>();
    if (this.#waiting.size === 0) queueMicrotask(() => this.#read());
    this.#waiting.set(email, request);
    return request.promise;
  }

  async #read(): Promise<void> {
    const requests = [...this.#waiting];
    this.#waiting = new Map();
    try {
      const customers = await getAllSound<Customer>(this.kv, requests.map(([email]) => keys.customer(email)));
      requests.forEach(([email, { resolve, reject }], index) => {
        const customer = customers[index];
        if (customer) resolve(customer.account_tier);
        else reject(createMissingCustomerError(email));
      });
    } catch (error) {
      for (const [, { reject }] of requests) reject(error);
    }
  }
}

/** Creates the error for a ticket without a customer. An erasure gives tickets another one before it deletes the account. */
export function createMissingCustomerError(email: string): DeskError {
  return new DeskError(
    "unavailable",
    `The store is damaged: it has tickets of ${email}, but not the customer. Restore a backup (support-mcp restore), or repair it (support-mcp check --repair).`,
  );
}
