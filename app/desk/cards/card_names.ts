/** The names of customers in cards, whose rows come from a tool for models and have addresses alone. */

import { signal } from "@preact/signals";
import type { Bridge } from "../../bridges/bridge.ts";
import type { Customer } from "../model.ts";

/** Calls at the same time. */
const LANES = 3;

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

  /** Reads the names of customers, each once. They show together. */
  async request(emails: readonly string[]): Promise<void> {
    const waiting = [...new Set(emails)].filter((email) => !this.#requested.has(email));
    if (waiting.length === 0) return;
    for (const email of waiting) this.#requested.add(email);
    const found: [email: string, name: string][] = [];
    const read = async () => {
      for (let email = waiting.pop(); email !== undefined; email = waiting.pop()) {
        const name = await this.#readName(email);
        found.push([email, name]);
      }
    };
    await Promise.all(Array.from({ length: LANES }, read));
    this.known.value = new Map([...this.known.peek(), ...found]);
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
