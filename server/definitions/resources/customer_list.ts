import type { ResourceDefinition } from "../definition.ts";
import { formatCustomerRow } from "../texts/mod.ts";

const MAX_LINES = 100;

/** The customer accounts, one per line. */
export const customerList: ResourceDefinition = {
  name: "Customer list",
  title: "Customer list",
  description: "Lists customers' accounts by email address",
  uri: "customer://list",
  mimeType: "text/plain",
  async read(_variables, { customers }) {
    const { items, cursor } = await customers.search("", { limit: MAX_LINES });
    const lines = items.map((customer) => formatCustomerRow(customer));
    if (cursor !== null) lines.push("… and more: find them with search_customers.");
    return { text: lines.length === 0 ? "No customers." : lines.join("\n") };
  },
};
