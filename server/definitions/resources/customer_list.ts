import type { Customer } from "../../../store/mod.ts";
import type { ResourceDefinition } from "../definition.ts";
import { describeDamage, explainWithoutCustomers } from "../notices/mod.ts";
import { CONTENT_BYTES, readFittingPage } from "../sizes/mod.ts";
import { formatCustomerRow } from "../texts/mod.ts";

const MAX_LINES = 100;

/** The customer accounts, one per line. */
export const customerList: ResourceDefinition = {
  name: "Customer list",
  title: "Customer list",
  description: "Lists customers' accounts by email address",
  uri: "customer://list",
  mimeType: "text/plain",
  async read(_variables, desk) {
    const read = (limit: number) => desk.customers.search("", { limit });
    const forms = { toItem: (customer: Customer) => ({ ...customer, notes: "" }), format: formatCustomerRow };
    const { items, cursor, ...rest } = await readFittingPage(read, MAX_LINES, forms, CONTENT_BYTES);
    const lines = items.map(formatCustomerRow);
    if (cursor !== null) lines.push("… and more: find them with search_customers.");
    const damage = describeDamage(rest);
    if (damage !== undefined) lines.push(damage);
    if (lines.length === 0) lines.push(await explainWithoutCustomers(desk) ?? "No customers.");
    return { text: lines.join("\n") };
  },
};
