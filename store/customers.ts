/** The calls of the desk for customers. */

import type { ChangeContext, Page, PageRequest } from "./calls.ts";
import type { Customer, CustomerUpdate, NewCustomer } from "./customer.ts";
import type { CustomerEvent } from "./event.ts";

/**
 * Reads and changes customers. Methods that take an email address throw `not_found` for an unknown one (`Customer x@y.z
 * not found.`).
 */
export interface Customers {
  get(email: string): Promise<Customer>;
  /** Searches by words of the name, email address and organization, `tier:` and `status:`. Sorted by email address. */
  search(query: string, page?: PageRequest): Promise<Page<Customer>>;
  /** Returns the names of accounts by email address, without unknown addresses and damaged accounts. */
  findNames(emails: readonly string[]): Promise<ReadonlyMap<string, string>>;
  completeEmail(prefix: string, limit: number): Promise<string[]>;
  listEvents(email: string, page?: PageRequest): Promise<Page<CustomerEvent>>;
  create(customer: NewCustomer, context: ChangeContext): Promise<Customer>;
  update(email: string, update: CustomerUpdate, context: ChangeContext): Promise<Customer>;
  /** Records a change that was not approved, like {@linkcode Tickets.recordRefusal}. */
  recordRefusal(email: string, context: ChangeContext): Promise<void>;
}
