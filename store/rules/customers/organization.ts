import type { Customer } from "../../customer.ts";
import type { Settings } from "../../settings.ts";

/**
 * Returns the customer as readers see it: with the organization that was set by hand, or else with that of the domain. Names
 * that differ only in case are one organization, in its first spelling in the settings.
 */
export function showOrganization(customer: Customer, organizations: Settings["organizations"]): Customer {
  const { organization: own, ...others } = customer;
  const found = own || findOrganization(customer.email, organizations);
  if (found === undefined) return others;
  const spelling = Object.values(organizations).find((name) => name.toLowerCase() === found.toLowerCase());
  return { ...others, organization: spelling ?? found };
}

/** Looks for the domain of the address, and then for the domains above it. */
function findOrganization(email: string, organizations: Settings["organizations"]): string | undefined {
  const labels = email.slice(email.lastIndexOf("@") + 1).split(".");
  for (const [index] of labels.entries()) {
    const domain = labels.slice(index).join(".");
    if (Object.hasOwn(organizations, domain)) return organizations[domain];
  }
}
