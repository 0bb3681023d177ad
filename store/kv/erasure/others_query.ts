/**
 * Returns the search for tickets of others that have an address.
 *
 * @param email It can have commas, which separate values, and quotation marks: words of a phrase have none.
 */
export function toOthersQuery(email: string): string {
  return `"${email.replaceAll('"', " ")}" -customer:"${email.replaceAll('"', String.raw`\"`)}"`;
}
