/** The names of customers beside the addresses that tickets have. */

import type { ToolContext } from "./definition.ts";

/** Finds the names of accounts by their addresses. Finds none if the server does not offer accounts. */
export async function findCustomerNames(
  emails: readonly string[],
  { customers, offers }: Pick<ToolContext, "customers" | "offers">,
): Promise<ReadonlyMap<string, string>> {
  return offers("get_customer") ? await customers.findNames(emails) : new Map();
}

/** Adds the names of customers to a result that the client shows as a card. Models do not see them. */
export async function noteCustomerNames(
  emails: readonly string[],
  context: Pick<ToolContext, "customers" | "offers" | "hasApps" | "addCustomerNames">,
): Promise<void> {
  if (!context.hasApps || !context.offers("get_customer")) return;
  const names = await findCustomerNames(emails, context);
  context.addCustomerNames(Object.fromEntries(emails.map((email) => [email, names.get(email) ?? ""])));
}
