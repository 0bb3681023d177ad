/** The customers in Deno KV. */

import type { Customer, CustomerUpdate, NewCustomer } from "../../customer.ts";
import type { ChangeContext, Customers, Page, PageRequest } from "../../desk.ts";
import { DeskError } from "../../errors.ts";
import type { CustomerEvent } from "../../event.ts";
import {
  createCustomer,
  createCustomerEvent,
  parseCustomerUpdate,
  parseNewCustomer,
  toCustomerNotFound,
  updateCustomer,
} from "../../rules/customers/account.ts";
import { parseCustomerQuery } from "../../search/query/customer_query.ts";
import { parseEmailAddress } from "../../rules/customers/email_address.ts";
import { formatInstant } from "../../rules/values/instant.ts";
import { decodeCursor, encodeCursor, parsePageLimit } from "../../rules/values/page.ts";
import { findCustomerEmails, reindexCustomer } from "../index/customer_index.ts";
import { readCustomer } from "./read_customer.ts";
import { toCustomerEventKey } from "../schema/event_keys.ts";
import { commitOnce } from "../commit/idempotency.ts";
import { keys, prefixes } from "../schema/keys.ts";
import { readPage } from "../schema/pages.ts";
import { getAll } from "../port/batch_reads.ts";
import { stageCustomerRefusal } from "../ticket_changes/refusals.ts";
import type { Store } from "../commit/store.ts";
import { listActiveTickets } from "../index/ticket_lists.ts";
import type { Transaction } from "../commit/transaction.ts";

/** How many of a customer's tickets are told that their tier changed. */
const MAX_NOTIFIED_TICKETS = 100;

/** {@linkcode Customers} in Deno KV. */
export class KvCustomers implements Customers {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async get(email: string): Promise<Customer> {
    const address = parseEmailAddress(email);
    const { value } = await this.#store.kv.get<Customer>(keys.customer(address));
    if (value === null) throw toCustomerNotFound(address);
    return value;
  }

  async search(query: string, page: PageRequest = {}): Promise<Page<Customer>> {
    const { kv } = this.#store;
    const limit = parsePageLimit(page);
    const last = decodeCursor("customers", page.cursor);
    const emails: string[] = [];
    for await (const email of findCustomerEmails(kv, parseCustomerQuery(query), last === null ? null : String(last))) {
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

  async listEvents(email: string, page: PageRequest = {}): Promise<Page<CustomerEvent>> {
    const { email: address } = await this.get(email);
    const range = prefixes.customerEvents(address);
    return await readPage<CustomerEvent>(this.#store.kv, `history ${address}`, range, page);
  }

  async create(customer: NewCustomer, context: ChangeContext): Promise<Customer> {
    const input = parseNewCustomer(customer);
    const rule = async (transaction: Transaction) => {
      await requireUnusedEmail(transaction, input.email);
      const made = createCustomer(input, formatInstant(transaction.now));
      stageNewCustomer(transaction, made, [createCustomerEvent("created", null, made, context)]);
      return made;
    };
    const call = { operation: "createCustomer", input, context };
    return (await commitOnce(this.#store, call, rule, { reads: [keys.customer(input.email)] })).answer;
  }

  async update(email: string, update: CustomerUpdate, context: ChangeContext): Promise<Customer> {
    const address = parseEmailAddress(email);
    const input = parseCustomerUpdate(update);
    const rule = async (transaction: Transaction) => {
      const before = await readCustomer(transaction, address, context.expectedRevision);
      const after = updateCustomer(before, input, formatInstant(transaction.now));
      if (after === null) return before;
      stageCustomer(transaction, before, after, [createCustomerEvent("updated", before, after, context)]);
      if (before.account_tier !== after.account_tier) await this.#tellTickets(transaction, address);
      return after;
    };
    const options = { reads: [keys.customer(address)], alone: input.account_tier !== undefined };
    const call = { operation: "updateCustomer", input: { email: address, input }, context };
    return (await commitOnce(this.#store, call, rule, options)).answer;
  }

  async recordRefusal(email: string, context: ChangeContext): Promise<void> {
    const address = parseEmailAddress(email);
    await this.#store.commits.commit((transaction) => stageCustomerRefusal(transaction, address, context));
  }

  /** His tickets show another tier and another due time now, though nothing in them changed. */
  async #tellTickets(transaction: Transaction, email: string): Promise<void> {
    for (const id of await listActiveTickets(this.#store.kv, email, MAX_NOTIFIED_TICKETS)) {
      transaction.recordChange({ kind: "ticket", id });
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
  for (const [index, event] of events.entries()) transaction.set(toCustomerEventKey(event, index), event);
  reindexCustomer(transaction, before, after);
  transaction.recordChange({ kind: "customer", email: after.email });
}

async function requireUnusedEmail(transaction: Transaction, email: string): Promise<void> {
  if (await transaction.get(keys.customer(email)) === null) return;
  throw new DeskError(
    "already_exists",
    `Customer ${email} already exists: change the account instead (update_account).`,
  );
}
