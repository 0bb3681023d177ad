import type { ServerDefinition } from "../definition.ts";
import { NO_ACCOUNTS } from "../notices/mod.ts";
import { customerList, resources } from "../resources/mod.ts";
import { customerTools } from "../tools/mod.ts";

/** The article's second server, which appears only in its diagram: customer accounts. */
export const customersServer: ServerDefinition = {
  name: "customer-database-server",
  title: "Customer database",
  instructions:
    "The customer accounts of a support desk. Each account is identified by its email address. Read an account with " +
    "get_customer, or find it with search_customers. " + NO_ACCOUNTS +
    " Create accounts with create_customer. Change them with " +
    "update_account: a person must approve a new tier or status. Where no one can be asked, the change waits: " +
    "get_approval shows if a person has granted it.",
  tools: customerTools,
  resources: resources.customers,
  prompts: [],
  changedUris(change) {
    if (change.kind !== "customer") return [];
    const account = `customer://${change.email}`;
    return [customerList.uri, account, `${account}/history`];
  },
};
