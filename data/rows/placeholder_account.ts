import { parseMailbox } from "../../base/text/mailbox.ts";
import type { CustomerToImport } from "../../store/mod.ts";

/** Creates a free account for a customer about whom only `ada@example.com` or `Ada <ada@example.com>` is known. */
export function createPlaceholderAccount(text: string): CustomerToImport {
  const { address: email, name = email.split("@")[0]!.trim() } = parseMailbox(text);
  return { customer: { email, name: name || email } };
}
