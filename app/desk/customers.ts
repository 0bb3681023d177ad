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
      const [customer, { tickets }] = await Promise.all([
        this.read(email),
        this.bridge.call<{ tickets: TicketRow[] }>("search_tickets", { query: `customer:${email}`, limit: 50 }),
      ]);
      return () => {
        this.opened.value = customer;
        this.tickets.value = tickets;
      };
    });
  }

  /** Reads an account with all of its notes. */
  async read(email: string): Promise<Customer> {
    let whole: Customer | undefined;
    for (let offset: number | null = 0; offset !== null;) {
      const page: { customer: Customer; next_offset: number | null } = await this.bridge.call("get_customer", {
        ...{ email, offset },
      });
      whole = { ...page.customer, notes: (whole?.notes ?? "") + page.customer.notes };
      offset = page.next_offset;
    }
    return whole!;
  }

  /**
   * Changes the account that is open. For a new tier or status, the server asks the person for approval.
   *
   * @throws {ToolError} If the server refuses.
   * @throws {BridgeError} If it was not reached.
   */
  async update(values: { account_tier?: Tier; expected_revision?: number }): Promise<void> {
    const { email, revision } = this.opened.value!;
    await this.bridge.call("update_account", { email, expected_revision: revision, ...values });
    const customer = await this.read(email); // the result has only the start of long notes
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
