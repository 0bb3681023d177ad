const STRICT = /^[1-9]\d{0,15}$/;
const LOOSE = /^(?:ticket:\/\/|#)?0*([1-9]\d{0,15})$/i;

/** Checks that a text is a ticket id in strict form: digits only. */
export function isTicketId(text: string): boolean {
  return STRICT.test(text);
}

/**
 * Reads a ticket id as people and models write it: `42`, `#42`, `ticket://42`.
 *
 * @returns The digits, or undefined if the value has another form.
 */
export function parseTicketId(value: unknown): string | undefined {
  if (Number.isSafeInteger(value)) return parseTicketId(String(value));
  return typeof value === "string" ? LOOSE.exec(value.trim())?.[1] : undefined;
}
