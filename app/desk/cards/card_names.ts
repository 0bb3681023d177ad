/** The names of customers in cards, whose tickets come from tools for models and have addresses alone. */

import { signal } from "@preact/signals";
import type { Bridge } from "../../bridges/bridge.ts";
import type { Customer } from "../model.ts";

/** Calls at the same time. */
const LANES = 3;

/** Takes names from the metadata of results. Some hosts drop it: names that are missing are read once they are shown. */
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

  /** Takes names by addresses. */
  add(names: Readonly<Record<string, string>>): void {
    for (const email of Object.keys(names)) this.#requested.add(email);
    this.known.value = new Map([...this.known.peek(), ...Object.entries(names)]);
  }

  /** Reads the names of customers, each once. They show together. */
  async request(emails: readonly string[]): Promise<void> {
    const waiting = [...new Set(emails)].filter((email) => !this.#requested.has(email));
    if (waiting.length === 0) return;
    for (const email of waiting) this.#requested.add(email);
    const found: Record<string, string> = {};
    const read = async () => {
      for (let email = waiting.pop(); email !== undefined; email = waiting.pop()) {
        found[email] = await this.#readName(email);
      }
    };
    await Promise.all(Array.from({ length: LANES }, read));
    this.add(found);
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
