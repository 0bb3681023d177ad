/** Customers: a list, and one of them with their tickets. */

import { signal } from "@preact/signals";
import { Directory, type DirectoryPage } from "./directory.ts";
import type { Customer, TicketRow, Tier } from "./model.ts";
import { isRejected } from "./refusals.ts";

/** The tickets of a customer, or the reason why they could not be read. */
interface CustomerTickets {
  tickets: readonly TicketRow[];
  damaged?: readonly string[];
  error: unknown;
}

/** Finds, opens and changes customers. */
export class CustomerDirectory extends Directory<Customer> {
  readonly tickets = signal<readonly TicketRow[]>([]);
  /** Sentences about damaged tickets of the open customer. */
  readonly damagedTickets = signal<readonly string[]>([]);
  /** The reason why the tickets of the open customer are not there; null if they are. */
  readonly ticketsError = signal<unknown>(null);

  open(email: string): Promise<void> {
    this.opened.value = null;
    return this.load(async () => {
      const [customer, found] = await Promise.all([
        this.read(email),
        this.#findTickets(email).catch((error: unknown): CustomerTickets => ({ tickets: [], error })),
      ]);
      return () => {
        this.opened.value = customer;
        this.tickets.value = found.tickets;
        this.damagedTickets.value = found.damaged ?? [];
        this.ticketsError.value = found.error;
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

  /** Gives the open account another tier. Failures are shown to the person, but not that they rejected the change. */
  async changeTier(account_tier: Tier): Promise<void> {
    try {
      await this.update({ account_tier });
    } catch (error) {
      if (!isRejected(error)) this.notices.fail(error);
    }
  }

  async #findTickets(email: string): Promise<CustomerTickets> {
    const query = `customer:${email}`;
    return {
      ...await this.bridge.call<Omit<CustomerTickets, "error">>("list_ticket_rows", { query, limit: 50 }),
      error: null,
    };
  }

  protected override async find(query: string, cursor?: string) {
    const page = { query, limit: 50, ...cursor !== undefined && { cursor } };
    const { customers: rows, ...rest } = await this.bridge.call<
      { customers: Customer[] } & Omit<DirectoryPage<Customer>, "rows">
    >("search_customers", page);
    return { ...rest, rows };
  }
}
