/** Email addresses, which identify customers. */

import { toOneLine } from "../../../base/text/one_line.ts";
import { toShortLine } from "../../../base/text/short_line.ts";
import { DeskError } from "../../errors.ts";

/** The longest path in SMTP without its angle brackets (RFC 5321, 4.5.3.1.3). */
export const MAX_EMAIL_BYTES = 254;

/**
 * Normalizes an email address: trimmed and in lower case.
 *
 * @throws {DeskError} `invalid` if it cannot be an address.
 */
export function parseEmailAddress(text: string): string {
  const email = text.trim().toLowerCase();
  const reason = findProblem(email);
  if (reason !== null) throw createInvalidError(text.trim(), reason);
  return email;
}

/**
 * Normalizes the email address of a new account. Accounts of earlier versions may have addresses with characters that no
 * one sees, and keep them.
 *
 * @throws {DeskError} `invalid` if it cannot be an address, or looks like another one.
 */
export function parseNewEmailAddress(text: string): string {
  const email = parseEmailAddress(text);
  if (toOneLine(email) === email) return email;
  throw createInvalidError(email, "it contains an invisible character");
}

function createInvalidError(email: string, reason: string): DeskError {
  return new DeskError(
    "invalid",
    `"${toShortLine(email)}" is not an email address: ${reason}. Use the form name@example.com.`,
    { reasons: [{ code: "invalid_email", field: "email", value: toShortLine(email) }] },
  );
}

function findProblem(email: string): string | null {
  const octets = new TextEncoder().encode(email).length;
  if (octets > MAX_EMAIL_BYTES) return `it is too long: ${octets} bytes (limit ${MAX_EMAIL_BYTES})`;
  if (/[\s\p{Cc}]/u.test(email)) return "it contains white space or a control character";
  if (!email.isWellFormed()) return "it contains an incomplete character";
  const [name, domain, ...more] = email.split("@");
  if (domain === undefined || more.length > 0) return "it needs exactly one @";
  if (name === "" || domain === "") return "the part before or after the @ is missing";
  return null;
}
