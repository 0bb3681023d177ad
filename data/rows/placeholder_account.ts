import type { CustomerToImport } from "../../store/mod.ts";

/** Creates a free account for an email address about which nothing else is known. */
export function createPlaceholderAccount(email: string): CustomerToImport {
  const name = email.split("@")[0]!.trim();
  return { customer: { email, name: name || email } };
}
