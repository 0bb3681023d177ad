/** The addresses that take the place of those of erased customers. */

import { DeskError } from "../../errors.ts";

/** RFC 2606 reserves the top-level domain: no one has such an address. */
const DOMAIN = "erased.invalid";

export function toErasedAddress(number: number): string {
  return `erased-${number}@${DOMAIN}`;
}

export function isErasedAddress(email: string): boolean {
  return email.endsWith(`@${DOMAIN}`);
}

/**
 * Rejects a new account or ticket of an erased customer: no erasure would find its words again.
 *
 * @throws {DeskError} `invalid`
 */
export function requireOwnAddress(email: string): void {
  if (!isErasedAddress(email)) return;
  throw new DeskError("invalid", `${email}: ${DOMAIN} is for erased customers. Use the customer's own address.`);
}

/** @throws {DeskError} `wrong_state` if the account is that of an erased customer. */
export function requireNotErased(email: string): void {
  if (!isErasedAddress(email)) return;
  throw new DeskError("wrong_state", `Customer ${email} was erased, and the account cannot change.`);
}
