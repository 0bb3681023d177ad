import type { Customer } from "../../../customer.ts";
import { type CustomerEvent, isChange } from "../../../event.ts";
import { createCustomer, createNewAccount } from "../../../rules/customers/mod.ts";
import { isCustomer, isCustomerEvent } from "../../forms/mod.ts";
import type { Row } from "../../rows/mod.ts";
import type { Report } from "./findings.ts";
import { completeHistory, REPAIR_ACTOR, replay } from "./complete_history.ts";

/** An account whose parts fit together. */
export interface AssembledCustomer {
  customer: Customer;
  /** Changes by revision. */
  events: Map<number, CustomerEvent>;
  refusals: CustomerEvent[];
}

/**
 * Puts an account together from what can be read.
 *
 * @param record The stored account, unchecked; undefined if there is none.
 * @returns Null if nothing can be read.
 */
export function assembleCustomer(
  email: string,
  record: Row | undefined,
  rows: readonly Row[],
  report: Report,
): AssembledCustomer | null {
  const events = new Map<number, CustomerEvent>();
  const refusals: CustomerEvent[] = [];
  for (const { key, value } of rows) {
    if (!isCustomerEvent(value, email) || value.revision !== key[3] || isChange(value) !== (key.length === 4)) {
      if (key.length > 4) report("lost", `an event of its history, after event ${String(key[3])}.`);
    } else if (isChange(value)) events.set(value.revision, value);
    else refusals.push(value);
  }
  const read = readRecord(email, record, events, report) ?? rebuildRecord(email, events, report);
  if (read === null) return null;
  const create = (common: object) => ({ email, ...common }) as CustomerEvent;
  const customer = completeHistory(read, events, create, report);
  return { customer, events, refusals: refusals.filter(({ revision }) => revision <= customer.revision) };
}

/** Creates an account for tickets whose customer's account is lost. */
export function createLostCustomer(email: string, at: string): AssembledCustomer {
  const customer = createCustomer({ ...createNewAccount("unknown@example.invalid", email), email }, at);
  const { revision, updated_at, ...after } = customer;
  const event: CustomerEvent = {
    email,
    revision,
    at: updated_at,
    what: "imported",
    by: REPAIR_ACTOR,
    before: {},
    after,
  };
  return { customer, events: new Map([[revision, event]]), refusals: [] };
}

function readRecord(
  email: string,
  record: Row | undefined,
  events: ReadonlyMap<number, CustomerEvent>,
  report: Report,
): Customer | null {
  if (record === undefined) report("rebuilt", "the account is missing.");
  else if (!isCustomer(record.value, email)) report("rebuilt", "the account cannot be read.");
  else if (events.has(record.value.revision + 1)) report("rebuilt", "the account is older than its history.");
  else return record.value;
  return null;
}

function rebuildRecord(
  email: string,
  events: Map<number, CustomerEvent>,
  report: Report,
): Customer | null {
  const last = Math.max(0, ...events.keys());
  const at = events.values().next().value?.at;
  if (at === undefined) return null;
  if (!events.has(1)) report("lost", "the account. A repair puts what is known of it together.");
  const customer = {
    ...createLostCustomer(email, at).customer,
    ...replay(events, last),
    email,
    revision: last,
    updated_at: events.get(last)!.at,
  };
  return isCustomer(customer, email) ? customer : null;
}
