import * as z from "zod";
import { LIMITS } from "../../../store/mod.ts";
import { defineTool } from "../definition.ts";
import { customer, email, idempotency_key, tier } from "../schemas.ts";
import { formatCustomer } from "../texts/customer.ts";

/** Opens an account. */
export const createCustomer = defineTool({
  name: "create_customer",
  title: "Create customer",
  description:
    "Open an account for a customer whom the desk doesn't know yet. Search first: one address has one account.",
  inputSchema: z.object({
    email,
    name: z.string().min(1).max(LIMITS.name),
    account_tier: tier.default("free"),
    notes: z.string().max(LIMITS.description).default("").describe(
      "What the team should know; the customer doesn't see it",
    ),
    idempotency_key,
  }),
  outputSchema: z.object({ customer }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  async handle({ idempotency_key, ...account }, { customers, change }) {
    const context = change(idempotency_key === undefined ? {} : { idempotency_key });
    return { customer: await customers.create(account, context) };
  },
  text: ({ customer }) => `Created ${formatCustomer(customer)}`,
});
