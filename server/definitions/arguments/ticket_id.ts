import { isTicketId } from "../../../store/mod.ts";

const LOOSE = /^(?:ticket:\/\/|#)?0*([1-9]\d*)$/i;

/** A quoted text, or a ticket's URI as a word. */
const URI_WORD = /"[^"]*"?|(?<![^\s(])ticket:\/\/0*([1-9]\d*)(?![^\s)])/gi;

/** Replaces `ticket://42` by `#42`, which a query finds. */
export function replaceTicketUris(query: string): string {
  return query.replace(URI_WORD, (whole, id: string | undefined) => id === undefined ? whole : `#${id}`);
}

/**
 * Reads a ticket id as people and models write it: `42`, `#42`, `ticket://42`.
 *
 * @returns The id in strict form, or undefined if the value is none.
 */
export function parseTicketId(value: unknown): string | undefined {
  if (Number.isSafeInteger(value)) return parseTicketId(String(value));
  const id = typeof value === "string" ? LOOSE.exec(value.trim())?.[1] : undefined;
  return id !== undefined && isTicketId(id) ? id : undefined;
}
