/** Validation and changes of customer accounts. */

import { truncate } from "../../../base/text/truncate.ts";
import { toOneLine } from "../../../base/text/one_line.ts";
import { toShortLine } from "../../../base/text/short_line.ts";
import type { Customer, CustomerUpdate, NewCustomer } from "../../customer.ts";
import { DeskError } from "../../errors.ts";
import type { CustomerEvent, CustomerEventKind } from "../../event.ts";
import { LIMITS } from "../../ticket.ts";
import { parseNewEmailAddress } from "./email_address.ts";
import { createEventParts, type Origin } from "../history/mod.ts";
import { parseRequiredLine, parseText } from "../values/mod.ts";

/** A new account's fields, validated and with defaults. */
export type NewCustomerFields = Required<Omit<NewCustomer, "organization">> & Pick<NewCustomer, "organization">;

/**
 * Validates a new account and adds defaults (free, active, no notes).
 *
 * @throws {DeskError} `invalid` for an invalid email address, an empty name or a text that is too long.
 */
export function parseNewCustomer(customer: NewCustomer): NewCustomerFields {
  return {
    email: parseNewEmailAddress(customer.email),
    name: parseRequiredLine("name", customer.name, LIMITS.name),
    account_tier: customer.account_tier ?? "free",
    status: customer.status ?? "active",
    notes: parseText("notes", customer.notes ?? "", LIMITS.notes),
    ...customer.organization !== undefined && { organization: parseOrganization(customer.organization) },
  };
}

/**
 * Creates the account of a customer about whom little is known.
 *
 * @param email A valid address.
 * @param name Cut to the longest name (default: the local part of the address).
 */
export function createNewAccount(email: string, name = ""): NewCustomerFields {
  const known = toOneLine(name) || email.slice(0, email.indexOf("@"));
  return parseNewCustomer({ email, name: truncate(known, LIMITS.name) });
}

/**
 * Creates the account.
 *
 * @param at An ISO 8601 instant.
 */
export function createCustomer(fields: NewCustomerFields, at: string): Customer {
  const { email, name, account_tier, status, notes, organization } = fields;
  const account = { email, name, account_tier, status, notes, revision: 1, created_at: at, updated_at: at };
  return organization === undefined ? account : { ...account, organization };
}

/** @throws {DeskError} `invalid` for an empty name or a text that is too long. */
export function parseCustomerUpdate(update: CustomerUpdate): CustomerUpdate {
  const checked = { ...update };
  if (update.name !== undefined) checked.name = parseRequiredLine("name", update.name, LIMITS.name);
  if (update.organization !== undefined) checked.organization = parseOrganization(update.organization);
  if (update.notes !== undefined) checked.notes = parseText("notes", update.notes, LIMITS.notes);
  return checked;
}

/** Applies an update. Returns null if nothing changes. */
export function updateCustomer(customer: Customer, update: CustomerUpdate, at: string): Customer | null {
  const { name = customer.name, account_tier = customer.account_tier, status = customer.status } = update;
  const { organization = "" } = customer;
  const isMoved = update.organization !== undefined && update.organization !== organization;
  const changed = {
    ...customer,
    ...{ name, account_tier, status, notes: update.notes ?? customer.notes },
    ...isMoved && { organization: update.organization },
  };
  if (JSON.stringify(changed) === JSON.stringify(customer)) return null;
  return { ...changed, revision: customer.revision + 1, updated_at: at };
}

/**
 * Creates the event of a change.
 *
 * @param before Null if the customer is new.
 */
export function createCustomerEvent(
  what: CustomerEventKind,
  before: Customer | null,
  after: Customer,
  origin: Origin,
): CustomerEvent {
  return { email: after.email, ...createEventParts(what, before, after, origin) };
}

/** Creates the error for an unknown customer. */
export function toCustomerNotFound(email: string): DeskError {
  return new DeskError("not_found", `Customer ${toShortLine(email)} not found.`, {
    reasons: [{ code: "customer_not_found", email: toShortLine(email) }],
  });
}

function parseOrganization(name: string): string {
  return parseText("organization", toOneLine(name), LIMITS.name);
}
