import * as z from "zod";
import { defineTool } from "../definition.ts";
import { customer, email } from "../schemas.ts";
import { formatCustomer } from "../texts/customer.ts";

/** One account. */
export const getCustomer = defineTool({
  name: "get_customer",
  title: "Get customer",
  description:
    "Read one customer's account by e-mail address: name, tier (free, pro, enterprise), status and the team's notes.",
  inputSchema: z.object({ email }),
  outputSchema: z.object({ customer }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async handle({ email }, { customers }) {
    return { customer: await customers.get(email) };
  },
  text: ({ customer }) => formatCustomer(customer),
});
