import type { Customer, Tier } from "../../customer.ts";
import type { Transaction } from "../commit/mod.ts";
import { getAllSound } from "../forms/mod.ts";
import type { KeyValueStore } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";

/** The customers whose tiers are kept. */
const MAX_CUSTOMERS = 50_000;

/** The tiers of some customers, by address, and the state of all tiers at which they were read. */
export interface TierSnapshot {
  state: string | null;
  tiers: ReadonlyMap<string, Tier>;
}

/**
 * Keeps the tiers of customers, so that work on many tickets reads each customer once. A commit checks one key for all of
 * them, which every change of a tier replaces.
 */
export class KnownTiers {
  readonly #kv: KeyValueStore;
  readonly #tiers = new Map<string, Tier>();
  #state: string | null = null;

  constructor(kv: KeyValueStore) {
    this.#kv = kv;
  }

  /** Returns the tiers of customers. Those without a sound account are left out. Calls must not overlap. */
  async read(emails: ReadonlySet<string>): Promise<TierSnapshot> {
    const { value: state } = await this.#kv.get<string>(keys.tierState); // before the accounts
    if (state !== this.#state || this.#tiers.size > MAX_CUSTOMERS) this.#tiers.clear();
    this.#state = state;
    const missing = [...emails].filter((email) => !this.#tiers.has(email));
    const customers = await getAllSound<Customer>(this.#kv, missing.map((email) => keys.customer(email)));
    for (const customer of customers) if (customer !== null) this.#tiers.set(customer.email, customer.account_tier);
    const tiers = [...emails].flatMap((email): [string, Tier][] => {
      const tier = this.#tiers.get(email);
      return tier === undefined ? [] : [[email, tier]];
    });
    return { state, tiers: new Map(tiers) };
  }
}

/** Returns the tiers if no tier has changed since they were read, and lets the commit check that; otherwise null. */
export async function takeCurrentTiers(
  transaction: Transaction,
  { state, tiers }: TierSnapshot,
): Promise<ReadonlyMap<string, Tier> | null> {
  return await transaction.get<string>(keys.tierState) === state ? tiers : null;
}
