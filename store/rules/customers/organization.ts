import type { Customer } from "../../customer.ts";
import type { Settings } from "../../settings.ts";

/** Returns the customer as readers see it: with the organization that was set by hand, or else with that of the domain. */
export function showOrganization(customer: Customer, organizations: Settings["organizations"]): Customer {
  const { organization: own, ...others } = customer;
  if (own) return customer;
  const organization = findOrganization(customer.email, organizations);
  return organization === undefined ? others : { ...others, organization };
}

/** Looks for the domain of the address, and then for the domains above it. */
function findOrganization(email: string, organizations: Settings["organizations"]): string | undefined {
  const labels = email.slice(email.lastIndexOf("@") + 1).split(".");
  for (const [index] of labels.entries()) {
    const domain = labels.slice(index).join(".");
    if (Object.hasOwn(organizations, domain)) return organizations[domain];
  }
}
