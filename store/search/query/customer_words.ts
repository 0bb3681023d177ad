/** Words of a query that name a customer, or the customers of a domain. */

const ADDRESS = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;
const DOMAIN = /^@?((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,})$/u;

/** Reports whether a word is an email address. */
export function isAddress(text: string): boolean {
  return ADDRESS.test(text);
}

/** Returns the domain that `acme.com` or `@acme.com` names; null for other texts. */
export function readDomain(text: string): string | null {
  return DOMAIN.exec(text)?.[1] ?? null;
}
