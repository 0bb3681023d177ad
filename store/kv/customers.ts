/** The customers in Deno KV. */

import type { Customer, CustomerUpdate, NewCustomer } from "../customer.ts";
import type { ChangeContext, Customers, Page, PageRequest } from "../desk.ts";
import { DeskError } from "../errors.ts";
import type { CustomerEvent } from "../event.ts";
import {
  checkedCustomerUpdate,
  checkedNewCustomer,
  customerEvent,
  customerNotFound,
  newCustomer,
  updateCustomer,
} from "../rules/customer_account.ts";
import { queriedTerms } from "../rules/customer_query.ts";
import { emailAddress } from "../rules/email.ts";
import { instant } from "../rules/instant.ts";
import { decodeCursor, encodeCursor, pageLimit } from "../rules/page.ts";
import { customersUnder, reindexCustomer } from "./customer_index.ts";
import { readCustomer } from "./customer_reads.ts";
import { customerEventKey } from "./event_keys.ts";
import { commitOnce } from "./idempotency.ts";
import { keys, prefixes } from "./keys.ts";
import { pageUnder } from "./ranges.ts";
import { getAll } from "./reading.ts";
import { refuseCustomerChange } from "./refusals.ts";
import type { Store } from "./store.ts";
import { activeTicketsOf } from "./ticket_lists.ts";
import type { Transaction } from "./transaction.ts";

/** How many of a customer's tickets are told that their tier changed. */
const TICKETS_TOLD = 100;

/** {@linkcode Customers} in Deno KV. */
export class KvCustomers implements Customers {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async get(email: string): Promise<Customer> {
    const address = emailAddress(email);
    const { value } = await this.#store.kv.get<Customer>(keys.customer(address));
    if (value === null) throw customerNotFound(address);
    return value;
  }

  async search(query: string, page: PageRequest = {}): Promise<Page<Customer>> {
    const { kv } = this.#store;
    const limit = pageLimit(page);
    const last = decodeCursor("customers", page.cursor);
    const emails: string[] = [];
    for await (const email of customersUnder(kv, queriedTerms(query), last === null ? null : String(last))) {
      if (emails.push(email) > limit) break;
    }
    const shown = emails.slice(0, limit);
    const customers = await getAll<Customer>(kv, shown.map(keys.customer));
    const cursor = emails.length > limit ? encodeCursor("customers", shown.at(-1)!) : null;
    return { items: customers.filter((customer) => customer !== null), cursor };
  }

  async completeEmail(prefix: string, limit: number): Promise<string[]> {
    const beginning = prefix.trim().toLowerCase();
    // No character comes after the last one of Unicode.
    const range = { start: keys.customer(beginning), end: keys.customer(`${beginning}\u{10ffff}`) };
    return await Array.fromAsync(this.#store.kv.list(range, { limit }), ({ key }) => String(key.at(-1)));
  }

  async history(email: string, page: PageRequest = {}): Promise<Page<CustomerEvent>> {
    const { email: address } = await this.get(email);
    const range = prefixes.customerEvents(address);
    return await pageUnder<CustomerEvent>(this.#store.kv, `history ${address}`, range, page);
  }

  async create(customer: NewCustomer, context: ChangeContext): Promise<Customer> {
    const input = checkedNewCustomer(customer);
    const rule = async (transaction: Transaction) => {
      await refuseTaken(transaction, input.email);
      const made = newCustomer(input, instant(transaction.now));
      stageNewCustomer(transaction, made, [customerEvent("created", null, made, context)]);
      return made;
    };
    const call = { operation: "createCustomer", input, context };
    return (await commitOnce(this.#store, call, rule, { reads: [keys.customer(input.email)] })).answer;
  }

  async update(email: string, update: CustomerUpdate, context: ChangeContext): Promise<Customer> {
    const address = emailAddress(email);
    const input = checkedCustomerUpdate(update);
    const rule = async (transaction: Transaction) => {
      const before = await readCustomer(transaction, address, context.expectedRevision);
      const after = updateCustomer(before, input, instant(transaction.now));
      if (after === null) return before;
      stageCustomer(transaction, before, after, [customerEvent("updated", before, after, context)]);
      if (before.account_tier !== after.account_tier) await this.#tellTickets(transaction, address);
      return after;
    };
    const options = { reads: [keys.customer(address)], alone: input.account_tier !== undefined };
    const call = { operation: "updateCustomer", input: { email: address, input }, context };
    return (await commitOnce(this.#store, call, rule, options)).answer;
  }

  async recordRefusal(email: string, context: ChangeContext): Promise<void> {
    const address = emailAddress(email);
    await this.#store.commits.commit((transaction) => refuseCustomerChange(transaction, address, context));
  }

  /** His tickets show another tier and another due time now, though nothing in them changed. */
  async #tellTickets(transaction: Transaction, email: string): Promise<void> {
    for (const id of await activeTicketsOf(this.#store.kv, email, TICKETS_TOLD)) {
      transaction.changed({ kind: "ticket", id });
    }
  }
}

/** Stages a customer who wasn't there, with his history. */
export function stageNewCustomer(transaction: Transaction, customer: Customer, events: readonly CustomerEvent[]): void {
  stageCustomer(transaction, null, customer, events);
  transaction.add(keys.countCustomers, 1);
}

function stageCustomer(
  transaction: Transaction,
  before: Customer | null,
  after: Customer,
  events: readonly CustomerEvent[],
): void {
  transaction.set(keys.customer(after.email), after);
  for (const [index, event] of events.entries()) transaction.set(customerEventKey(event, index), event);
  reindexCustomer(transaction, before, after);
  transaction.changed({ kind: "customer", email: after.email });
}

async function refuseTaken(transaction: Transaction, email: string): Promise<void> {
  if (await transaction.get(keys.customer(email)) === null) return;
  throw new DeskError(
    "already_exists",
    `Customer ${email} already exists: change the account instead (update_account).`,
  );
}
