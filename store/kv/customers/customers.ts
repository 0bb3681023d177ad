import type { Customer, CustomerUpdate, NewCustomer } from "../../customer.ts";
import type { Customers } from "../../customers.ts";
import type { ChangeContext, Page, PageRequest } from "../../desk.ts";
import { DeskError } from "../../errors.ts";
import type { CustomerEvent } from "../../event.ts";
import type { Settings } from "../../settings.ts";
import {
  createCustomer,
  createCustomerEvent,
  MAX_EMAIL_BYTES,
  parseCustomerUpdate,
  parseEmailAddress,
  parseNewCustomer,
  requireOwnAddress,
  showOrganization,
  toCustomerNotFound,
} from "../../rules/customers/mod.ts";
import { decodeCursor, encodeCursor, formatInstant, parsePageLimit } from "../../rules/values/mod.ts";
import { hasCustomerTerms, listDomainTerms, parseCustomerQuery } from "../../search/query/mod.ts";
import { commitOnce, type Store, type Transaction } from "../commit/mod.ts";
import { finishTierChange } from "../deadlines/mod.ts";
import { type CustomerLookup, findCustomerEmails } from "../index/mod.ts";
import { type DamageList, getAllSound, withDamage } from "../forms/mod.ts";
import { keys, LAST_CHARACTER, prefixes, readPage } from "../schema/mod.ts";
import { readSettings } from "../settings/mod.ts";
import { stageCustomerRefusal, stageCustomerUpdate, stageNewCustomer, toUpdateCall } from "./customer_changes.ts";

/** {@linkcode Customers} on the key-value store. */
export class KvCustomers implements Customers {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async get(email: string): Promise<Customer> {
    const address = parseEmailAddress(email);
    const [customer, settings] = await Promise.all([
      this.#store.kv.get<Customer>(keys.customer(address)),
      readSettings(this.#store.kv),
    ]);
    if (customer.value === null) throw toCustomerNotFound(address);
    return showOrganization(customer.value, settings.organizations);
  }

  async search(query: string, page: PageRequest = {}): Promise<Page<Customer>> {
    const { kv } = this.#store;
    const limit = parsePageLimit(page);
    const last = decodeCursor("customers", page.cursor);
    const { organizations } = await readSettings(kv);
    const terms = parseCustomerQuery(query);
    const lookups = terms.map((term): CustomerLookup => [term, ...listDomainTerms(term, organizations)]);
    const isCertain = lookups.every(({ length }) => length === 1);
    const emails: string[] = [];
    for await (const email of findCustomerEmails(kv, lookups, last === null ? null : String(last))) {
      if (!isCertain && !await this.#hasTerms(email, terms, organizations)) continue;
      if (emails.push(email) > limit) break;
    }
    const shown = emails.slice(0, limit);
    const damaged: DamageList = new Set();
    const customers = await getAllSound<Customer>(kv, shown.map(keys.customer), damaged);
    const cursor = emails.length > limit ? encodeCursor("customers", shown.at(-1)!) : null;
    const items = customers.flatMap((customer) => customer === null ? [] : [showOrganization(customer, organizations)]);
    return withDamage({ items, cursor }, damaged);
  }

  /** Reports whether a customer has all terms of a query. A damaged account may have them. */
  async #hasTerms(
    email: string,
    terms: readonly string[],
    organizations: Settings["organizations"],
  ): Promise<boolean> {
    const [customer] = await getAllSound<Customer>(this.#store.kv, [keys.customer(email)]);
    return customer == null || hasCustomerTerms(showOrganization(customer, organizations), terms);
  }

  async findNames(emails: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const addresses = [...new Set(emails)];
    const customers = await getAllSound<Customer>(this.#store.kv, addresses.map(keys.customer));
    return new Map(customers.flatMap((customer) => customer === null ? [] : [[customer.email, customer.name]]));
  }

  async completeEmail(prefix: string, limit: number): Promise<string[]> {
    const start = prefix.trim().toLowerCase();
    if (start.length > MAX_EMAIL_BYTES) return []; // no address is longer, and its key could be too large to read
    const range = { start: keys.customer(start), end: keys.customer(`${start}${LAST_CHARACTER}`) };
    return await Array.fromAsync(
      this.#store.kv.list(range, { limit, keysOnly: true }),
      ({ key }) => String(key.at(-1)),
    );
  }

  async listEvents(email: string, page: PageRequest = {}): Promise<Page<CustomerEvent>> {
    const { email: address } = await this.get(email);
    const range = prefixes.customerEvents(address);
    return await readPage<CustomerEvent>(this.#store.kv, `history ${address}`, range, page);
  }

  async create(customer: NewCustomer, context: ChangeContext): Promise<Customer> {
    const input = parseNewCustomer(customer);
    requireOwnAddress(input.email);
    const rule = async (transaction: Transaction) => {
      await requireUnusedEmail(transaction, input.email);
      const created = createCustomer(input, formatInstant(transaction.now));
      stageNewCustomer(transaction, created, [createCustomerEvent("created", null, created, context)]);
      return created;
    };
    const call = { operation: "createCustomer", input, context };
    return await this.#show(await commitOnce(this.#store, call, rule, { reads: [keys.customer(input.email)] }));
  }

  async update(email: string, update: CustomerUpdate, context: ChangeContext): Promise<Customer> {
    const address = parseEmailAddress(email);
    const input = parseCustomerUpdate(update);
    const rule = (transaction: Transaction) =>
      stageCustomerUpdate(this.#store.kv, transaction, { email: address, update: input }, context);
    const options = { reads: [keys.customer(address)], alone: input.account_tier !== undefined };
    const call = { ...toUpdateCall(address, input), context };
    const committed = await commitOnce(this.#store, call, rule, options);
    if (input.account_tier !== undefined) await finishTierChange(this.#store, address);
    return await this.#show(committed);
  }

  async recordRefusal(email: string, context: ChangeContext): Promise<void> {
    const address = parseEmailAddress(email);
    await this.#store.commits.commit((transaction) => stageCustomerRefusal(transaction, address, context));
  }

  async #show({ result }: { result: Customer }): Promise<Customer> {
    return showOrganization(result, (await readSettings(this.#store.kv)).organizations);
  }
}

async function requireUnusedEmail(transaction: Transaction, email: string): Promise<void> {
  if (await transaction.get(keys.customer(email)) === null) return;
  throw new DeskError(
    "already_exists",
    `Customer ${email} already exists. Change the account instead (update_account).`,
  );
}
