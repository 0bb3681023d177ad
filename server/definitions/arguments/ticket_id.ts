import { isTicketId } from "../../../store/mod.ts";

const LOOSE = /^(?:ticket:\/\/|#)?0*([1-9]\d*)$/i;

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
