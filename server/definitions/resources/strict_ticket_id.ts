/** Removes the zeros before the ticket id of a URI: `042` is 42, as for the tools. */
export function toStrictTicketId(text: string): string {
  return text.replace(/^0+(?=[1-9]\d*$)/, "");
}
