/** The addresses that take the place of those of erased customers. */

import { DeskError } from "../../errors.ts";
import type { TicketRecord } from "../../ticket.ts";

/** RFC 2606 reserves the top-level domain: no one has such an address. */
const DOMAIN = "erased.invalid";

/** Takes the place of texts that may not be empty. */
export const ERASED = "Erased";

export function toErasedAddress(number: number): string {
  return `erased-${number}@${DOMAIN}`;
}

export function isErasedAddress(email: string): boolean {
  return email.endsWith(`@${DOMAIN}`);
}

/** Recognizes a ticket whose words were erased. Imports of earlier versions gave tickets to the accounts of erased customers. */
export function isErasedTicket({ customer, status, subject }: ErasableTicket): boolean {
  return isErasedAddress(customer) && status === "closed" && subject === ERASED;
}

type ErasableTicket = Pick<TicketRecord, "customer" | "status" | "subject">;

/**
 * Rejects a new account or ticket of an erased customer: no erasure would find its words again.
 *
 * @throws {DeskError} `invalid`
 */
export function requireOwnAddress(email: string): void {
  if (!isErasedAddress(email)) return;
  throw new DeskError("invalid", `${email}: ${DOMAIN} is for erased customers. Use the customer's own address.`, {
    reasons: [{ code: "invalid_email", field: "email", value: email }],
  });
}

/**
 * Rejects an imported account or ticket of an erased customer whose history has no erasure.
 *
 * @throws {DeskError} `invalid`
 */
export function requireErasedHistory(email: string, isErased: boolean): void {
  if (!isErasedAddress(email) || isErased) return;
  const advice = `Use the customer's own address. An export of a desk has the history, and can be imported.`;
  throw new DeskError(
    "invalid",
    `${email}: ${DOMAIN} is for erased customers, and the history has no erasure. ${advice}`,
  );
}

/** @throws {DeskError} `wrong_state` if the account is that of an erased customer. */
export function requireNotErased(email: string): void {
  if (!isErasedAddress(email)) return;
  throw new DeskError("wrong_state", `Customer ${email} was erased, and the account cannot change.`, {
    reasons: [{ code: "customer_erased", email }],
  });
}
