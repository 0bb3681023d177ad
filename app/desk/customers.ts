/** Customers: a list, and one of them with their tickets. */

import { batch, signal } from "@preact/signals";
import { type Bridge, ToolError } from "../bridges/bridge.ts";
import type { Customer, TicketRow, Tier } from "./model.ts";
import type { LoadState } from "./queue.ts";

/** Finds and opens customers. */
export class CustomerDirectory {
  readonly state = signal<LoadState | "missing">("loading");
  readonly error = signal<unknown>(null);
  readonly list = signal<readonly Customer[]>([]);
  readonly cursor = signal<string | null>(null);
  readonly opened = signal<Customer | null>(null);
  readonly tickets = signal<readonly TicketRow[]>([]);
  #generation = 0;

  constructor(private readonly bridge: Bridge) {}

  search(query: string): Promise<void> {
    return this.#load(async () => {
      const { customers, cursor } = await this.#read(query);
      return () => {
        this.list.value = customers;
        this.cursor.value = cursor;
      };
    });
  }

  /** Adds the next page of the list. */
  async searchMore(query: string): Promise<void> {
    const generation = this.#generation;
    const { customers, cursor } = await this.#read(query, this.cursor.value ?? undefined);
    if (generation !== this.#generation) return;
    batch(() => {
      this.list.value = [...this.list.value, ...customers];
      this.cursor.value = cursor;
    });
  }

  open(email: string): Promise<void> {
    this.opened.value = null;
    return this.#load(async () => {
      const [{ customer }, { tickets }] = await Promise.all([
        this.bridge.call<{ customer: Customer }>("get_customer", { email }),
        this.bridge.call<{ tickets: TicketRow[] }>("search_tickets", { query: `customer:${email}`, limit: 50 }),
      ]);
      return () => {
        this.opened.value = customer;
        this.tickets.value = tickets;
      };
    });
  }

  /**
   * Changes the account that is open. The server asks the person for approval.
   *
   * @throws {ToolError} If the server refuses.
   * @throws {BridgeError} If it was not reached.
   */
  async update(values: { account_tier?: Tier; status?: string }): Promise<void> {
    const { email, revision } = this.opened.value!;
    const input = { email, expected_revision: revision, ...values };
    const { customer } = await this.bridge.call<{ customer: Customer }>("update_account", input);
    if (this.opened.value?.email === email) this.opened.value = customer;
  }

  /** Runs `read`, and then what it returns, unless something else was requested in the meantime. */
  async #load(read: () => Promise<() => void>): Promise<void> {
    const generation = ++this.#generation;
    this.state.value = "loading";
    try {
      const show = await read();
      if (generation !== this.#generation) return;
      batch(() => {
        show();
        this.state.value = "ready";
      });
    } catch (error) {
      if (generation !== this.#generation) return;
      batch(() => {
        this.error.value = error;
        this.state.value = error instanceof ToolError ? "missing" : "failed";
      });
    }
  }

  #read(query: string, cursor?: string): Promise<{ customers: Customer[]; cursor: string | null }> {
    return this.bridge.call("search_customers", { query, limit: 50, ...cursor !== undefined && { cursor } });
  }
}
