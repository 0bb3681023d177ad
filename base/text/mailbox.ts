/** A person's name and email address, as mail programs write them (RFC 5322, section 3.4). */
export interface Mailbox {
  /** Missing if there is only an address. */
  readonly name?: string;
  readonly address: string;
}

/** Checks that a text has the form of an email address alone. The desk validates it. */
export function isBareAddress(text: string): boolean {
  return !/[<>\s]|^mailto:/i.test(text);
}

/** Reads `Jane Roe <jane@example.com>`, `jane@example.com` or `mailto:jane@example.com`. Does not validate the address. */
export function parseMailbox(text: string): Mailbox {
  const trimmed = text.trim();
  if (!trimmed.endsWith(">")) return { address: trimmed.replace(/^mailto:/i, "") };
  const start = trimmed.lastIndexOf("<");
  const before = trimmed.slice(0, Math.max(start, 0));
  if (/[<>]/.test(before)) return { address: trimmed }; // several mailboxes, of which none is the one
  const name = before.trim().replace(/^"(.*)"$/, "$1").replace(/\\(.)/g, "$1").trim();
  return { ...name !== "" && { name }, address: trimmed.slice(start + 1, -1).trim().replace(/^mailto:/i, "") };
}
