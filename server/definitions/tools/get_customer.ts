import * as z from "zod";
import { MARKS_NOTICE } from "../../marks/mod.ts";
import { defineTool } from "../define_tool.ts";
import { customer, email } from "../schemas.ts";
import { formatCustomer } from "../texts/mod.ts";

/** Reads one customer account. */
export const getCustomer = defineTool({
  name: "get_customer",
  title: "Get customer",
  description:
    "Read one customer account by its email (e-mail) address: name, tier (free, pro, enterprise), status and the team's notes. Use it " +
    "when you know the exact email address; otherwise use search_customers. To see who changed it, use get_account_history. Returns the account and its revision. " +
    MARKS_NOTICE,
  inputSchema: z.object({ email }),
  outputSchema: z.object({ customer }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async handle({ email }, { customers }) {
    return { customer: await customers.get(email) };
  },
  formatText: ({ customer }) => formatCustomer(customer),
});
