/** E-mail addresses, which name the customers. */

import { DeskError } from "../../errors.ts";

/** In octets: the longest path that SMTP carries (RFC 5321, 4.5.3.1.3), without its angle brackets. */
const MAX_BYTES = 254;

/**
 * The form in which an address identifies a customer: trimmed and lower case.
 *
 * @throws {DeskError} `invalid` when it can't be an address. Whether mail arrives there, only mail can tell.
 */
export function parseEmailAddress(text: string): string {
  const email = text.trim().toLowerCase();
  const reason = findProblem(email);
  if (reason !== null) {
    throw new DeskError(
      "invalid",
      `"${email.slice(0, 100)}" is no e-mail address: ${reason}. Give one like name@example.com.`,
    );
  }
  return email;
}

function findProblem(email: string): string | null {
  const octets = new TextEncoder().encode(email).length;
  if (octets > MAX_BYTES) return `it has ${octets} bytes, and at most ${MAX_BYTES} are allowed`;
  if (/[\s\p{Cc}]/u.test(email)) return "it has a space or a control character in it";
  if (!email.isWellFormed()) return "it has half a character in it";
  const [name, domain, ...more] = email.split("@");
  if (domain === undefined || more.length > 0) return "it needs exactly one @";
  if (name === "" || domain === "") return "something must stand on both sides of the @";
  return null;
}
