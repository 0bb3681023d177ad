/** Ways in which a person delivers a reply that the desk cannot send. */

import type { Ui } from "./ui.ts";

/** In characters. Programs for mail take no longer addresses everywhere. */
const MOST_IN_ADDRESS = 1_900;

/** Copies a text, and says so. */
export async function copyText(
  { desk: { notices }, words: { value: { ticket: words } } }: Ui,
  text: string,
): Promise<void> {
  const isCopied = await navigator.clipboard?.writeText(text).then(() => true, () => false) || copySelection(text);
  notices.add(isCopied ? { kind: "done", text: words.copied } : { kind: "failed", text: words.notCopied });
}

/** Pages without TLS and frames of hosts have no other clipboard. */
function copySelection(text: string): boolean {
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  const before = document.activeElement;
  field.select();
  try {
    return document.execCommand("copy");
  } finally {
    field.remove();
    if (before instanceof HTMLElement) before.focus();
  }
}

/** Formats the address of a new mail (RFC 6068). A body that is too long is left out. */
export function formatMailAddress({ to, subject, body }: { to: string; subject: string; body: string }): string {
  const encode = (text: string) => encodeURIComponent(text.toWellFormed()); // half a pair would throw
  const head = `mailto:${encode(to).replaceAll("%40", "@")}?subject=${encode(subject)}`;
  const whole = `${head}&body=${encode(body.replaceAll("\n", "\r\n"))}`;
  return whole.length <= MOST_IN_ADDRESS ? whole : head;
}
