import { type Customer, type Tier, TIERS } from "../../customer.ts";
import type { CustomerEvent } from "../../event.ts";
import type { TicketRecord } from "../../ticket.ts";
import { DamagedEntryError, getAllSound, skipDamaged } from "../forms/mod.ts";
import { type KeyValueStore } from "../port/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";

/** Reads the tiers of customers. Tiers that are requested at about the same time are read together, each once. */
export class TierReader {
  #waiting = new Map<string, PromiseWithResolvers<Tier>>();

  constructor(private readonly kv: KeyValueStore) {}

  /**
   * Reads the current tier of a customer. If the account is damaged, its history has it.
   *
   * @throws {DamagedEntryError} If neither can be read.
   */
  getTier(email: string): Promise<Tier> {
    const request = this.#waiting.get(email) ?? Promise.withResolvers<Tier>();
    if (this.#waiting.size === 0) queueMicrotask(() => this.#read());
    this.#waiting.set(email, request);
    return request.promise;
  }

  /** Reads the tier for a ticket, in the end the one that it was created with: its change is committed and must not fail. */
  async getTierForTicket({ customer, report_tier = "free" }: TicketRecord): Promise<Tier> {
    return await skipDamaged<Tier>(this.getTier(customer)) ?? report_tier;
  }

  async #read(): Promise<void> {
    const requests = [...this.#waiting];
    this.#waiting = new Map();
    try {
      const customers = await getAllSound<Customer>(this.kv, requests.map(([email]) => keys.customer(email)));
      requests.forEach(([email, { resolve }], index) => {
        resolve(customers[index]?.account_tier ?? readEarlierTier(this.kv, email));
      });
    } catch (error) {
      for (const [, { reject }] of requests) reject(error);
    }
  }
}

/**
 * Reads the tier of a customer whose account is damaged or missing from the last event that has it.
 *
 * @throws {DamagedEntryError} If none of them has it, or one that may have it cannot be read.
 */
export async function readEarlierTier(kv: KeyValueStore, email: string): Promise<Tier> {
  const damage = new DamagedEntryError(keys.customer(email));
  try {
    const events = kv.list<CustomerEvent>({ prefix: prefixes.customerEvents(email) }, { reverse: true });
    for await (const { value: { after } } of events) {
      const tier = TIERS.find((each) => each === (after as Partial<Customer>).account_tier);
      if (tier !== undefined) return tier;
    }
  } catch (error) {
    if (!(error instanceof DamagedEntryError)) throw error;
  }
  throw damage;
}
