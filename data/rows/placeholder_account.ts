import type { CustomerToImport } from "../../store/mod.ts";

/** A free account for an e-mail address of which no more is known. */
export function createPlaceholderAccount(email: string): CustomerToImport {
  const name = email.split("@")[0]!.trim();
  return { customer: { email, name: name || email } };
}
