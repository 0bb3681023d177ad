/** The names of customers, by address: rows show them in place of addresses. */

import { signal } from "@preact/signals";
import type { Bridge } from "../bridges/bridge.ts";
import type { Customer } from "./model.ts";

/** Calls at the same time: a browser has six connections to a server. */
const LANES = 3;

/** In milliseconds: while a person scrolls, nothing is read. */
const DELAY = 250;

/** In milliseconds: names that take longer come after the addresses. */
const PATIENCE = 500;

/** Reads names once they are shown. */
export class CustomerNames {
  /** An empty name is that of an account without one, or of no account. */
  readonly known = signal<ReadonlyMap<string, string>>(new Map());
  #wanted: readonly string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isReading = false;
  readonly #isSlow = signal(false);
  readonly #bridge: Pick<Bridge, "call">;
  readonly #delay;
  readonly #patience;

  constructor(bridge: Pick<Bridge, "call">, delay = DELAY, patience = PATIENCE) {
    this.#bridge = bridge;
    this.#delay = delay;
    this.#patience = patience;
  }

  /** Returns the name of a customer, or the address. */
  get(email: string): string {
    return this.known.value.get(email) || email;
  }

  /** Returns what a row shows: nothing while the name is read, unless that takes long, so that no address is replaced at once. */
  find(email: string): string {
    return this.known.value.has(email) || this.#isSlow.value ? this.get(email) : "";
  }

  /** Takes names that another reading has found. */
  add(customers: readonly Pick<Customer, "email" | "name">[]): void {
    this.known.value = new Map([...this.known.peek(), ...customers.map(({ email, name }) => [email, name] as const)]);
  }

  /** Reads the names of the customers that are shown now, a moment later; the first ones at once. */
  request(emails: readonly string[]): void {
    const unknown = [...new Set(emails)].filter((email) => !this.known.peek().has(email));
    this.#wanted = unknown;
    if (unknown.length === 0 || this.#isReading) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#readWanted(), this.known.peek().size === 0 ? 0 : this.#delay);
  }

  /** Reads the names of a few customers now, unless they are known. They show at once. */
  async read(emails: readonly string[]): Promise<void> {
    const waiting = [...new Set(emails)].filter((email) => !this.known.peek().has(email));
    if (waiting.length === 0) return;
    const found: { email: string; name: string }[] = [];
    const read = async () => {
      for (let email = waiting.pop(); email !== undefined; email = waiting.pop()) {
        const name = await this.#readName(email);
        found.push({ email, name });
      }
    };
    await Promise.all(Array.from({ length: LANES }, read));
    this.add(found);
  }

  async #readWanted(): Promise<void> {
    this.#isReading = true;
    const timer = setTimeout(() => this.#isSlow.value = true, this.#patience);
    await this.read(this.#wanted);
    clearTimeout(timer);
    this.#isReading = false;
    this.request(this.#wanted);
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
