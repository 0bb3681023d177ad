/** The account without personal data that takes the place of a customer's. */

import type { Customer } from "../../customer.ts";
import type { ChangeContext } from "../../desk.ts";
import type { ErasureCounts } from "../../erasure.ts";
import type { CustomerEvent } from "../../event.ts";
import {
  createCustomer,
  createCustomerEvent,
  ERASED,
  toErasedAddress,
  updateCustomer,
} from "../../rules/customers/mod.ts";
import { formatInstant } from "../../rules/values/mod.ts";
import type { Transaction } from "../commit/mod.ts";
import { readCustomer, stageCustomer, stageNewCustomer } from "../customers/mod.ts";
import { keys } from "../schema/mod.ts";
import type { ErasurePlan } from "./plan.ts";

/** Stages the account without personal data. Its history and its notes say what was erased. */
export async function stagePlaceholder(
  transaction: Transaction,
  { customer, ...counts }: ErasurePlan,
  context: ChangeContext,
): Promise<string> {
  let number = await transaction.get<number>(keys.nextErasure) ?? 1;
  while (await transaction.get(keys.customer(toErasedAddress(number))) !== null) number++;
  transaction.set(keys.nextErasure, number + 1);
  const { account_tier, status } = customer;
  const fields = {
    email: toErasedAddress(number),
    name: "Erased customer",
    account_tier,
    status,
    notes: formatNotes(counts),
  };
  const account = createCustomer(fields, formatInstant(transaction.now));
  stageNewCustomer(transaction, account, [createErasedEvent(null, account, context)]);
  return account.email;
}

/** Stages other counts in the notes of the account without personal data. */
export async function stageCounts(
  transaction: Transaction,
  placeholder: string,
  counts: ErasureCounts,
  context: ChangeContext,
): Promise<void> {
  const before = await readCustomer(transaction, placeholder, undefined);
  const after = updateCustomer(before, { notes: formatNotes(counts) }, formatInstant(transaction.now));
  if (after !== null) stageCustomer(transaction, before, after, [createErasedEvent(before, after, context)]);
}

function createErasedEvent(
  before: Customer | null,
  after: Customer,
  { by, requests = [] }: ChangeContext,
): CustomerEvent {
  const decided = requests.map((request) => ({ ...request, question: ERASED }));
  return createCustomerEvent("erased", before, after, { by, requests: decided });
}

function formatNotes({ tickets, comments, files }: ErasureCounts): string {
  const counts = [formatCount(tickets, "ticket"), formatCount(comments, "comment"), formatCount(files, "file")];
  return `Erased: ${counts.join(", ")}.`;
}

function formatCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
