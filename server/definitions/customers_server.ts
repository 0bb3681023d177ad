import type { ServerDefinition } from "./definition.ts";
import { accountHistory, accountRecord, customerList } from "./resources/mod.ts";
import { customerTools } from "./tools/mod.ts";

/** The article's second server, which it only draws: customers' accounts. */
export const customersServer: ServerDefinition = {
  name: "customer-database-server",
  title: "Customer database",
  instructions:
    "The accounts of a support desk's customers, by e-mail address. Look an account up with get_customer or search_customers. " +
    "A change of tier or status (update_account) asks a person first.",
  tools: customerTools,
  resources: [customerList, accountRecord, accountHistory],
  prompts: [],
  changedUris(change) {
    if (change.kind !== "customer") return [];
    const account = `customer://${change.email}`;
    return [customerList.uri, account, `${account}/history`];
  },
};
